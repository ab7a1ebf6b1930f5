import { fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Ages } from './ages.svelte';
import { Presence, STAYS } from './presence.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let presence: Presence;
let ages: Ages;
let leave: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(1_800_000_000_000);
  presence = new Presence();
  ages = new Ages(presence);
  leave = presence.listen();
});

afterEach(() => leave());

const now = () => Date.now() / 1000;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const press = () => fireEvent.keyDown(document.body, { key: 'Tab' });

/** What ages read, each time they are read. */
function read(...thens: number[]) {
  const words: string[] = [];
  const end = $effect.root(() => {
    $effect(() => {
      words.push(thens.map((then) => ages.of(then)).join(', '));
    });
  });
  flushSync();
  return { words, end };
}

function show(state: DocumentVisibilityState) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('ages of seconds', () => {
  it('are counted while somebody is at the window, and not while nobody is', async () => {
    const { words, end } = read(now());
    await pass(30_000);
    expect(words).toEqual(['seconds ago']);
    await press();
    await pass(10_000);
    expect(words.slice(1)).toEqual(['30 seconds ago', '35 seconds ago', '40 seconds ago']);
    end();
  });

  it('become minutes in time, with nobody there', async () => {
    const { words, end } = read(now() - 1);
    await pass(59_000);
    expect(words).toEqual(['seconds ago']);
    await pass(1_000);
    expect(words).toEqual(['seconds ago', '1 minute ago']);
    end();
  });

  it('have fewer words where there is little room', async () => {
    const words: string[] = [];
    const then = now();
    const end = $effect.root(() => {
      $effect(() => {
        words.push(ages.of(then, 'narrow'));
      });
    });
    flushSync();
    await pass(60_000);
    expect(words).toEqual(['secs ago', '1m ago']);
    end();
  });

  it('are not counted any more once the reader has gone', async () => {
    await press();
    await pass(STAYS - 20_000);
    const { words, end } = read(now());
    await pass(15_000);
    expect(words.at(-1)).toBe('15 seconds ago');
    await pass(5_000);
    expect(words.at(-1)).toBe('seconds ago');
    end();
  });

  it('are counted at once on a page that somebody opens, whatever the page before showed', async () => {
    await press();
    const { words, end } = read(now());
    expect(words).toEqual(['just now']);
    end();
  });

  it('are none of a moment that is still to come', () => {
    const { words, end } = read(now() + 3_600);
    expect(words).toEqual(['just now']);
    end();
  });
});

describe('ages', () => {
  it('wake the window up when the words change, and together', async () => {
    const { words, end } = read(now() - 61, now() - 65, now() - 7_000);
    await pass(59_000);
    expect(words).toHaveLength(1);
    await pass(1_000);
    expect(words).toEqual(['1 minute ago, 1 minute ago, 1 hour ago', '2 minutes ago, 2 minutes ago, 1 hour ago']);
    end();
  });

  it('have no timer when none is shown, and one again when one is', async () => {
    read(now()).end();
    await pass(0);
    expect(vi.getTimerCount()).toBe(0);
    const { words, end } = read(now() - 100);
    await pass(MINUTE);
    expect(words).toEqual(['1 minute ago', '2 minutes ago']);
    end();
  });

  it('are not read while the window is hidden, and right when it comes back', async () => {
    const { words, end } = read(now() - 100);
    show('hidden');
    await pass(10 * MINUTE);
    expect(words).toEqual(['1 minute ago']);
    show('visible');
    await pass(0);
    expect(words).toEqual(['1 minute ago', '11 minutes ago']);
    end();
  });

  it('are right soon after the machine has slept, and at once when somebody moves', async () => {
    const { words, end } = read(now() - (2 * HOUR) / 1000);
    vi.setSystemTime(Date.now() + 8 * HOUR);
    await pass(5 * MINUTE);
    expect(words.at(-1)).toBe('10 hours ago');
    vi.setSystemTime(Date.now() + 8 * HOUR);
    await press();
    flushSync();
    expect(words.at(-1)).toBe('18 hours ago');
    end();
  });

  it('go on when the clock is set back', async () => {
    const { words, end } = read(now() - (3 * HOUR) / 1000);
    vi.setSystemTime(Date.now() - HOUR);
    await pass(5 * MINUTE);
    expect(words.at(-1)).toBe('2 hours ago');
    end();
  });
});
