import type { Backend } from '../../ipc/backend';
import type { Shell, Understanding, Understood } from '../../ipc/bindings';
import { mended } from './segments';

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

  /**
   * `text` as a docker command, when what was read last says that it is one but for its first word.
   * Who types on behind that word changes nothing about it, so the answer need not wait for the next reading.
   */
  bare(text: string): string | undefined {
    const [first] = this.said?.commands ?? [];
    if (first?.kind !== 'mistake' || first.error.code !== 'not_docker') return undefined;
    if (!first.error.suggestion?.startsWith('docker ')) return undefined;
    const read = [...this.text].slice(0, first.error.end).join('');
    return text.startsWith(`${read} `) ? mended(text, first.error).trim() : undefined;
  }

  forget() {
    this.#asked += 1;
    this.text = '';
    this.said = undefined;
  }
}
