import { describe, expect, it } from 'vitest';
import { Drawing, raised } from './drawn';
import type { Layout } from './layout';
import type { Rows } from './scroll';

const all = (head: number, from = 0, to = 0): Layout => ({
  head,
  from,
  to,
  rows: to > from ? head + 1 + to - from : head,
});
const rows = (layout: Layout, of: Rows['of'] = () => 20): Rows => ({ count: layout.rows, height: 100, of });

describe('what is drawn', () => {
  it('keeps the rows that stay as they are, and gives the elements of those that went to those that come', () => {
    const [drawing, layout] = [new Drawing(), all(1000)];
    const before = drawing.rows(10, 15, 11, layout, rows(layout));
    expect(before.map(({ key, top }) => [key, top])).toEqual([
      ['10', 0],
      ['11', 20],
      ['12', 40],
      ['13', 60],
      ['14', 80],
    ]);
    const after = drawing.rows(12, 17, 13, layout, rows(layout));
    expect(after.slice(0, 3)).toEqual(before.slice(2));
    for (const nth of [0, 1, 2]) expect(after[nth]).toBe(before[nth + 2]);
    expect(after.map(({ top }) => top)).toEqual([40, 60, 80, 100, 120]);
    expect(new Set(after.map(({ slot }) => slot))).toEqual(new Set(before.map(({ slot }) => slot)));
    expect(raised(after, 1, 7)).toBe(67);
  });

  it('changes nothing while lines come in front of the last ones', () => {
    const drawing = new Drawing();
    const [little, more] = [all(100, 900, 1000), all(600, 900, 1000)];
    const before = drawing.rows(150, 170, 154, little, rows(little));
    expect(before[0]?.key).toBe('t949');
    expect(drawing.rows(650, 670, 654, more, rows(more))).toBe(before);
  });

  it('keeps the row at the top of the view where it is when those above it turn out to be higher', () => {
    const [drawing, layout] = [new Drawing(), all(1000)];
    const before = drawing.rows(10, 14, 12, layout, rows(layout));
    const after = drawing.rows(
      10,
      14,
      12,
      layout,
      rows(layout, (row) => (row === 10 ? 60 : 20)),
    );
    expect(raised(after, 2, 0)).toBe(raised(before, 2, 0));
    expect(after.map(({ top }) => top)).toEqual([-40, 20, 40, 60]);
    expect(after[2]).toBe(before[2]);
  });

  it('counts anew where nothing that was drawn is seen, and far from where it began', () => {
    const [drawing, layout] = [new Drawing(), all(2_000_000)];
    drawing.rows(10, 14, 10, layout, rows(layout));
    expect(drawing.rows(1_000, 1_004, 1_000, layout, rows(layout))[0]?.top).toBe(0);
    const high = rows(layout, () => 5_000_000);
    for (let row = 1_000; row < 1_020; row += 1) {
      const tops = drawing.rows(row, row + 4, row, layout, high).map(({ top }) => top);
      expect(Math.max(...tops.map(Math.abs))).toBeLessThan(33_000_000);
      expect(tops.map((top) => top - (tops[0] ?? 0))).toEqual([0, 5_000_000, 10_000_000, 15_000_000]);
    }
  });

  it('is nothing where there are no rows', () => {
    const [drawing, layout] = [new Drawing(), all(0)];
    expect(drawing.rows(0, 0, 0, layout, rows(layout))).toEqual([]);
    expect(raised([], 0, 3)).toBe(0);
  });
});
