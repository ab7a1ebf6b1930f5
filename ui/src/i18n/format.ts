/** Sizes, ids, dates and spans of time as words, in the language of the window. */
import { m } from '../paraglide/messages';
import { locale } from './locale.svelte';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes as docker prints them: decimal units, three significant digits. */
export function size(bytes: number): { number: string; unit: string } {
  let value = Math.max(0, bytes);
  let unit = 0;
  // 999.6 kB has three digits only as 1 MB.
  while (Number(value.toPrecision(3)) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return { number: String(Number(value.toPrecision(3))), unit: UNITS[unit] ?? 'B' };
}

export function sizeText(bytes: number): string {
  const { number, unit } = size(bytes);
  return `${number} ${unit}`;
}

/** The 12 digits that docker shows of an id or a digest. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** A whole number in the reader's grouping: `1,204`. */
export function count(value: number): string {
  // None of the two languages groups these, and the first formatter of a window takes 10 ms to make.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return formatter(numbers, (tag) => new Intl.NumberFormat(tag)).format(value);
}

const STEPS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

// A formatter takes a hundred times as long to make as to use, and lists use them for every row.
const relative = new Map<string, Intl.RelativeTimeFormat>();
const moments = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

function formatter<F>(made: Map<string, F>, make: (tag: string) => F): F {
  let format = made.get(locale.current);
  if (!format) {
    format = make(locale.current);
    made.set(locale.current, format);
  }
  return format;
}

/** Seconds go by fives. */
const SECONDS = 5;

type Unit = (typeof STEPS)[number][0];

/** The library's own short words are `3 min. ago` in some versions of its data and `3m ago` in others; a column is as wide as it is. */
const NARROW: Record<Unit, (amount: { amount: number }) => string> = {
  year: m.time_years_narrow,
  month: m.time_months_narrow,
  week: m.time_weeks_narrow,
  day: m.time_days_narrow,
  hour: m.time_hours_narrow,
  minute: m.time_minutes_narrow,
  second: m.time_seconds_narrow,
};

/** In how many words a time is told: `3 minutes ago`, or `3m ago` where there is little room. */
export type Wording = 'long' | 'narrow';

/** How long ago `then` was, seen from `now` (both in seconds since 1970): `3 minutes ago`, `3분 전`. */
export function ago(then: number, now: number, wording: Wording = 'long'): string {
  const seconds = Math.floor(now - then);
  // Engines' clocks differ from ours by a little; the future is never a container's age.
  if (seconds < SECONDS) return m.time_just_now();
  const [unit, length] = STEPS.find(([, length]) => seconds >= length) ?? (['second', 1] as const);
  const amount = unit === 'second' ? Math.floor(seconds / SECONDS) * SECONDS : Math.floor(seconds / length);
  if (wording === 'narrow') return NARROW[unit]({ amount });
  const format = formatter(relative, (tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'always' }));
  return format.format(-amount, unit);
}

/** When {@link ago} next says something else than it does at `now` (seconds since 1970). */
export function agoUntil(then: number, now: number): number {
  const seconds = Math.max(0, Math.floor(now - then));
  const length = STEPS.find(([, length]) => seconds >= length && length > 1)?.[1] ?? SECONDS;
  const nextAmount = (Math.floor(seconds / length) + 1) * length;
  // A month begins within a week.
  const nextUnits = STEPS.map(([, length]) => length).filter((length) => length > seconds && length >= 60);
  return then + Math.min(nextAmount, ...nextUnits);
}

/** The exact moment, for those who hover: `2026년 11월 23일 월요일 14:02:10`. */
export function moment(seconds: number): string {
  return formatter(moments, (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'medium' })).format(
    seconds * 1000,
  );
}

/** How long something took or takes: `0.4s`, `21s`, `3m 05s`. */
export function span(ms: number): string {
  if (ms < 9_950) return m.time_seconds({ seconds: (Math.max(0, ms) / 1000).toFixed(1) });
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return m.time_seconds({ seconds });
  if (seconds < 3600) {
    return m.time_minutes({ minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') });
  }
  return m.time_hours({
    hours: Math.floor(seconds / 3600),
    minutes: String(Math.floor((seconds % 3600) / 60)).padStart(2, '0'),
  });
}
