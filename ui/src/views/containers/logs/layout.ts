/** Which line each row of the view is: the lines from the beginning on, then, while those between are still being read, a gap and the last lines. */
import type { LogNews } from '../../../ipc/bindings';

export interface Layout {
  /** Rows of lines from the beginning on. */
  head: number;
  /** The last lines, by their own numbers; empty once everything between is read. */
  from: number;
  to: number;
  /** All rows. */
  rows: number;
}

export type Spot = { part: 'head'; row: number } | { part: 'gap' } | { part: 'tail'; line: number };

export const EMPTY: Layout = { head: 0, from: 0, to: 0, rows: 0 };

export function layoutOf(news: LogNews | undefined): Layout {
  if (!news) return EMPTY;
  const { rows: head, tail } = news;
  if (!tail) return { head, from: 0, to: 0, rows: head };
  return { head, from: tail.from, to: tail.to, rows: head + 1 + tail.to - tail.from };
}

export function spot(layout: Layout, row: number): Spot {
  if (row < layout.head) return { part: 'head', row };
  if (row === layout.head) return { part: 'gap' };
  return { part: 'tail', line: layout.from + row - layout.head - 1 };
}

/** The number of a row's line among those of its part: it stays while lines come in front of it. */
export function numberOf(layout: Layout, row: number): number {
  const at = spot(layout, row);
  return at.part === 'tail' ? at.line : row;
}

/** Where the line of a row of `before` is now, so that what is read stays where it is while lines come before it. */
export function moved(before: Layout, now: Layout, row: number): number {
  const was = spot(before, row);
  const last = Math.max(0, now.rows - 1);
  if (was.part === 'head') return Math.min(was.row, last);
  if (was.part === 'gap') return Math.min(now.head, last);
  const tail = now.to > now.from;
  const at = tail ? now.head + 1 + was.line - now.from : now.head - (before.to - was.line);
  return Math.max(0, Math.min(at, last));
}
