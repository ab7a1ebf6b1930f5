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
  expect(visible('a\u061cb')).toBe('a⟨U+061C⟩b');
  const plain = '나루 اسم שם \t\n 🚢 \u200d a';
  expect(visible(plain)).toBe(plain);
  const needed = 'می\u200cخواهم 👩\u200d💻 ❤\ufe0f \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';
  expect(visible(needed), 'joiners, emoji and flags').toBe(needed);
});

it('writes out what a screen obeys, and keeps the ends of lines', () => {
  expect(visible('a\u001b[2Jb\u0007\u009b\r')).toBe('a⟨U+001B⟩[2Jb⟨U+0007⟩⟨U+009B⟩⟨U+000D⟩');
  expect(visible('one\r\n\ttwo\n')).toBe('one\r\n\ttwo\n');
});

it('writes out what takes no place', () => {
  for (const none of [
    '\u00ad',
    '\u200b',
    '\u2028',
    '\u2060',
    '\u2064',
    '\u206a',
    '\u3164',
    '\uffa0',
    '\ufeff',
    '\u{e0041}',
  ]) {
    expect(visible(`a${none}b`)).toBe(`a⟨U+${none.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩b`);
  }
});
