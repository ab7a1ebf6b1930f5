import { describe, expect, it } from 'vitest';
import { plain, spansOf, withoutEscapes } from './ansi';

describe('terminal escapes', () => {
  it('turns colours into classes and forgets them at a reset', () => {
    expect(spansOf('a \u001b[31mred\u001b[0m b')).toEqual([
      { text: 'a ', style: '' },
      { text: 'red', style: 'ansi-red' },
      { text: ' b', style: '' },
    ]);
    expect(spansOf('\u001b[1;92mok\u001b[22m\u001b[39m.')).toEqual([
      { text: 'ok', style: 'ansi-green ansi-bold' },
      { text: '.', style: '' },
    ]);
  });

  it('reads past the wide palettes without taking their numbers for codes', () => {
    expect(spansOf('\u001b[38;5;1mx')).toEqual([{ text: 'x', style: 'ansi-red' }]);
    expect(spansOf('\u001b[38;2;31;1;4mx')).toEqual([{ text: 'x', style: '' }]);
    expect(spansOf('\u001b[48;5;31mx')).toEqual([{ text: 'x', style: '' }]);
  });

  it('drops what moves the cursor, titles, links and lone escapes', () => {
    expect(plain('\u001b[2J\u001b[Hx')).toBe('x');
    expect(plain('\u001b]0;title\u0007x')).toBe('x');
    expect(plain('\u001b]8;;http://e/\u001b\\link\u001b]8;;\u001b\\')).toBe('link');
    expect(plain('x\u001b')).toBe('x');
    expect(plain('a\u0000\u0008b\u009b31mc')).toBe('abc');
  });

  it('keeps tabs, and only what stands after the last carriage return', () => {
    expect(plain('a\tb')).toBe('a\tb');
    expect(plain('10%\r20%\r30%')).toBe('30%');
    expect(plain('done\r')).toBe('done');
  });

  it('leaves markup as text', () => {
    expect(spansOf('<img src=x onerror=alert(1)>')).toEqual([{ text: '<img src=x onerror=alert(1)>', style: '' }]);
  });

  it('takes a line of 100,000 characters in its stride', () => {
    const line = '\u001b[31mx\u001b[0my'.repeat(10_000);
    // A pattern that backtracks would not come back from these before the test's time is over.
    expect(plain(line)).toHaveLength(20_000);
    expect(plain('\u001b]'.repeat(50_000))).toBe('');
  });

  it('leaves lines as they are but for their escapes', () => {
    expect(withoutEscapes('  \u001b[31mred\u001b[0m\t1\n\u001b]0;title never ended\n셋\n')).toBe('  red\t1\n\n셋\n');
  });
});
