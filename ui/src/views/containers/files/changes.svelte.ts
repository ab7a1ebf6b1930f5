import type { Answer, Backend } from '../../../ipc/backend';
import type { ContainerChanges } from '../../../ipc/bindings';

/** What a container changed, as it was when it was last asked. */
export class Changes {
  answer = $state.raw<Answer<ContainerChanges>>();
  reading = $state(false);
  #asked = 0;

  constructor(
    private readonly backend: Backend,
    private readonly container: string,
  ) {}

  /** Reads them anew; what was known stays until then. */
  async read() {
    this.#asked += 1;
    const asked = this.#asked;
    this.reading = true;
    const answer = await this.backend.files.changes(this.container);
    if (asked !== this.#asked) return;
    this.answer = answer;
    this.reading = false;
  }
}
