/** A stand-in for the history in Rust: it records what the made-up engine performs. */
import type { Answer } from '../backend';
import type { Command, EngineInfo, HistoryChange, HistoryEnd, HistoryEntry, HistoryResult, Outcome } from '../bindings';

export class FakeHistory {
  entries: HistoryEntry[] = [];
  tell: ((change: HistoryChange) => void) | undefined;
  /** What `fill` was given. */
  filled: string[] = [];

  watch(tell: (change: HistoryChange) => void) {
    this.tell = tell;
    tell({ kind: 'all', entries: [...this.entries] });
  }

  begin(command: Command, { name, address }: EngineInfo): (answer: Answer<Outcome>) => void {
    const id = Math.max(0, ...this.entries.map((one) => one.id)) + 1;
    const engine = { name, address, flag: { kind: 'host', value: address } as const };
    const begun: HistoryEntry = {
      id,
      command,
      masked: [],
      engine,
      begun: Date.now(),
      ended: null,
      end: { kind: 'running' },
    };
    this.#set(begun);
    return (answer) => this.#set({ ...begun, ended: Date.now(), end: endOf(answer) });
  }

  forget(ids: number[] | null) {
    const gone = ids ?? this.entries.filter(({ end }) => end.kind !== 'running').map(({ id }) => id);
    this.entries = this.entries.filter(({ id }) => !gone.includes(id));
    this.tell?.({ kind: 'removed', ids: gone });
  }

  #set(entry: HistoryEntry) {
    this.entries = [...this.entries.filter(({ id }) => id !== entry.id), entry];
    this.tell?.({ kind: 'set', entry });
  }
}

function endOf(answer: Answer<Outcome>): HistoryEnd {
  if (answer.status === 'error') {
    return answer.error.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', problem: answer.error };
  }
  const outcome = answer.data;
  let result: HistoryResult = { kind: 'nothing' };
  if (outcome.kind === 'container') result = { ...outcome, exitCode: null };
  else if (outcome.kind === 'image') result = outcome;
  return { kind: 'done', result };
}
