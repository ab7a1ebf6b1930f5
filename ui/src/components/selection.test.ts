import { describe, expect, it } from 'vitest';
import { Selection } from './selection.svelte';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: Selection) => order.filter((key) => selection.has(key)).join('');

describe('a selection', () => {
  it('takes one more or one less', () => {
    const selection = new Selection();
    selection.toggle('b');
    selection.toggle('d');
    selection.toggle('b');
    expect(chosen(selection)).toBe('d');
  });

  it('takes a range from the last choice, either way, and takes it away again', () => {
    const selection = new Selection();
    selection.toggle('d');
    selection.extend('b', order);
    expect(chosen(selection)).toBe('bcd');
    selection.extend('e', order);
    expect(chosen(selection), 'the range turns about where it began').toBe('de');
    selection.all(order);
    selection.toggle('c');
    selection.extend('e', order);
    expect(chosen(selection), 'c was taken away last, so the range is too').toBe('ab');
    selection.extend('d', order);
    expect(chosen(selection), 'a shorter range gives back').toBe('abe');
  });

  it('begins a range where the keyboard is when nothing was chosen, or what was is gone', () => {
    const selection = new Selection();
    selection.extend('c', order);
    expect(chosen(selection)).toBe('c');
    selection.extend('e', ['d', 'e']);
    expect(chosen(selection), 'c is not shown: e by itself').toBe('ce');
    selection.extend('nobody', order);
    expect(chosen(selection)).toBe('ce');
  });

  it('says how much of what is shown is chosen, and takes all or nothing of it', () => {
    const selection = new Selection();
    expect(selection.extent(order)).toBe('none');
    expect(selection.extent([])).toBe('none');
    selection.toggle('a');
    expect(selection.extent(order)).toBe('some');
    expect(selection.extent(['a'])).toBe('all');
    selection.toggleAll(order);
    expect(selection.extent(order)).toBe('all');
    selection.toggleAll(['a', 'b']);
    expect(chosen(selection), 'what is not shown stays as it is').toBe('cde');
    selection.all(['a']);
    expect(chosen(selection)).toBe('acde');
    selection.clear();
    expect(selection.size).toBe(0);
  });

  it('forgets what is gone', () => {
    const selection = new Selection();
    selection.all(order);
    const before = selection.keys;
    selection.keep(new Set(order));
    expect(selection.keys, 'nothing is gone, nothing changes').toBe(before);
    selection.keep(new Set(['b', 'x']));
    expect(chosen(selection)).toBe('b');
  });
});
