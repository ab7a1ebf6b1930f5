import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';

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

/**
 * Turns the wheel over the log, up and down again, until all of it is there; the longest time between two frames meanwhile, in ms, and how
 * many there were. In the page alone: a driver that asks again and again how far it is would be measured too.
 */
async function rolled(browser: WebdriverIO.Browser, all: number): Promise<{ gap: number; frames: number }> {
  return browser.executeAsync((lines: number, done: (rolled: { gap: number; frames: number }) => void) => {
    const view = document.querySelector<HTMLElement>('[data-testid="log-view"]');
    let [last, gap, frames] = [0, 0, 0];
    const frame = (now: number) => {
      if (last !== 0) gap = Math.max(gap, now - last);
      last = now;
      frames += 1;
      const up = Math.floor(now / 2_000) % 2 === 0;
      const wheel = new WheelEvent('wheel', { deltaY: up ? -50 : 45, bubbles: true, cancelable: true });
      document.querySelector('[data-testid="log-lines"]')?.dispatchEvent(wheel);
      if (view?.dataset.log === 'ended' && view.dataset.lines === `${lines}`) done({ gap, frames });
      else requestAnimationFrame(frame);
    };
    // Two frames at rest first.
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(frame)));
  }, all);
}

/** Presses what is in the page once it is there. By the page itself: the driver's own way runs a long program at each look, whose garbage would count. */
async function press(browser: WebdriverIO.Browser, css: string): Promise<void> {
  await until(`${css} to be pressed`, () =>
    browser.execute((wanted: string) => {
      const there = document.querySelector<HTMLElement>(wanted);
      there?.click();
      return there !== null;
    }, css),
  );
}

/** Opens the log of a million lines, and scrolls it until all of it is there. */
async function load({ page, browser }: NaruWindow): Promise<number> {
  await press(browser, `${Page.css('container-row', { name: 'million' })} ${Page.css('row-menu')}`);
  await press(browser, Page.css('row-logs'));
  await page.shows('log-words');
  const { gap, frames } = await rolled(browser, 1_000_000);
  expect(frames, 'it was drawn on the way').toBeGreaterThan(50);
  return gap;
}

async function leave({ page, browser }: NaruWindow): Promise<void> {
  await press(browser, Page.css('back'));
  await until('the log to be closed', async () => (await page.all('log-view')).length === 0);
}

scenario(
  'a million lines are loaded and scrolled',
  async (window) => {
    const result = { gaps: [] as number[], web: [] as number[], main: [] as number[], again: [] as number[] };
    for (let run = 0; run < RUNS; run += 1) {
      // A new window each time: what the last log left behind is measured by itself.
      await window.restart();
      const { page, browser } = window;
      await browser.setTimeout({ script: 120_000 });
      // Once, so that the pages are loaded and the first growth of everything is over.
      await page.container('million');
      await page.act('long-line', 'logs');
      await page.says('log-words', 'after');
      await leave(window);
      const { main, web } = family(window.driverId);
      const before = { main: megabytes(main), web: megabytes(web) };
      result.gaps.push(await load(window));
      result.main.push(megabytes(main) - before.main);
      result.web.push(megabytes(web) - before.web);
      await leave(window);
      result.gaps.push(await load(window));
      result.again.push(megabytes(web) - before.web);
    }
    mkdirSync(environment.out(), { recursive: true });
    writeFileSync(path.join(environment.out(), 'logs.json'), JSON.stringify(result));
  },
  900_000,
);
