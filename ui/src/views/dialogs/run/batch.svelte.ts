import type { Command, Progress } from '../../../ipc/bindings';
import type { Operation } from '../../../state/operations.svelte';
import { Step } from '../../../state/palette.svelte';

/** Problems that every other container would have as well. */
const OF_ALL = new Set([
  'imageNotFound',
  'unauthorized',
  'registryUnreachable',
  'engineUnreachable',
  'engineAbsent',
  'cancelled',
]);

/** Several containers that one form makes, one after the other: each ends by itself, well or not. */
export class Batch {
  readonly steps: readonly Step[];
  readonly running: boolean;
  readonly failed: number;
  readonly done: number;
  #cancelled = false;

  constructor(
    private readonly perform: (command: Command, onProgress: (progress: Progress) => void) => Operation,
    commands: readonly Command[],
    before?: Batch,
  ) {
    // What an earlier try made is not made again.
    const made = new Map(
      before?.steps.filter(({ state }) => state === 'done').map((step) => [keyOf(step.command), step]),
    );
    this.steps = commands.map((command) => made.get(keyOf(command)) ?? new Step(command));
    this.running = $derived(this.steps.some(({ state }) => state === 'running' || state === 'waiting'));
    this.failed = $derived(this.steps.filter(({ state }) => state === 'failed').length);
    this.done = $derived(this.steps.filter(({ state }) => state === 'done').length);
  }

  /** Resolves when none is left; true when all are made. */
  async start(): Promise<boolean> {
    for (const step of this.steps) {
      if (step.state !== 'waiting') continue;
      if (this.#cancelled) {
        step.state = 'skipped';
        continue;
      }
      step.state = 'running';
      step.operation = this.perform(step.command, (progress) => step.told.hear(progress));
      const answer = await step.operation.result;
      if (answer.status === 'ok') {
        step.outcome = answer.data;
        step.state = 'done';
        continue;
      }
      const { code } = answer.error;
      step.state = code === 'cancelled' ? 'cancelled' : 'failed';
      if (code !== 'cancelled') step.problem = answer.error;
      if (OF_ALL.has(code)) this.#cancelled = true;
    }
    return this.steps.every(({ state }) => state === 'done');
  }

  /** Ends what runs now; what would follow is not begun. */
  cancel() {
    this.#cancelled = true;
    this.steps.find(({ state }) => state === 'running')?.operation?.cancel();
  }
}

function keyOf(command: Command): string {
  return JSON.stringify(command);
}

/** What a container of a batch is called: its name, or its place when docker invents one. */
export function nameOf(command: Command): string | undefined {
  return command.verb === 'run' || command.verb === 'create' ? (command.name ?? undefined) : undefined;
}
