import type { Answer } from '../ipc/backend';
import type { Command, Outcome, Problem, Progress } from '../ipc/bindings';
import type { Operation, Operations } from './operations.svelte';
import { type Terminals, wantsTerminal } from './terminals.svelte';
import { Told } from './told.svelte';

export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped';

/** One command that the palette performs. */
export class Step {
  state = $state<StepState>('waiting');
  operation = $state.raw<Operation>();
  outcome = $state.raw<Outcome>();
  problem = $state.raw<Problem>();
  readonly told = new Told();

  constructor(readonly command: Command) {}
}

/** Commands that are performed in order, until one fails. They go on whatever is in front. */
export class Session {
  readonly steps: readonly Step[];
  /** Closed while it went on: its end is still to be seen. */
  left = false;
  readonly running: boolean;
  readonly current: Step | undefined;

  constructor(
    private readonly perform: (command: Command, onProgress: (progress: Progress) => void) => Operation,
    commands: readonly Command[],
  ) {
    this.steps = commands.map((command) => new Step(command));
    this.running = $derived(this.steps.some(({ state }) => state === 'running' || state === 'waiting'));
    this.current = $derived(this.steps.find(({ state }) => state === 'running'));
  }

  async start() {
    for (const step of this.steps) {
      step.state = 'running';
      step.operation = this.perform(step.command, (progress) => step.told.hear(progress));
      if (this.#end(step, await step.operation.result)) continue;
      for (const rest of this.steps) if (rest.state === 'waiting') rest.state = 'skipped';
      return;
    }
  }

  /** True when the next one may begin. */
  #end(step: Step, answer: Answer<Outcome>): boolean {
    if (answer.status === 'error') {
      step.state = answer.error.code === 'cancelled' ? 'cancelled' : 'failed';
      if (answer.error.code !== 'cancelled') step.problem = answer.error;
      return false;
    }
    step.outcome = answer.data;
    // In a shell, `&&` would stop here too.
    const well = answer.data.kind !== 'ended' || answer.data.exitCode === 0;
    step.state = well ? 'done' : 'failed';
    return well;
  }

  /** Ends what runs now; what would follow is not begun. */
  cancel() {
    this.current?.operation?.cancel();
  }
}

/** The palette: what is typed in it, and what it performs. Both outlive its being closed. */
export class Palette {
  open = $state(false);
  text = $state('');
  /** The folder that relative paths are from: the reader's word, for as long as the window lives. */
  folder = $state<string>();
  session = $state.raw<Session>();
  /** What was performed before it and goes on, newest last. */
  earlier = $state.raw<readonly Session[]>([]);
  /** True while the session is in front, and not the text. */
  watching = $state(false);

  constructor(
    private readonly operations: Operations,
    private readonly terminals: Terminals,
    /** Begins a build, which has a page of its own. */
    private readonly build: (command: Command & { verb: 'build' }) => Operation,
  ) {}

  /** True while anything goes on. */
  get running(): boolean {
    return this.#all.some(({ running }) => running);
  }

  show() {
    this.open = true;
    // What still runs, or ended unseen, is what somebody who comes back wants to see.
    this.watching = this.#all.some(({ running, left }) => running || left);
    if (!this.watching) this.#keep([]);
  }

  close() {
    this.open = false;
    for (const session of this.#all) session.left = session.running;
    if (this.watching) this.text = '';
    this.watching = false;
  }

  /** What is performed now has a page of its own and is in front there. */
  handOver() {
    const { session } = this;
    this.close();
    // What follows it is still to be seen; by itself it is not.
    if (session && !session.steps.some(({ state }) => state === 'waiting')) this.#keep(this.earlier);
  }

  /** Performs commands in order, in front of the reader. */
  run(commands: readonly Command[]) {
    const session = new Session((command, onProgress) => this.#perform(command, onProgress), commands);
    this.#keep([...this.#all.filter(({ running }) => running), session]);
    this.watching = true;
    this.open = true;
    void session.start();
  }

  #perform(command: Command, onProgress: (progress: Progress) => void): Operation {
    if (command.verb === 'build') return this.build(command);
    if (wantsTerminal(command)) return this.terminals.perform(command, onProgress);
    return this.operations.perform(command, undefined, onProgress);
  }

  get #all(): readonly Session[] {
    return this.session ? [...this.earlier, this.session] : [];
  }

  #keep(sessions: readonly Session[]) {
    this.session = sessions.at(-1);
    this.earlier = sessions.slice(0, -1);
  }

  /** From what was performed to the text it came from. */
  back() {
    this.watching = false;
  }
}
