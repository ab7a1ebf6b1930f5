import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { Heights } from './heights.svelte';

describe('the heights of rows', () => {
  it('are guessed by those that were drawn', () => {
    const heights = new Heights();
    expect(heights.typical(20)).toBe(20);
    heights.note([
      ['1', 20],
      ['2', 60],
      ['3', 0],
    ]);
    expect(heights.typical(20)).toBe(40);
    expect([heights.of('1'), heights.of('2'), heights.of('3')]).toEqual([20, 60, undefined]);
    heights.forget();
    expect([heights.of('1'), heights.typical(20)]).toEqual([undefined, 20]);
  });

  it('are told when they are new, and only then', () => {
    const heights = new Heights();
    const seen: (number | undefined)[] = [];
    const stop = $effect.root(() => {
      $effect(() => {
        seen.push(heights.of('1'));
      });
    });
    flushSync();
    flushSync(() => heights.note([['1', 40]]));
    flushSync(() => heights.note([['1', 40]]));
    stop();
    expect(seen).toEqual([undefined, 40]);
  });

  it('make room for more', () => {
    const heights = new Heights();
    heights.note(Array.from({ length: 4_001 }, (_, row) => [`${row}`, 20] as const));
    expect([heights.of('0'), heights.of('1'), heights.of('4000')]).toEqual([undefined, 20, 20]);
  });
});
