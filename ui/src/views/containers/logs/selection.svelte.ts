/** Rows that are chosen to be copied; never more than two numbers, however many rows lie between. */
export class Selection {
  #from = $state<number>();
  #to = $state(0);
  dragging = $state(false);

  /** The first row, and one behind the last. */
  readonly range = $derived(
    this.#from === undefined
      ? undefined
      : { from: Math.min(this.#from, this.#to), to: Math.max(this.#from, this.#to) + 1 },
  );

  has(row: number): boolean {
    return this.range !== undefined && row >= this.range.from && row < this.range.to;
  }

  /** A row was pressed: it is chosen, or everything up to it. */
  press(row: number, extend: boolean) {
    if (!extend || this.#from === undefined) this.#from = row;
    this.#to = row;
    this.dragging = true;
  }

  drag(row: number) {
    if (this.dragging) this.#to = row;
  }

  release() {
    this.dragging = false;
  }

  /**
   * The keyboard chooses so many rows, down or up: on from the last that was chosen, or with `first` as the first of them. Answers which row it is at
   * then, or nothing where there is none.
   */
  extend(by: number, first: number, rows: number): number | undefined {
    if (rows === 0) return undefined;
    const within = (row: number) => Math.max(0, Math.min(row, rows - 1));
    if (this.#from === undefined) {
      this.#from = within(first);
      this.#to = within(this.#from + by - Math.sign(by));
    } else this.#to = within(this.#to + by);
    return this.#to;
  }

  all(rows: number) {
    if (rows === 0) return;
    this.#from = 0;
    this.#to = rows - 1;
  }

  clear() {
    this.#from = undefined;
    this.dragging = false;
  }
}
