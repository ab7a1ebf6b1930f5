import { SvelteMap } from 'svelte/reactivity';
import type { Answer, Backend } from '../ipc/backend';
import type { Command, Outcome, Problem, Progress, TerminalInput, TerminalSize } from '../ipc/bindings';
import type { Operation, Operations } from './operations.svelte';

/** What a session is until a page has measured its own. */
const UNMEASURED: TerminalSize = { columns: 100, rows: 28 };

/** So much is typed at once at most, in characters: a paste goes in pieces, and none of them overtakes another. */
const PIECE = 16_384;

export type SessionState = 'opening' | 'live' | 'ended' | 'detached' | 'failed';

/** What a session runs, for its tab: the container's own program, or one that was started in it. */
export type SessionKind = 'run' | 'start' | 'attach' | 'exec';

/** True for a command that somebody sits at: its output is a screen, and it is typed to. */
export function wantsTerminal(command: Command): boolean {
  switch (command.verb) {
    case 'run':
    case 'exec':
      return command.detach !== true && (command.interactive === true || command.tty === true);
    case 'start':
      return command.interactive === true;
    case 'attach':
      return command.noStdin !== true;
    default:
      return false;
  }
}

/** A command that is performed in a terminal. It goes on whatever page is in front. */
export class TerminalSession {
  state = $state<SessionState>('opening');
  /** The container that it is in; of a `run`, once it is made. */
  container = $state.raw<{ id: string; name: string }>();
  /** Whether the program has a terminal of its own. */
  tty = $state(true);
  exitCode = $state<number>();
  problem = $state.raw<Problem>();
  /** It was closed here, and what runs in it was asked to end. */
  closing = $state(false);
  readonly operation: Operation;
  readonly over = $derived(this.state !== 'opening' && this.state !== 'live');
  #typed: TerminalInput[] = [];
  #typing = false;

  constructor(
    private readonly backend: Backend,
    operations: Operations,
    readonly command: Command,
    size: TerminalSize,
    private readonly attached: (session: TerminalSession) => void,
    onProgress?: (progress: Progress) => void,
  ) {
    this.operation = operations.perform(
      command,
      undefined,
      (progress) => {
        this.#hear(progress);
        onProgress?.(progress);
      },
      size,
    );
    void this.operation.result.then((answer) => this.#end(answer));
  }

  get id(): string {
    return this.operation.id;
  }

  get kind(): SessionKind {
    const { verb } = this.command;
    return verb === 'run' || verb === 'start' || verb === 'attach' ? verb : 'exec';
  }

  #hear(progress: Progress) {
    if (progress.kind !== 'created' && progress.kind !== 'attached') return;
    this.container = { id: progress.id, name: progress.name };
    if (progress.kind === 'created') return;
    this.tty = progress.tty;
    this.state = 'live';
    this.attached(this);
  }

  #end(answer: Answer<Outcome>) {
    if (answer.status === 'error') {
      this.problem = answer.error;
      this.state = answer.error.code === 'cancelled' ? 'detached' : 'failed';
    } else if (answer.data.kind === 'ended') {
      this.exitCode = answer.data.exitCode;
      this.state = 'ended';
    } else this.state = 'detached';
  }

  /** Types, in order. */
  type(text: string) {
    for (let at = 0; at < text.length; at += PIECE) {
      this.#typed.push({ kind: 'text', text: text.slice(at, at + PIECE) });
    }
    void this.#send();
  }

  /** Types bytes that are no text, one a character. */
  typeBytes(binary: string) {
    this.#typed.push({ kind: 'bytes', bytes: Array.from(binary, (byte) => byte.charCodeAt(0) & 0xff) });
    void this.#send();
  }

  async #send() {
    if (this.#typing) return;
    this.#typing = true;
    for (let input = this.#typed.shift(); input && !this.over; input = this.#typed.shift()) {
      await this.backend.typeInTerminal(this.id, input);
    }
    this.#typing = false;
    if (this.over) this.#typed = [];
  }

  resize(size: TerminalSize) {
    if (!this.over) void this.backend.resizeTerminal(this.id, size);
  }

  /** Asks what `exec` started to end, and leaves; resolves when it is over. */
  async hangUp() {
    if (this.over) return;
    this.closing = true;
    await this.backend.hangUpTerminal(this.id);
    await this.operation.result;
  }
}

/** Every terminal of the window. Rust has them; this is what the window knows of them. */
export class Terminals {
  /** In the order of their opening. */
  sessions = $state.raw<TerminalSession[]>([]);
  /** Programs that were asked to end and went on, by the id of their container. */
  readonly left = new SvelteMap<string, string>();
  /** The one in front on each container's page. */
  readonly #front = new SvelteMap<string, string>();
  /** The shells that were found, by container: what is in a container hardly changes, and looking starts a program in it. */
  readonly #shells = new Map<string, Promise<Answer<string[]>>>();
  /** As large as the last page was. */
  size = UNMEASURED;

  constructor(
    private readonly backend: Backend,
    private readonly operations: Operations,
    /** Shows the page of a container with its terminals. */
    private readonly show: (container: { id: string }) => void,
  ) {}

  /** The words that start a shell in a running container. */
  shell({ id, name }: { id: string; name: string }): Promise<Answer<string[]>> {
    const known = this.#shells.get(id);
    if (known) return known;
    // By its name, which is what a problem calls it.
    const found = this.backend.findShell(name, null);
    this.#shells.set(id, found);
    void found.then(({ status }) => {
      // What went wrong may go well the next time.
      if (status === 'error') this.#shells.delete(id);
    });
    return found;
  }

  of(container: string): TerminalSession[] {
    return this.sessions.filter((session) => session.container?.id === container);
  }

  front(container: string): TerminalSession | undefined {
    const sessions = this.of(container);
    return sessions.find(({ id }) => id === this.#front.get(container)) ?? sessions.at(-1);
  }

  choose(session: TerminalSession) {
    if (session.container) this.#front.set(session.container.id, session.id);
  }

  /** Opens one on a container's page. */
  open(command: Command, container: { id: string; name: string }): TerminalSession {
    // What went wrong with the container before is tried again with this.
    this.operations.failures.delete(container.id);
    const session = this.#begin(command, () => {});
    session.container = { id: container.id, name: container.name };
    this.choose(session);
    return session;
  }

  /** Performs what was pasted, filled in or done again; its page comes to the front once it is attached. */
  perform(command: Command, onProgress?: (progress: Progress) => void): Operation {
    const attached = (session: TerminalSession) => {
      this.choose(session);
      if (session.container) this.show(session.container);
    };
    return this.#begin(command, attached, onProgress).operation;
  }

  #begin(
    command: Command,
    attached: (session: TerminalSession) => void,
    onProgress?: (progress: Progress) => void,
  ): TerminalSession {
    const session = new TerminalSession(this.backend, this.operations, command, this.size, attached, onProgress);
    this.sessions = [...this.sessions, session];
    void session.operation.result.then(() => {
      // One that never was in a container has no page to be seen on.
      if (!session.container) this.#forget(session);
    });
    return session;
  }

  /** Closes one: what `exec` started in it is asked to end, a container goes on. */
  async close(session: TerminalSession) {
    await session.hangUp();
    const { container, command } = session;
    if (session.closing && session.state === 'detached' && container && command.verb === 'exec') {
      this.left.set(container.id, command.program);
    }
    this.#forget(session);
  }

  #forget(session: TerminalSession) {
    this.sessions = this.sessions.filter((one) => one !== session);
    void this.backend.forgetTerminal(session.id);
  }

  /** Forgets those that are over in containers that are gone: nobody can look at them any more. */
  sweep(isThere: (container: string) => boolean) {
    for (const session of this.sessions) {
      if (session.over && session.container && !isThere(session.container.id)) this.#forget(session);
    }
  }
}
