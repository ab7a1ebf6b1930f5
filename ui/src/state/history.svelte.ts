import type { Backend } from '../ipc/backend';
import type { Care, Command, HistoryChange, HistoryEntry, Line, Shell } from '../ipc/bindings';
import type { Operations } from './operations.svelte';

/** An entry that is not simply done again, and what is to be said or asked first. */
export interface Asked {
  entry: HistoryEntry;
  care: Care;
  /** The names of the engine that it was for and of the one in use, when they are two. */
  engines?: { was: string; now: string };
}

/** Commands of which there is nothing to see but that they worked: the list of what was done says so by itself. */
const QUIET: ReadonlySet<Command['verb']> = new Set([
  'stop',
  'restart',
  'kill',
  'pause',
  'unpause',
  'rename',
  'rm',
  'rmi',
  'tag',
  'networkConnect',
  'networkDisconnect',
  'networkCreate',
  'networkRm',
  'volumeCreate',
  'volumeRm',
]);

function isQuiet(command: Command): boolean {
  if (command.verb === 'start') return command.attach !== true && command.interactive !== true;
  return QUIET.has(command.verb);
}

/** Every command that was performed, as Rust last told it, and doing one again. */
export class History {
  /** Newest first. */
  entries = $state.raw<HistoryEntry[]>([]);
  open = $state(false);
  asked = $state.raw<Asked>();
  #lines = new Map<string, Promise<Line | null>>();

  constructor(
    private readonly backend: Backend,
    private readonly operations: Operations,
    /** Performs a command where what it tells is seen. */
    private readonly inFront: (command: Command) => void,
    private readonly engine: () => { name: string; address: string } | undefined,
  ) {}

  apply(change: HistoryChange) {
    switch (change.kind) {
      case 'all':
        this.entries = change.entries.toReversed();
        break;
      case 'set': {
        const { entry } = change;
        const at = this.entries.findIndex(({ id }) => id === entry.id);
        this.entries = at < 0 ? [entry, ...this.entries] : this.entries.with(at, entry);
        break;
      }
      case 'removed': {
        const gone = new Set(change.ids);
        this.entries = this.entries.filter(({ id }) => !gone.has(id));
        break;
      }
    }
  }

  /** An entry's line for its engine, remembered; null when the entry is gone. */
  line(id: number, shell: Shell): Promise<Line | null> {
    const key = `${shell} ${id}`;
    let line = this.#lines.get(key);
    if (!line) {
      line = this.backend.historyLine(id, shell);
      this.#lines.set(key, line);
    }
    return line;
  }

  /** Another engine is in use: lines name theirs otherwise now. */
  forgetLines() {
    this.#lines.clear();
  }

  /** The engines of an entry and of now, when doing it again would reach another one. */
  engines({ engine: was }: HistoryEntry): Asked['engines'] {
    const now = this.engine();
    return was && now && was.address !== now.address ? { was: was.name, now: now.name } : undefined;
  }

  /** Does it again, or asks first: when it takes something away, was for another engine, or has lost its values. */
  async again(entry: HistoryEntry) {
    const care = await this.backend.care(entry.command);
    const engines = this.engines(entry);
    if (care === 'none' && !engines && entry.masked.length === 0) this.perform(entry.command);
    else this.asked = { entry, care, ...(engines ? { engines } : {}) };
  }

  /** Performs it, here where there is nothing to see of it, and otherwise where it is seen. */
  perform(command: Command) {
    if (isQuiet(command)) this.operations.perform(command);
    else {
      this.open = false;
      this.inFront(command);
    }
  }

  /** The command of an entry with its values filled in, in order; undefined when the entry is gone. */
  async filled(entry: HistoryEntry, values: string[]): Promise<Command | undefined> {
    if (entry.masked.length === 0) return entry.command;
    return (await this.backend.fillHistory(entry.id, values)) ?? undefined;
  }

  find(text: string, shell: Shell): Promise<number[]> {
    return this.backend.findHistory(text, shell);
  }

  /** Forgets these, or every entry that is over. */
  forget(ids: number[] | null = null) {
    void this.backend.forgetHistory(ids);
  }
}
