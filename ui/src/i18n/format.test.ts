import { describe, expect, it } from 'vitest';
import { ago, agoUntil, shortId, size, span } from './format';
import { locale, localeOf } from './locale.svelte';

const text = (bytes: number) => Object.values(size(bytes)).join('');

describe('sizes as docker prints them', () => {
  it.each([
    [0, '0B'],
    [999, '999B'],
    [1_000, '1kB'],
    [1_240_000, '1.24MB'],
    [187_654_321, '188MB'],
    [999_600, '1MB'],
    [1_240_000_000, '1.24GB'],
  ])('%i bytes are %s', (bytes, shown) => {
    expect(text(bytes)).toBe(shown);
  });
});

describe('ages', () => {
  const now = 1_800_000_000;

  it('speaks both languages', () => {
    expect(ago(now - 180, now)).toBe('3 minutes ago');
    locale.set('ko');
    expect(ago(now - 180, now)).toBe('3분 전');
    expect(ago(now - 86_400 * 3, now)).toBe('3일 전');
  });

  it('has few words for where there is little room', () => {
    expect(ago(now - 180, now, 'narrow')).toBe('3m ago');
    expect(ago(now - 13, now, 'narrow')).toBe('10s ago');
    expect(ago(now - 2, now, 'narrow')).toBe('just now');
    locale.set('ko');
    expect(ago(now - 180, now, 'narrow')).toBe('3분 전');
  });

  it.each([13, 180, 7_200, 86_400 * 3, 604_800 * 2, 2_592_000 * 11, 31_536_000 * 4])(
    'of %i s are the library’s own words in Korean, which are short',
    (seconds) => {
      locale.set('ko');
      expect(ago(now - seconds, now, 'narrow')).toBe(ago(now - seconds, now));
    },
  );

  it('goes by fives below a minute and never into the future', () => {
    expect(ago(now - 13, now)).toBe('10 seconds ago');
    expect(ago(now - 2, now)).toBe('just now');
    expect(ago(now + 30, now)).toBe('just now');
  });

  it.each([
    0, 4, 5, 13, 59, 60, 119, 3_599, 3_600, 86_399, 86_400, 604_799, 604_800, 2_419_200, 2_591_999, 2_592_000,
    31_104_000, 31_536_000,
  ])('of %i s stay the same until, and not longer than, they are said to', (seconds) => {
    const then = now - seconds;
    const until = agoUntil(then, now);
    expect(until).toBeGreaterThan(now);
    expect(ago(then, until - 0.001)).toBe(ago(then, now));
    expect(ago(then, until)).not.toBe(ago(then, now));
    expect(ago(then, until - 0.001, 'narrow')).toBe(ago(then, now, 'narrow'));
    expect(ago(then, until, 'narrow')).not.toBe(ago(then, now, 'narrow'));
  });
});

describe('spans', () => {
  it.each([
    [420, '0.4s'],
    [9_960, '10s'],
    [21_400, '21s'],
    [185_000, '3m 05s'],
    [3_900_000, '1h 05m'],
  ])('%i ms are %s', (ms, shown) => {
    expect(span(ms)).toBe(shown);
  });
});

it('shortens ids as docker does', () => {
  expect(shortId(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
});

it('speaks Korean to a Korean system, whatever its way of saying so', () => {
  expect(['ko', 'ko-KR', 'ko_KR.UTF-8', 'KO'].map(localeOf)).toEqual(['ko', 'ko', 'ko', 'ko']);
  expect(['en-US', 'kok-IN', 'C', ''].map(localeOf)).toEqual(['en', 'en', 'en', 'en']);
});
