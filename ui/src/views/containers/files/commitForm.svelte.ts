import type { Backend } from '../../../ipc/backend';
import type { CommitDraft, FieldProblem, Problem } from '../../../ipc/bindings';
import type { Operation, Operations } from '../../../state/operations.svelte';

/** The commit form: its text, what Rust makes of it, and the operation once it is sent. */
export class CommitForm {
  image = $state('');
  message = $state('');
  author = $state('');
  changes = $state<string[]>(['']);
  pause = $state(true);
  draft = $state.raw<CommitDraft>({ draft: { command: null, problems: [] }, name: null });
  operation = $state.raw<Operation>();
  problem = $state.raw<Problem>();
  /** The image that is there now. */
  made = $state.raw<{ id: string; reference: string | null }>();
  #seen = $state.raw(new Set<string>());
  #asked = 0;

  readonly command = $derived(this.draft.draft.command ?? undefined);

  constructor(
    private readonly backend: Backend,
    private readonly operations: Operations,
    private readonly container: string,
  ) {}

  /** Asks what the text means so far; only the last answer counts. */
  async read(): Promise<CommitDraft> {
    this.#asked += 1;
    const asked = this.#asked;
    const { container, image, message, author, changes, pause } = this;
    const draft = await this.backend.files.draftCommit({
      container,
      image,
      message,
      author,
      changes: [...changes],
      pause,
    });
    if (asked === this.#asked) this.draft = draft;
    return draft;
  }

  leave(field: string, index = 0) {
    this.#seen = new Set(this.#seen).add(`${field} ${index}`);
  }

  /** The mistake to show at a field: not while it is being typed for the first time. */
  mistake(field: string, index = 0): FieldProblem | undefined {
    if (!this.#seen.has(`${field} ${index}`) && !this.#seen.has('all')) return undefined;
    return this.draft.draft.problems.find((one) => one.field === field && one.index === index);
  }

  async send(): Promise<void> {
    if (this.operation) return;
    this.problem = undefined;
    this.#seen = new Set(['all']);
    const { command } = (await this.read()).draft;
    // Pressed twice, it was sent while this was being checked.
    if (!command || this.operation) return;
    this.operation = this.operations.perform(command);
    const answer = await this.operation.result;
    this.operation = undefined;
    if (answer.status === 'ok') {
      if (answer.data.kind === 'image') this.made = answer.data;
    } else if (answer.error.code !== 'cancelled') this.problem = answer.error;
  }
}
