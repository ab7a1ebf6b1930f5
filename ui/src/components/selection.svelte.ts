/** How much of a list is chosen. */
export type Extent = 'none' | 'some' | 'all';

/** Which rows of a list are chosen, by key. The rows' elements come and go with scrolling; this stays. */
export class Selection {
  keys = $state.raw<ReadonlySet<string>>(new Set());
  /** Where the last choice was made: a range goes from here. */
  #anchor: string | undefined;
  /** What the range from there took in until now. */
  #range: readonly string[] = [];

  has(key: string): boolean {
    return this.keys.has(key);
  }

  get size(): number {
    return this.keys.size;
  }

  /** One more, or one less. */
  toggle(key: string) {
    const keys = new Set(this.keys);
    if (!keys.delete(key)) keys.add(key);
    this.keys = keys;
    this.#anchor = key;
    this.#range = [];
  }

  /** Everything from the last choice to `key`, in the order that is shown, becomes what the last choice was: chosen, or not. A range that
   * becomes shorter gives back what is no longer in it. */
  extend(key: string, order: readonly string[]) {
    const from = this.#anchor === undefined ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(key);
    if (to < 0) return;
    if (this.#anchor === undefined || from < 0) {
      this.toggle(key);
      return;
    }
    const chosen = this.keys.has(this.#anchor);
    const keys = new Set(this.keys);
    const set = (one: string, to: boolean) => {
      if (to) keys.add(one);
      else keys.delete(one);
    };
    const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const before of this.#range) set(before, !chosen);
    for (const between of range) set(between, chosen);
    this.keys = keys;
    this.#range = range;
  }

  /** What a click or Space on a row does: one more or less, or with Shift all between the last choice and it. */
  pick(key: string, range: boolean, order: readonly string[]) {
    if (range) this.extend(key, order);
    else this.toggle(key);
  }

  /** What is shown is all chosen, or none of it when all was. */
  toggleAll(order: readonly string[]) {
    const keys = new Set(this.keys);
    const all = this.extent(order) === 'all';
    for (const key of order) {
      if (all) keys.delete(key);
      else keys.add(key);
    }
    this.keys = keys;
  }

  all(order: readonly string[]) {
    this.keys = new Set([...this.keys, ...order]);
  }

  clear() {
    this.keys = new Set();
    this.#anchor = undefined;
    this.#range = [];
  }

  /** Forgets what is no longer there. */
  keep(there: ReadonlySet<string>) {
    const keys = [...this.keys].filter((key) => there.has(key));
    if (keys.length < this.keys.size) this.keys = new Set(keys);
  }

  /** How much of what is shown is chosen. */
  extent(order: readonly string[]): Extent {
    const chosen = order.filter((key) => this.keys.has(key)).length;
    if (chosen === 0) return 'none';
    return chosen === order.length ? 'all' : 'some';
  }
}
