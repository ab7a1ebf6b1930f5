import { describe, expect, it } from 'vitest';
import { logKey } from './keys';

const key = (key: string, held: KeyboardEventInit = {}) =>
  logKey(new KeyboardEvent('keydown', { key, ...held }), 20, 95);

describe('a key in a log', () => {
  it('moves by a line or a page, or to an end', () => {
    expect(['ArrowDown', 'ArrowUp', 'PageDown', ' ', 'PageUp'].map((name) => key(name))).toEqual([
      20, -20, 95, 95, -95,
    ]);
    expect(key(' ', { shiftKey: true }), 'as in a browser').toBe(-95);
    expect([key('Home'), key('End')]).toEqual(['top', 'end']);
  });

  it('with Shift chooses as many rows as it would move by', () => {
    const chosen = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((name) =>
      key(name, { shiftKey: true }),
    );
    expect(chosen).toEqual([1, -1, 4, -4, -Infinity, Infinity].map((choose) => ({ choose })));
  });

  it('takes all, copies, or gives up what is chosen', () => {
    expect([key('a', { ctrlKey: true }), key('A', { metaKey: true })]).toEqual(['all', 'all']);
    expect([key('c', { ctrlKey: true }), key('Escape')]).toEqual(['copy', 'clear']);
  });

  it('belongs to others otherwise', () => {
    expect(key('a')).toBeUndefined();
    expect(key('Tab')).toBeUndefined();
    expect(key('ArrowDown', { ctrlKey: true })).toBeUndefined();
    expect(key('ArrowUp', { altKey: true })).toBeUndefined();
  });
});
