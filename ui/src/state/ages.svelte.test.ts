import { fireEvent } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { age } from './ages.svelte';
import { STAYS } from './presence.svelte';

const MINUTE = 60_000;

/** What ages read, each time they are read. */
function read(...thens: number[]) {
  const words: string[] = [];
  const end = $effect.root(() => {
    $effect(() => {
      words.push(thens.map(age).join(', '));
    });
  });
  return { words, end };
}

describe('ages', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(1_800_000_000_000);
  });
  afterEach(() => void vi.useRealTimers());
  const now = () => Date.now() / 1000;

  it('of seconds are counted while somebody is at the window, and not while nobody is', async () => {
    const { words, end } = read(now());
    await vi.advanceTimersByTimeAsync(30_000);
    expect(words).toEqual(['seconds ago']);
    await fireEvent.keyDown(document.body, { key: 'Tab' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(words.slice(1)).toEqual(['30 seconds ago', '35 seconds ago', '40 seconds ago']);
    end();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(vi.getTimerCount(), 'no timer is left').toBe(0);
  });

  it('are not counted any more once the reader has gone', async () => {
    await vi.advanceTimersByTimeAsync(0);
    const first = read(now());
    await vi.advanceTimersByTimeAsync(0);
    await fireEvent.keyDown(document.body, { key: 'Tab' });
    await vi.advanceTimersByTimeAsync(STAYS - 20_000);
    const second = read(now());
    await vi.advanceTimersByTimeAsync(15_000);
    expect(second.words.at(-1)).toBe('15 seconds ago');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(second.words.at(-1)).toBe('seconds ago');
    first.end();
    second.end();
  });

  it('wake the window up when the words change, and together', async () => {
    const { words, end } = read(now() - 61, now() - 65, now() - 7_000);
    await vi.advanceTimersByTimeAsync(0);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(words).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(words).toEqual(['1 minute ago, 1 minute ago, 1 hour ago', '2 minutes ago, 2 minutes ago, 1 hour ago']);
    end();
  });

  it('are right soon after the machine has slept', async () => {
    const { words, end } = read(now() - 7_300);
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(words.at(-1)).toBe('10 hours ago');
    end();
  });
});
