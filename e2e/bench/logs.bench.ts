import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const RUNS = Number(process.env.NARU_BENCH_RUNS ?? '5');
const scenario = scenarios(() => ({ dockerHost: environment.lab.dockerHost() }));

interface Family {
  main: number;
  web: number;
}

/** The window's own processes among those that come from `root`. */
function family(root: number): Family {
  const children = new Map<number, { id: number; name: string }[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const end = stat.lastIndexOf(')');
      const parent = Number(stat.slice(end + 2).split(' ')[1]);
      const one = { id: Number(entry), name: stat.slice(stat.indexOf('(') + 1, end) };
      children.set(parent, [...(children.get(parent) ?? []), one]);
    } catch {
      // A process may end between the two.
    }
  }
  const all = [...(children.get(root) ?? [])];
  for (const one of all) all.push(...(children.get(one.id) ?? []));
  const named = (name: string) => all.find((one) => one.name.startsWith(name))?.id;
  const [main, web] = [named('naru'), named('WebKitWebProces')];
  if (main === undefined || web === undefined) throw new Error(`not among ${all.map((one) => one.name).join(', ')}`);
  return { main, web };
}

/** Megabytes of a process that are its own: files that are read through the page cache are not. */
function megabytes(id: number): number {
  const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? Number.NaN);
  return of('Pss') / 1024;
}

/** Begins to take the time between frames, and to turn the wheel over the log: up, and down again. */
async function roll(browser: WebdriverIO.Browser): Promise<void> {
  await browser.execute(() => {
    const state = { gap: 0, frames: 0, on: true };
    Object.assign(window, { rolling: state });
    let last = 0;
    const frame = (now: number) => {
      if (last !== 0) state.gap = Math.max(state.gap, now - last);
      last = now;
      state.frames += 1;
      const lines = document.querySelector('[data-testid="log-lines"]');
      const up = Math.floor(now / 2_000) % 2 === 0;
      lines?.dispatchEvent(new WheelEvent('wheel', { deltaY: up ? -50 : 45, bubbles: true, cancelable: true }));
      if (state.on) requestAnimationFrame(frame);
    };
    // Two frames at rest first.
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });
}

async function stop(browser: WebdriverIO.Browser): Promise<{ gap: number; frames: number }> {
  return browser.execute(() => {
    const { rolling } = window as unknown as { rolling: { gap: number; frames: number; on: boolean } };
    rolling.on = false;
    return { gap: rolling.gap, frames: rolling.frames };
  });
}

scenario(
  'a million lines are loaded and scrolled',
  async (window) => {
    const { page, browser } = window;
    await page.container('million');
    // Once, so that the pages are loaded and the first growth of everything is over.
    await page.act('long-line', 'logs');
    await page.says('log-words', 'after');
    await page.click('back');
    const result = { gaps: [] as number[], web: [] as number[], main: [] as number[] };
    const { main, web } = family(window.driverId);
    const before = { main: megabytes(main), web: megabytes(web) };
    for (let run = 0; run < RUNS; run += 1) {
      await page.container('million');
      await page.act('million', 'logs');
      await page.shows('log-words');
      await roll(browser);
      await page.shows('log-view', { log: 'ended', lines: '1000000' }, 120_000);
      const { gap, frames } = await stop(browser);
      expect(frames, 'it was drawn on the way').toBeGreaterThan(50);
      result.gaps.push(gap);
      result.main.push(megabytes(main) - before.main);
      result.web.push(megabytes(web) - before.web);
      await page.click('back');
      await until('the log to be closed', async () => (await page.all('log-view')).length === 0);
    }
    mkdirSync(environment.out(), { recursive: true });
    writeFileSync(path.join(environment.out(), 'logs.json'), JSON.stringify(result));
  },
  900_000,
);
