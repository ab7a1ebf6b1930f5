import { expect, it } from 'vitest';
import { visible } from './visible';

it('writes every direction control out, and leaves all else alone', () => {
  expect(visible('gpj.exe\u202e')).toBe('gpj.exe⟨U+202E⟩');
  for (const turn of [
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
  ]) {
    expect(visible(`a${turn}b`)).toMatch(/^a⟨U\+20[0-9A-F]{2}⟩b$/);
  }
  const plain = '나루 اسم שם \t\n 🚢 \u200d a';
  expect(visible(plain)).toBe(plain);
});
