import { type Entry, Lines } from '../../../components/lines.svelte';
import type { Backend } from '../../../ipc/backend';
import type { LogBatch, Problem } from '../../../ipc/bindings';

/** Lines asked for when the log is opened, and kept while it grows. */
export const TAIL = 500;
const KEPT = 5_000;

/** A container that says nothing for this long, in ms, is simply silent: the log is live, and empty. */
const SILENT = 600;

export type LogState = 'loading' | 'live' | 'ended' | 'failed';

/** The end of one container's log, followed for as long as somebody looks. */
export class ContainerLog {
  readonly lines = new Lines(KEPT);
  state = $state<LogState>('loading');
  problem = $state.raw<Problem>();
  #operation: string | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly container: string,
  ) {}

  /** Reads the tail anew and follows it; what was shown before is replaced. */
  async follow() {
    this.stop();
    const operation = crypto.randomUUID();
    this.#operation = operation;
    this.state = 'loading';
    this.problem = undefined;
    let fresh = true;
    const silent = setTimeout(() => {
      if (this.#operation === operation && this.state === 'loading') this.state = 'live';
    }, SILENT);
    const answer = await this.backend.followLogs(operation, this.container, TAIL, (batch) => {
      if (this.#operation !== operation) return;
      if (fresh) this.lines.clear();
      fresh = false;
      if (this.state === 'loading') this.state = 'live';
      this.lines.push(entriesOf(batch));
    });
    clearTimeout(silent);
    // A large batch is fetched, and may come after the answer: it still belongs to this log.
    if (this.#operation !== operation) return;
    if (answer.status === 'ok') {
      if (fresh) this.lines.clear();
      this.state = 'ended';
    } else {
      this.state = 'failed';
      this.problem = answer.error;
    }
  }

  /** Stops following; called when nobody looks any more. */
  stop() {
    if (this.#operation === undefined) return;
    void this.backend.cancel(this.#operation);
    this.#operation = undefined;
  }
}

function entriesOf(batch: LogBatch): Entry[] {
  const entries: Entry[] = batch.lines.map(({ stream, text }) => ({ kind: 'line', stream, text }));
  return batch.skipped > 0 ? [{ kind: 'gap', lines: batch.skipped }, ...entries] : entries;
}
