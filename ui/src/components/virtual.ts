/** Which rows of a long list exist as elements, when every row is equally high. */

export interface Visible {
  /** The first index that is drawn. */
  start: number;
  /** One past the last. */
  end: number;
}

/** Rows drawn above and below what is seen, so that a quick scroll doesn't show a gap. */
export const OVERSCAN = 6;

export function visible(scrollTop: number, viewport: number, rowHeight: number, count: number): Visible {
  const size = poolSize(viewport, rowHeight, count);
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight) - OVERSCAN;
  const start = Math.max(0, Math.min(first, count - size));
  return { start, end: start + size };
}

/** How many row elements are kept. They are used again for other rows while scrolling, which is cheaper than new ones. */
export function poolSize(viewport: number, rowHeight: number, count: number): number {
  return Math.min(count, Math.ceil(viewport / rowHeight) + 1 + 2 * OVERSCAN);
}

/** The index that element `slot` of the pool shows: each keeps its row for as long as that row is drawn. */
export function indexOfSlot(slot: number, start: number, size: number): number {
  if (size === 0) return 0;
  return start + ((((slot - start) % size) + size) % size);
}

/** How far to scroll so that row `index` is wholly seen; undefined when it is. */
export function scrollTo(index: number, scrollTop: number, viewport: number, rowHeight: number): number | undefined {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewport) return top + rowHeight - viewport;
  return undefined;
}

/** Which rows are seen, wholly or in part, of a viewport that begins below the heading. */
export function onScreen(scrollTop: number, viewport: number, rowHeight: number, count: number): Visible {
  const start = Math.min(count, Math.max(0, Math.floor(scrollTop / rowHeight)));
  return { start, end: Math.min(count, Math.max(start, Math.ceil((scrollTop + viewport) / rowHeight))) };
}
