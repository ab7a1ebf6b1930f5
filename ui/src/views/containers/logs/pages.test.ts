import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../ipc/backend';
import type { LogRow } from '../../../ipc/bindings';
import { Pages } from './pages.svelte';

const row = (line: number): LogRow => ({ line, stream: 'stdout', at: null, text: `line ${line}`, more: 0, marks: [] });

function log(length: () => number) {
  const asked: [number, number][] = [];
  const waiting: (() => void)[] = [];
  const pages = new Pages((from, to) => {
    asked.push([from, to]);
    return new Promise<Answer<LogRow[]>>((resolve) => {
      const end = Math.min(to, length());
      const data = Array.from({ length: Math.max(0, end - from) }, (_, at) => row(from + at));
      waiting.push(() => resolve({ status: 'ok', data }));
    });
  });
  const answer = async () => {
    waiting.shift()?.();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { pages, asked, answer };
}

describe('the lines of a view', () => {
  it('are asked for a page at a time, and only those that are shown last', async () => {
    const { pages, asked, answer } = log(() => 1_000_000);
    pages.want(10, 40, 1_000_000);
    for (let at = 1; at < 50; at += 1) pages.want(at * 1_000, at * 1_000 + 30, 1_000_000);
    await answer();
    await answer();
    expect(asked, 'what was scrolled past was never asked for').toEqual([
      [0, 100],
      [49_000, 49_100],
    ]);
    expect(pages.row(49_010)?.text).toBe('line 49010');
  });

  it('do not pile up', async () => {
    const { pages, answer } = log(() => 1_000_000);
    for (let at = 0; at < 60; at += 1) {
      pages.want(at * 100, at * 100 + 10, 1_000_000);
      await answer();
    }
    expect([pages.row(0), pages.row(5_905)?.line]).toEqual([undefined, 5_905]);
  });

  it('are asked for again when there are more, and when they are old', async () => {
    let length = 50;
    const { pages, asked, answer } = log(() => length);
    pages.want(0, 50, 50);
    await answer();
    length = 70;
    pages.want(20, 70, 70);
    await answer();
    expect(pages.row(69)?.line).toBe(69);
    pages.renew();
    expect(pages.row(69)?.line, 'shown until the new ones are there').toBe(69);
    await answer();
    expect(asked).toHaveLength(3);
  });

  it('are not asked for without end when fewer come than were told of', async () => {
    const { pages, asked, answer } = log(() => 10);
    pages.want(0, 50, 50);
    await answer();
    await answer();
    expect(asked).toHaveLength(1);
  });
});
