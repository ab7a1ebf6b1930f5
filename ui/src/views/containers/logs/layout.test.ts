import { describe, expect, it } from 'vitest';
import { EMPTY, type Layout, layoutOf, moved, spot } from './layout';

const layout = (head: number, from = 0, to = 0): Layout => ({
  head,
  from,
  to,
  rows: head + (to > from ? 1 + to - from : 0),
});

describe('the rows of a log that is being read', () => {
  it('are its beginning, a gap, and its end', () => {
    const rows = layout(3, 40, 42);
    expect(Array.from({ length: rows.rows }, (_, row) => spot(rows, row))).toEqual([
      { part: 'head', row: 0 },
      { part: 'head', row: 1 },
      { part: 'head', row: 2 },
      { part: 'gap' },
      { part: 'tail', line: 40 },
      { part: 'tail', line: 41 },
    ]);
    expect(layoutOf(undefined)).toEqual(EMPTY);
  });

  it('keep their place while more is read before them', () => {
    const before = layout(100, 0, 50);
    expect(moved(before, layout(1_000, 0, 60), 10), 'a line of the beginning').toBe(10);
    expect(moved(before, layout(1_000, 0, 60), 100), 'the gap').toBe(1_000);
    expect(moved(before, layout(1_000, 0, 60), 101 + 7), 'the eighth of the end').toBe(1_001 + 7);
    expect(moved(before, layout(1_000, 20, 70), 101 + 7), 'it is not kept any more').toBe(1_000 + 1 - 13);
    expect(moved(before, layout(1_200), 101 + 49), 'all is read: the last is the last').toBe(1_199);
    expect(moved(before, EMPTY, 101)).toBe(0);
  });
});
