import { describe, expect, it } from 'vitest';
import { keyUse } from './keys';
import { asksFirst, pasted } from './paste';

const none = { ctrlKey: false, shiftKey: false, metaKey: false, altKey: false };

describe('keys at a terminal', () => {
  it('belong to the program, but for a few', () => {
    for (const key of ['c', 'v', 'k', 'ArrowUp', 'Tab', 'Escape']) {
      expect(keyUse({ ...none, key, ctrlKey: true }, false), `Ctrl+${key}`).toBe('typed');
      expect(keyUse({ ...none, key }, false), key).toBe('typed');
    }
    expect(keyUse({ ...none, key: 'C', ctrlKey: true, shiftKey: true }, false)).toBe('copy');
    expect(keyUse({ ...none, key: 'V', ctrlKey: true, shiftKey: true }, false)).toBe('paste');
    expect(keyUse({ ...none, key: 'Insert', shiftKey: true }, false)).toBe('paste');
    expect(keyUse({ ...none, key: 'ArrowUp', ctrlKey: true, shiftKey: true }, false)).toBe('leave');
  });

  it('leave ⌘ to the Mac', () => {
    expect(keyUse({ ...none, key: 'c', metaKey: true }, true)).toBe('browser');
    expect(keyUse({ ...none, key: 'c', ctrlKey: true }, true)).toBe('typed');
    expect(keyUse({ ...none, key: 'ArrowUp', ctrlKey: true, shiftKey: true }, true)).toBe('leave');
  });
});

describe('a paste', () => {
  it('has no keys in it that nobody pressed', () => {
    expect(pasted('ls\u001b[201~\u0003\u009b31m 안녕\t🙂').text).toBe('ls[201~31m 안녕\t🙂');
  });

  it('counts the lines that it would run', () => {
    expect(pasted('one').lines).toBe(1);
    expect(pasted('one\r\ntwo\r').lines).toBe(2);
    expect(pasted('one\ntwo\nthree').lines).toBe(3);
  });

  it('is asked about when it would run by itself', () => {
    expect(asksFirst(pasted('one'), false)).toBe(false);
    expect(asksFirst(pasted('one\n'), false)).toBe(true);
    expect(asksFirst(pasted('one\ntwo'), false)).toBe(true);
    expect(asksFirst(pasted('one\ntwo'), true)).toBe(false);
  });
});
