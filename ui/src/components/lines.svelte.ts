/** A line of a log, or the place where lines are missing. */
export type Entry = { kind: 'line'; stream: 'stdout' | 'stderr'; text: string } | { kind: 'gap'; lines: number };

/** The last lines of something that never stops talking. */
export class Lines {
  /** Bumped once for every `push`; reading it is how a template follows the lines. */
  version = $state(0);
  /** Lines pushed out at the beginning to make room. */
  dropped = 0;
  #entries: Entry[] = [];

  constructor(readonly limit: number) {}

  get entries(): readonly Entry[] {
    // The array is changed in place: a copy of thousands of lines at every batch would be the work of the whole view.
    void this.version;
    return this.#entries;
  }

  push(entries: Entry[]) {
    if (entries.length === 0) return;
    for (const entry of entries) this.#entries.push(entry);
    const over = this.#entries.length - this.limit;
    if (over > 0) {
      this.#entries.splice(0, over);
      this.dropped += over;
    }
    this.version += 1;
  }

  clear() {
    this.#entries = [];
    this.dropped = 0;
    this.version += 1;
  }
}
