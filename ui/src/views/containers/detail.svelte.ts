import { createContext } from 'svelte';
import type { Backend } from '../../ipc/backend';
import type { ContainerDetail, LifeEvent, Problem } from '../../ipc/bindings';
import { joined } from './overview/chapters';

/** What the page of one container knows beyond the list. It keeps what it knew when the container or the engine is gone. */
export class Detail {
  known = $state.raw<ContainerDetail>();
  /** Why it could not be read, while nothing is known. */
  problem = $state.raw<Problem>();
  /** What happened, oldest first. */
  events = $state.raw<readonly LifeEvent[]>([]);
  /** Why no events come, when they should. */
  silent = $state.raw<Problem>();
  #asked = 0;
  #operation: string | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly id: string,
  ) {}

  /** Reads it anew; an answer that a later one has overtaken is dropped. */
  async read() {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await this.backend.containerDetail(this.id);
    if (asked !== this.#asked) return;
    if (answer.status === 'ok') {
      this.known = answer.data;
      this.problem = undefined;
    } else this.problem = answer.error;
  }

  /** Hears what happened and what happens, until `stop`. */
  async follow() {
    this.stop();
    const operation = crypto.randomUUID();
    this.#operation = operation;
    this.silent = undefined;
    const answer = await this.backend.followLife(operation, this.id, (told) => {
      if (this.#operation === operation) this.events = joined(this.events, told);
    });
    if (this.#operation !== operation) return;
    this.#operation = undefined;
    if (answer.status === 'error') this.silent = answer.error;
  }

  stop() {
    if (this.#operation === undefined) return;
    void this.backend.cancel(this.#operation);
    this.#operation = undefined;
  }
}

/** The page makes it; its tabs share it. */
export const [useDetail, provideDetail] = createContext<Detail>();
