/**
 * Where a view of rows of any number and any height is.
 *
 * A page cannot be as high as a log: engines of web views end at some 33 million pixels, and the heights of wrapped lines are known only once they are
 * drawn. So the view has no height of its own. It remembers the row at its top and how far that is scrolled out, and moves from there over rows
 * whose heights are known, or guessed until they are.
 */

export interface Place {
  row: number;
  /** Pixels of that row above the top of the view. */
  offset: number;
}

export interface Rows {
  count: number;
  /** Pixels of the view. */
  height: number;
  /** The height of a row, known or guessed. */
  of: (row: number) => number;
}

export const TOP: Place = { row: 0, offset: 0 };

/** The place at which the last row ends where the view does. */
export function end(rows: Rows): Place {
  let left = rows.height;
  for (let row = rows.count - 1; row >= 0; row -= 1) {
    left -= rows.of(row);
    if (left <= 0) return { row, offset: Math.abs(left) };
  }
  return TOP;
}

/** Not beyond the end, and not before the beginning. */
export function within(place: Place, rows: Rows): Place {
  const last = end(rows);
  if (place.row > last.row || (place.row === last.row && place.offset > last.offset)) return last;
  return place.row < 0 || place.offset < 0 ? TOP : place;
}

/** `by` pixels down, or up. */
export function move(place: Place, by: number, rows: Rows): Place {
  let { row } = place;
  let offset = place.offset + by;
  while (offset < 0 && row > 0) {
    row -= 1;
    offset += rows.of(row);
  }
  while (row < rows.count - 1 && offset >= rows.of(row)) {
    offset -= rows.of(row);
    row += 1;
  }
  return within({ row, offset: Math.max(0, offset) }, rows);
}

/** The place that shows a row in the middle, or the one that is there when the row is seen anyway. */
export function show(row: number, place: Place, rows: Rows): Place {
  let top = -place.offset;
  for (let at = place.row; at < rows.count && top < rows.height; at += 1) {
    const bottom = top + rows.of(at);
    if (at === row && top >= 0 && bottom <= rows.height) return place;
    top = bottom;
  }
  return move({ row, offset: 0 }, -Math.max(0, (rows.height - rows.of(row)) / 2), rows);
}

/** The first and the last row that are wholly seen; of a row that fills the view, that one. */
export function whole(place: Place, rows: Rows): { first: number; last: number } {
  const last = Math.max(0, rows.count - 1);
  const first = Math.min(place.offset > 0 ? place.row + 1 : place.row, last);
  let bottom = -place.offset;
  for (let row = place.row; row <= last; row += 1) {
    bottom += rows.of(row);
    if (bottom <= rows.height) continue;
    const before = Math.max(place.row, row - 1);
    return { first: Math.min(first, before), last: before };
  }
  return { first, last };
}

/** The place that shows a row wholly, moved from the one that is there no further than it takes. */
export function reveal(row: number, place: Place, rows: Rows): Place {
  const { first, last } = whole(place, rows);
  if (row >= first && row <= last) return place;
  if (row < first) return within({ row, offset: 0 }, rows);
  return move({ row, offset: 0 }, -Math.max(0, rows.height - rows.of(row)), rows);
}

/** Whether the place is the end, or as good as. */
export function isEnd(place: Place, rows: Rows): boolean {
  const last = end(rows);
  return place.row > last.row || (place.row === last.row && place.offset >= last.offset - 2);
}

/** How far along the place is, from 0 to 1: what a scroll bar shows. */
export function share(place: Place, rows: Rows): number {
  const last = end(rows);
  const all = last.row + last.offset / rows.of(last.row);
  return all === 0 ? 0 : Math.min(1, (place.row + place.offset / rows.of(place.row)) / all);
}

/** The place that is so far along. */
export function along(part: number, rows: Rows): Place {
  const last = end(rows);
  const at = Math.max(0, Math.min(1, part)) * (last.row + last.offset / rows.of(last.row));
  const row = Math.floor(at);
  return within({ row, offset: (at - row) * rows.of(row) }, rows);
}
