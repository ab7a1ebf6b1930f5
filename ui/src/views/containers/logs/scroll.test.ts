import { describe, expect, it } from 'vitest';
import { along, end, isEnd, move, type Rows, reveal, share, show, TOP, whole } from './scroll';

const equal = (count: number, height = 100): Rows => ({ count, height, of: () => 20 });
/** Every third row is wrapped into three lines. */
const uneven = (count: number): Rows => ({ count, height: 100, of: (row) => (row % 3 === 0 ? 60 : 20) });

describe('a view of rows', () => {
  it('ends where its last row does', () => {
    expect(end(equal(10))).toEqual({ row: 5, offset: 0 });
    expect(end(equal(10, 90))).toEqual({ row: 5, offset: 10 });
    expect(end(equal(3)), 'fewer than fill it').toEqual(TOP);
    expect(end(uneven(10))).toEqual({ row: 7, offset: 0 });
  });

  it('moves by pixels over rows of any height, and stays within', () => {
    expect(move(TOP, 45, equal(10))).toEqual({ row: 2, offset: 5 });
    expect(move({ row: 2, offset: 5 }, -30, equal(10))).toEqual({ row: 0, offset: 15 });
    expect(move(TOP, -10, equal(10))).toEqual(TOP);
    expect(move(TOP, 1e9, equal(10))).toEqual({ row: 5, offset: 0 });
    expect(move(TOP, 70, uneven(10))).toEqual({ row: 1, offset: 10 });
    expect(move({ row: 1, offset: 10 }, -70, uneven(10))).toEqual(TOP);
  });

  it('of any number of rows is as exact as of a few', () => {
    const rows = equal(3_000_000_000);
    expect(end(rows)).toEqual({ row: 2_999_999_995, offset: 0 });
    expect(move({ row: 2_999_999_000, offset: 3 }, -5, rows)).toEqual({ row: 2_999_998_999, offset: 18 });
    expect(along(0.5, rows).row).toBe(1_499_999_997);
  });

  it('is so far along, and there again', () => {
    for (const rows of [equal(1_000), uneven(1_000)]) {
      for (const place of [TOP, { row: 333, offset: 12 }, end(rows)]) {
        const again = along(share(place, rows), rows);
        expect(again.row).toBe(place.row);
        expect(again.offset).toBeCloseTo(place.offset, 5);
      }
    }
    expect(share(TOP, equal(2))).toBe(0);
    expect([isEnd(end(equal(9)), equal(9)), isEnd(TOP, equal(9))]).toEqual([true, false]);
  });

  it('shows a row in the middle, and does not move for one that is seen', () => {
    expect(show(500, TOP, equal(1_000))).toEqual({ row: 498, offset: 0 });
    expect(show(2, { row: 1, offset: 3 }, equal(1_000))).toEqual({ row: 1, offset: 3 });
    expect(show(1, { row: 1, offset: 3 }, equal(1_000)), 'half of it is not seen').toEqual(TOP);
    expect(show(999, TOP, equal(1_000))).toEqual(end(equal(1_000)));
  });

  it('tells which rows are wholly seen, and moves no further than to see another', () => {
    expect(whole({ row: 3, offset: 5 }, equal(10, 105))).toEqual({ first: 4, last: 7 });
    expect(whole(TOP, equal(3))).toEqual({ first: 0, last: 2 });
    const tall: Rows = { count: 3, height: 100, of: () => 250 };
    expect(whole({ row: 1, offset: 40 }, tall), 'it fills the view').toEqual({ first: 1, last: 1 });
    expect(reveal(5, { row: 3, offset: 5 }, equal(100))).toEqual({ row: 3, offset: 5 });
    expect(reveal(3, { row: 3, offset: 5 }, equal(100))).toEqual({ row: 3, offset: 0 });
    expect(reveal(8, { row: 3, offset: 0 }, equal(100))).toEqual({ row: 4, offset: 0 });
    expect(reveal(2, { row: 0, offset: 40 }, tall)).toEqual({ row: 2, offset: 0 });
  });
});
