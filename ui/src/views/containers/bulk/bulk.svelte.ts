import type { Command, Container, Problem, Progress } from '../../../ipc/bindings';
import type { Failure, Operation, Operations } from '../../../state/operations.svelte';

/** How a command on several containers ended. */
export interface BulkEnd {
  command: Command;
  /** How many it was done to. */
  done: number;
  failed: readonly Failure[];
  /** How many were left as they were, because it was cancelled or broke. */
  left: number;
  /** Why it ended before its end; none when every container had its turn. */
  problem: Problem | undefined;
  /** Bytes given back, where the engine counts them. */
  reclaimed: number | undefined;
}

/** What is under way. */
export interface BulkRun {
  operation: Operation;
  command: Command;
  total: number;
}

/** One command on several containers, each of which has an end of its own. It goes on whatever page is in front. */
export class Bulk {
  run = $state.raw<BulkRun>();
  /** How many of them are over. */
  ended = $state(0);
  last = $state.raw<BulkEnd>();

  constructor(private readonly operations: Pick<Operations, 'perform' | 'onContainer' | 'failures'>) {}

  /** Performs it; while it goes on each container's row shows it, and what fails stays with the row. */
  async perform(containers: readonly Container[], command: Command): Promise<BulkEnd> {
    const { onContainer, failures } = this.operations;
    const waiting = new Map<string, Container>();
    for (const one of containers) {
      waiting.set(one.id, one);
      failures.delete(one.id);
    }
    const byName = new Map(containers.flatMap((one) => [[one.name, one] as const, [one.id, one] as const]));
    const failed: Failure[] = [];
    this.last = undefined;
    this.ended = 0;
    const over = (container: Container, problem: Problem | null) => {
      if (!waiting.delete(container.id)) return;
      this.ended += 1;
      if (onContainer.get(container.id) === operation) onContainer.delete(container.id);
      if (!problem || isWanted(command, problem)) return;
      const failure = { container: container.id, name: container.name, command, problem, among: containers.length };
      failed.push(failure);
      failures.set(container.id, failure);
    };
    const hear = (progress: Progress) => {
      if (progress.kind !== 'item') return;
      const container = byName.get(progress.name);
      if (container) over(container, progress.problem);
    };
    const operation = this.operations.perform(command, undefined, hear);
    for (const one of containers) onContainer.set(one.id, operation);
    this.run = { operation, command, total: containers.length };
    const answer = await operation.result;
    const error = answer.status === 'error' ? answer.error : undefined;
    // The engine tells of each where there are several; of one by itself only the end tells.
    const [only] = containers;
    if (only && containers.length === 1 && error && error.code !== 'cancelled') over(only, error);
    const left = error ? waiting.size : 0;
    for (const one of [...waiting.values()]) {
      if (!error) over(one, null);
      else if (onContainer.get(one.id) === operation) onContainer.delete(one.id);
    }
    const pruned = answer.status === 'ok' && answer.data.kind === 'pruned' ? answer.data.pruned : undefined;
    const end: BulkEnd = {
      command,
      done: pruned ? pruned.containers.length : containers.length - failed.length - left,
      failed,
      left,
      problem: left > 0 ? error : undefined,
      reclaimed: pruned?.reclaimed,
    };
    if (this.run?.operation === operation) {
      this.run = undefined;
      this.last = end;
    }
    return end;
  }

  dismiss() {
    this.last = undefined;
  }
}

/** A removal that finds nothing to remove has what it wanted. */
function isWanted(command: Command, problem: Problem): boolean {
  return (command.verb === 'rm' || command.verb === 'rmAll') && problem.code === 'containerNotFound';
}
