import { SvelteMap } from 'svelte/reactivity';
import type { Backend } from '../../../ipc/backend';
import type { AtRest, Container } from '../../../ipc/bindings';

/** So many questions are on their way at once. */
const TOGETHER = 4;

/** So many answers are kept. */
const KEPT = 500;

/** What containers that don't run say of themselves beyond the list, asked once for each time they come to rest. */
export class Rest {
  #known = new SvelteMap<string, { of: Container; rest: AtRest | undefined }>();
  #waiting: Container[] = [];
  #asking = 0;

  constructor(private readonly backend: Pick<Backend, 'atRest'>) {}

  /** What is known of the container as it is now. */
  of(container: Container): AtRest | undefined {
    const known = this.#known.get(container.id);
    return known?.of === container ? known.rest : undefined;
  }

  /** Asks about those that are not known as they are now; the answers show in `of`. What waited for its turn and is not among them is not asked. */
  ask(containers: readonly Container[]) {
    this.#waiting = containers.filter((one) => this.#known.get(one.id)?.of !== one);
    while (this.#asking < TOGETHER && this.#waiting.length > 0) void this.#next();
  }

  async #next() {
    const container = this.#waiting.shift();
    if (!container) return;
    this.#asking += 1;
    // One that has gone meanwhile, or an engine that has, answers at the next change of the list.
    this.#known.set(container.id, { of: container, rest: undefined });
    const answer = await this.backend.atRest(container.id);
    if (answer.status === 'ok' && this.#known.get(container.id)?.of === container) {
      this.#known.set(container.id, { of: container, rest: answer.data });
    }
    for (const id of this.#known.keys()) {
      if (this.#known.size <= KEPT) break;
      this.#known.delete(id);
    }
    this.#asking -= 1;
    void this.#next();
  }
}
