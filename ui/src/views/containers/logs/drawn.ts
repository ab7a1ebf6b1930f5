/**
 * The rows that are drawn, and where.
 *
 * A row that stays stays the same object, so that its element is left alone: while a log is scrolled, or grows in front of what is seen, only the
 * rows that come cost anything. So tops are counted from some row of long ago, and what moves is the element that holds them all.
 */
import { EMPTY, type Layout, type Spot, spot } from './layout';
import type { Rows } from './scroll';

export interface Drawn {
  at: Spot;
  /** What it shows, wherever among the rows that is. */
  key: string;
  /** Its element: a row that comes takes that of one that went. */
  slot: number;
  /** In px, from where all are counted. */
  top: number;
}

/** So far from where they are counted, in px, the rows are counted anew: web views lay out no more than some 33 million. */
const FAR = 8_000_000;

export function keyOf(at: Spot): string {
  return at.part === 'head' ? `${at.row}` : at.part === 'tail' ? `t${at.line}` : 'gap';
}

export class Drawing {
  #from = 0;
  #drawn: readonly Drawn[] = [];
  #layout = EMPTY;

  /** The rows from one to before another; `seen` is the one at the top of the view, which stays where it is. */
  rows(from: number, to: number, seen: number, layout: Layout, rows: Rows): readonly Drawn[] {
    const were = this.#were(from, to, layout);
    let top = topOf(were, seen - from, from, rows);
    const taken = new Set(were.map((was) => was?.slot));
    let free = 0;
    const drawn = were.map((was, nth) => {
      const here = top;
      top += rows.of(from + nth);
      if (was) return was.top === here ? was : { ...was, top: here };
      while (taken.has(free)) free += 1;
      const at = spot(layout, from + nth);
      return { at, key: keyOf(at), slot: free++, top: here };
    });
    const same = drawn.length === this.#drawn.length && drawn.every((one, nth) => one === this.#drawn[nth]);
    if (!same) this.#drawn = drawn;
    this.#from = from;
    this.#layout = layout;
    return this.#drawn;
  }

  /** Each of these rows as it was drawn last, if it was. */
  #were(from: number, to: number, layout: Layout): (Drawn | undefined)[] {
    const rows = Array.from({ length: Math.max(0, to - from) }, (_, nth) => from + nth);
    if (layout === this.#layout) return rows.map((row) => this.#drawn[row - this.#from]);
    const drawn = new Map(this.#drawn.map((one) => [one.key, one]));
    return rows.map((row) => drawn.get(keyOf(spot(layout, row))));
  }
}

/** The top of the first row: counted from one that was drawn before, and best from that at the top of the view. */
function topOf(were: (Drawn | undefined)[], seen: number, from: number, rows: Rows): number {
  const nth = were[seen] ? seen : were.findIndex((was) => was !== undefined);
  const known = were[nth];
  if (!known || Math.abs(known.top) > FAR) return 0;
  let { top } = known;
  for (let row = from + nth; row > from; row -= 1) top -= rows.of(row - 1);
  return top;
}

/** How far the rows are moved up, in px, so that the `nth` of them is at the top, and so many px of it are beyond. */
export function raised(drawn: readonly Drawn[], nth: number, offset: number): number {
  const at = drawn[nth] ?? drawn[0];
  return at ? Math.round(at.top + offset) : 0;
}
