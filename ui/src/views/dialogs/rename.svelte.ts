import { mistakeText } from '../../i18n/fields';
import type { Backend } from '../../ipc/backend';
import type { Command, Container, Draft, Problem } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import type { Mirror } from '../../state/mirror.svelte';
import type { Operations } from '../../state/operations.svelte';

/** A new name for a container, being typed. What is wrong with it is said at the field, before and after it is sent. */
export class RenameForm {
  name = $state('');
  draft = $state.raw<Draft>({ command: null, problems: [] });
  sending = $state(false);
  /** What the engine said that is not about the name. */
  problem = $state.raw<Problem>();
  #taken = $state<string>();
  #tried = $state(false);
  #asked = 0;

  constructor(
    private readonly container: Container,
    private readonly parts: { backend: Backend; operations: Operations; mirror: Mirror },
  ) {
    this.name = container.name;
  }

  readonly same = $derived.by(() => this.name.trim() === this.container.name);
  readonly command: Command | undefined = $derived(this.same ? undefined : (this.draft.command ?? undefined));

  /** What is wrong, in words; the field as it was when the dialog opened is no mistake yet. */
  readonly mistake: string | undefined = $derived.by(() => {
    if (this.same) return this.#tried ? m.life_rename_same() : undefined;
    const [wrong] = this.draft.problems;
    if (wrong) return mistakeText(wrong.code);
    return this.#isTaken(this.name.trim()) ? m.life_rename_taken() : undefined;
  });

  #isTaken(name: string): boolean {
    if (this.#taken === name) return true;
    return (this.parts.mirror.containers ?? []).some((one) => one.id !== this.container.id && one.name === name);
  }

  /** Asks what the name means; call it when it changes. */
  async read() {
    this.#asked += 1;
    const asked = this.#asked;
    const draft = await this.parts.backend.draftRename(this.container.name, this.name);
    if (asked === this.#asked) this.draft = draft;
  }

  /** Renames. True when it is done. */
  async send(): Promise<boolean> {
    this.#tried = true;
    await this.read();
    const { command } = this;
    if (!command || this.mistake !== undefined || this.sending) return false;
    this.sending = true;
    this.problem = undefined;
    const answer = await this.parts.operations.perform(command).result;
    this.sending = false;
    if (answer.status === 'ok') return true;
    // Somebody took the name a moment ago, or a container that this window does not know of has it.
    if (answer.error.code === 'nameInUse') this.#taken = this.name.trim();
    else if (answer.error.code !== 'cancelled') this.problem = answer.error;
    return false;
  }
}
