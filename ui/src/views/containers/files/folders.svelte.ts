import { SvelteMap } from 'svelte/reactivity';
import type { Backend } from '../../../ipc/backend';
import type { FileEntry, Problem } from '../../../ipc/bindings';
import { idsOf, lastName, parentOf } from './paths';

/** A folder that is being read, or was. */
export class Reading {
  entries = $state.raw<FileEntry[]>([]);
  running = $state(true);
  bytes = $state(0);
  whole = $state(false);
  /** Stopped by the reader. */
  stopped = $state(false);
  leftOut = $state(0);
  readAt = $state<number>();
  problem = $state.raw<Problem>();

  constructor(
    readonly operation: string,
    readonly further: number,
  ) {}
}

/** The file system of a container, a folder at a time. */
export class Folders {
  path = $state('/');
  /** The file that is looked at, in the folder: its name, or what tells it from others of that name. */
  selected = $state<string>();
  #readings = new SvelteMap<string, Reading>();

  readonly reading: Reading | undefined = $derived(this.#readings.get(this.path));
  readonly #ids = $derived(idsOf(this.reading?.entries ?? []));
  readonly entry: FileEntry | undefined = $derived(
    this.selected === undefined ? undefined : this.reading?.entries.find((entry) => this.id(entry) === this.selected),
  );

  constructor(
    private readonly backend: Backend,
    private readonly container: string,
    /** Whether its container can be asked. */
    private readonly live: () => boolean,
  ) {}

  /** What tells an entry of the folder from the others. */
  id(entry: FileEntry): string {
    return this.#ids.get(entry) ?? entry.name;
  }

  /** Goes to a folder, or to the file that is there. What is being read elsewhere goes on. */
  async go(path: string, how: { again?: boolean; further?: number; select?: string } = {}): Promise<void> {
    const before = this.#readings.get(path);
    // What was read can still be looked at; of the rest nothing would come but a refusal.
    if (!before && !this.live()) return;
    this.path = path;
    this.selected = how.select;
    if (!this.live()) return;
    if (before?.running && !how.again) return;
    if (before?.running) void this.backend.cancel(before.operation);
    const reading = new Reading(crypto.randomUUID(), how.further ?? before?.further ?? 0);
    // What was known stays until something new comes.
    reading.entries = before?.entries ?? [];
    reading.readAt = before?.readAt;
    this.#readings.set(path, reading);
    const look = { container: this.container, path, again: how.again ?? false, further: reading.further };
    let fresh = true;
    const answer = await this.backend.files.list(reading.operation, look, (read) => {
      if (!reading.running) return;
      reading.bytes = read.bytes;
      if (read.entries.length === 0) return;
      reading.entries = fresh ? read.entries : [...reading.entries, ...read.entries];
      reading.readAt = undefined;
      fresh = false;
    });
    reading.running = false;
    if (this.#readings.get(path) !== reading) return;
    if (answer.status === 'error') {
      reading.stopped = answer.error.code === 'cancelled';
      if (!reading.stopped) reading.problem = answer.error;
      return;
    }
    if (answer.data.kind === 'file') {
      this.#readings.delete(path);
      const { path: led } = answer.data;
      if (this.path === path) await this.go(parentOf(led), { select: lastName(led) });
      return;
    }
    const { listing } = answer.data;
    reading.entries = listing.entries;
    reading.whole = listing.whole;
    reading.leftOut = listing.leftOut;
    reading.readAt = listing.readAt;
    if (listing.read > 0) reading.bytes = listing.read;
    if (listing.path === path) return;
    // A link led elsewhere: the reader is there now.
    this.#readings.delete(path);
    this.#readings.set(listing.path, reading);
    if (this.path === path) this.path = listing.path;
  }

  /** Reads the present folder anew. */
  again(): Promise<void> {
    return this.go(this.path, { again: true, select: this.selected });
  }

  /** Reads four times as much of it. */
  readOn(): Promise<void> {
    const further = (this.reading?.further ?? 0) + 1;
    return this.go(this.path, { again: true, further, select: this.selected });
  }

  /** Stops reading the present folder; what came stays. */
  stop() {
    if (this.reading?.running) void this.backend.cancel(this.reading.operation);
  }

  /** Nobody looks any more. */
  leave() {
    for (const reading of this.#readings.values()) if (reading.running) void this.backend.cancel(reading.operation);
  }
}
