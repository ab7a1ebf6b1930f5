import type { Backend } from '../../ipc/backend';
import type { Shell, Understanding, Understood } from '../../ipc/bindings';

export type UnderstoodCommand = Understood & { kind: 'command' };

/** What Rust makes of a text; only the last answer counts, and the one before stays until it is there. */
export class Reading {
  /** The text that `said` is about: what is in the box may be ahead of it. */
  text = $state('');
  said = $state.raw<Understanding>();
  readonly commands: UnderstoodCommand[] = $derived(
    (this.said?.commands ?? []).filter((one): one is UnderstoodCommand => one.kind === 'command'),
  );
  /** Every line makes sense. */
  readonly whole = $derived(
    this.said !== undefined && this.commands.length === this.said.commands.length && this.commands.length > 0,
  );
  readonly needsFolder = $derived(
    this.said?.commands.some((one) => one.kind === 'mistake' && one.error.code === 'folder_needed') ?? false,
  );
  #asked = 0;

  constructor(private readonly backend: Backend) {}

  async read(text: string, shell: Shell, folder: string | undefined) {
    this.#asked += 1;
    const asked = this.#asked;
    const said = await this.backend.understand(text, shell, folder ?? null);
    if (asked !== this.#asked) return;
    this.text = text;
    this.said = said;
  }

  forget() {
    this.#asked += 1;
    this.text = '';
    this.said = undefined;
  }
}
