import { describe, expect, it } from 'vitest';
import { indexOfSlot, onScreen, poolSize, scrollTo, visible } from './virtual';

const HEIGHT = 50;
const VIEW = 500;

describe('virtual rows', () => {
  it('draws every row that can be seen, wherever the list is scrolled', () => {
    for (const count of [0, 1, 9, 40, 1_000]) {
      for (const top of [-30, 0, 49, 51, 24_987, 1e9]) {
        const { start, end } = visible(top, VIEW, HEIGHT, count);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        const reachable = Math.min(Math.max(0, top), Math.max(0, count * HEIGHT - VIEW));
        const first = Math.floor(reachable / HEIGHT);
        const last = Math.min(count, Math.ceil((reachable + VIEW) / HEIGHT));
        expect(start, `${count} rows at ${top}`).toBeLessThanOrEqual(first);
        expect(end, `${count} rows at ${top}`).toBeGreaterThanOrEqual(last);
      }
    }
  });

  it('keeps the number of elements small', () => {
    expect(poolSize(VIEW, HEIGHT, 1_000_000)).toBeLessThan(30);
  });

  it('keeps a row in its element for as long as it is drawn', () => {
    const count = 1_000;
    const slotOf = (top: number) => {
      const { start, end } = visible(top, VIEW, HEIGHT, count);
      const size = end - start;
      return new Map(Array.from({ length: size }, (_, slot) => [indexOfSlot(slot, start, size), slot]));
    };
    const before = slotOf(10_000);
    const after = slotOf(10_150);
    const both = [...before.keys()].filter((index) => after.has(index));
    expect(both.length).toBeGreaterThan(10);
    for (const index of both) expect(after.get(index)).toBe(before.get(index));
    expect(new Set(after.keys()).size).toBe(after.size);
  });

  it('scrolls only as far as a row needs to be seen', () => {
    expect(scrollTo(3, 0, VIEW, HEIGHT)).toBeUndefined();
    expect(scrollTo(10, 0, VIEW, HEIGHT)).toBe(50);
    expect(scrollTo(2, 400, VIEW, HEIGHT)).toBe(100);
  });

  it('knows which rows are seen, and no others', () => {
    expect(onScreen(0, 100, 50, 1_000)).toEqual({ start: 0, end: 2 });
    expect(onScreen(25, 100, 50, 1_000)).toEqual({ start: 0, end: 3 });
    expect(onScreen(5_000, 100, 50, 1_000)).toEqual({ start: 100, end: 102 });
    expect(onScreen(5_000, 100, 50, 3)).toEqual({ start: 3, end: 3 });
    expect(onScreen(-20, 100, 50, 1)).toEqual({ start: 0, end: 1 });
  });
});
