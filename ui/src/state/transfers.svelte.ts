import type { Command, Problem, ProblemCode } from '../ipc/bindings';
import type { Operation, Operations } from './operations.svelte';

export type TransferKind = 'download' | 'upload' | 'export';

/** The engine is gone: those that would follow are not begun. */
const LOST: ReadonlySet<ProblemCode | undefined> = new Set(['engineUnreachable', 'engineAbsent'] as const);

/** Files on their way out of a container or into one. It goes on when its page is left. */
export class Transfer {
  bytes = $state(0);
  state = $state<'running' | 'done' | 'failed' | 'cancelled' | 'skipped'>('running');
  problem = $state.raw<Problem>();
  /** Where it was written on this computer. */
  written = $state<string>();
  /** Links in it that lead out of it: kept, and not followed. */
  linksOut = $state(0);
  /** What this computer cannot have, or this user may not make: how many devices and pipes, and how many links. */
  leftOut = $state.raw({ special: 0, links: 0 });
  cancelling = $state(false);
  operation!: Operation;

  constructor(
    readonly id: string,
    readonly container: string,
    readonly kind: TransferKind,
    readonly command: Command,
    /** What moves, and where to. */
    readonly from: string,
    readonly to: string,
  ) {}

  cancel() {
    this.cancelling = true;
    this.operation.cancel();
  }
}

/** What is being moved and what was, newest first. */
export class Transfers {
  list = $state.raw<Transfer[]>([]);

  constructor(private readonly operations: Operations) {}

  of(container: string): Transfer[] {
    return this.list.filter((one) => one.container === container);
  }

  /** Uploads one after the other: an engine lets one at a time at a container's files. One that fails does not keep the others back. */
  async upload(container: string, each: readonly { command: Command; from: string; to: string }[]): Promise<void> {
    let over = false;
    for (const { command, ...names } of each) {
      if (over) this.#skip(new Transfer(crypto.randomUUID(), container, 'upload', command, names.from, names.to));
      else {
        const { state, problem } = await this.start(container, 'upload', command, names);
        over = state === 'cancelled' || LOST.has(problem?.code);
      }
    }
  }

  /** Says of one that it was not begun. */
  #skip(transfer: Transfer) {
    transfer.state = 'skipped';
    this.list = [transfer, ...this.list];
  }

  /** Begins one; resolves when it is over. */
  async start(
    container: string,
    kind: TransferKind,
    command: Command,
    names: { from: string; to: string },
  ): Promise<Transfer> {
    const transfer = new Transfer(crypto.randomUUID(), container, kind, command, names.from, names.to);
    transfer.operation = this.operations.perform(command, undefined, (progress) => {
      if (progress.kind === 'transfer') transfer.bytes = progress.bytes;
      else if (progress.kind === 'linksOut') transfer.linksOut = progress.count;
      else if (progress.kind === 'leftOut') transfer.leftOut = { special: progress.special, links: progress.links };
    });
    this.list = [transfer, ...this.list];
    const answer = await transfer.operation.result;
    if (answer.status === 'ok') {
      transfer.state = 'done';
      if (answer.data.kind === 'written') {
        transfer.written = answer.data.path;
        transfer.bytes = answer.data.bytes;
      }
    } else if (answer.error.code === 'cancelled') transfer.state = 'cancelled';
    else {
      transfer.state = 'failed';
      transfer.problem = answer.error;
    }
    return transfer;
  }

  dismiss(transfer: Transfer) {
    this.list = this.list.filter((one) => one !== transfer);
  }
}
