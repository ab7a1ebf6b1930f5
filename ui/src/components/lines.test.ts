import { describe, expect, it } from 'vitest';
import { type Entry, Lines } from './lines.svelte';

const line = (text: string): Entry => ({ kind: 'line', stream: 'stdout', text });

describe('the last lines of a log', () => {
  it('drops the oldest beyond its limit and says how many', () => {
    const lines = new Lines(3);
    lines.push([line('1'), line('2')]);
    expect(lines.dropped).toBe(0);
    lines.push([line('3'), line('4'), line('5')]);
    expect(lines.entries).toEqual([line('3'), line('4'), line('5')]);
    expect(lines.dropped).toBe(2);
  });

  it('takes a batch larger than its limit', () => {
    const lines = new Lines(2);
    lines.push(Array.from({ length: 200_000 }, (_, at) => line(String(at))));
    expect(lines.entries).toEqual([line('199998'), line('199999')]);
    expect(lines.dropped).toBe(199_998);
  });

  it('changes its version only when something came', () => {
    const lines = new Lines(2);
    lines.push([]);
    expect(lines.version).toBe(0);
    lines.push([line('1')]);
    expect(lines.version).toBe(1);
  });
});
