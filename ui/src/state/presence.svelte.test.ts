import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Presence, STAYS } from './presence.svelte';

describe('the reader', () => {
  const move = (screenX: number) => window.dispatchEvent(new MouseEvent('pointermove', { screenX, screenY: 0 }));
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('is here after a move or a key, and away some time after the last', () => {
    const presence = new Presence();
    const stop = presence.listen();
    expect(presence.here, 'a window that opens is not somebody').toBe(false);
    move(5);
    move(5);
    expect(presence.here, 'nor is a page that changes under a pointer at rest').toBe(false);
    move(6);
    expect(presence.here).toBe(true);
    vi.advanceTimersByTime(STAYS - 1_000);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    vi.advanceTimersByTime(STAYS - 1_000);
    expect(presence.here, 'the key was later').toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(presence.here).toBe(false);
    expect(vi.getTimerCount(), 'and no timer goes on').toBe(0);
    move(7);
    expect(presence.here).toBe(true);
    stop();
    expect(presence.here).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    move(8);
    expect(presence.here).toBe(false);
  });

  it('comes anew after a machine has slept, though no timer ran meanwhile', () => {
    const presence = new Presence();
    const stop = presence.listen();
    move(1);
    move(2);
    move(3);
    expect(presence.visits).toBe(1);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    move(4);
    expect(presence).toMatchObject({ here: true, visits: 2 });
    stop();
  });
});
