import { fireEvent } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { age } from './clock.svelte';

describe('an age of seconds', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is looked at every 5 s while somebody is at the window, and seldom while nobody is', async () => {
    const then = Date.now() / 1000;
    let looks = 0;
    const end = $effect.root(() => {
      $effect(() => {
        age(then);
        looks += 1;
      });
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toBe(1);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(looks, 'nobody is there').toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(looks).toBe(2);
    await fireEvent.keyDown(document.body, { key: 'Tab' });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(looks).toBe(5);
    end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks, 'no timer is left').toBe(5);
  });
});
