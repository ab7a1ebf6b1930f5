import { describe, expect, it } from 'vitest';
import { type Branch, rowKey, treeKey } from './rowKeys';

describe('a key on a row', () => {
  it('leads to the next, a page on, or an end', () => {
    const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'a'];
    expect(keys.map((key) => rowKey(key, 5, 10, 99))).toEqual([6, 4, 15, -5, 0, 99, undefined]);
  });
});

describe('a key on a row of a tree', () => {
  const rows: Branch[] = [
    { level: 1, open: true },
    { level: 2, open: true },
    { level: 3, open: undefined },
    { level: 2, open: false },
    { level: 1, open: undefined },
  ];
  const press = (key: string, at: number) => treeKey(key, at, (row) => rows[row]);

  it('opens what is closed, and goes into what is open', () => {
    expect([0, 1, 2, 3].map((at) => press('ArrowRight', at))).toEqual([1, 2, undefined, 'turn']);
  });

  it('closes what is open, and goes out to what holds the row', () => {
    expect([0, 2, 3, 4].map((at) => press('ArrowLeft', at))).toEqual(['turn', 1, 0, undefined]);
  });

  it('leaves other keys, and lists without rows', () => {
    expect(press('ArrowDown', 0)).toBeUndefined();
    expect(treeKey('ArrowLeft', 0, () => undefined)).toBeUndefined();
  });
});
