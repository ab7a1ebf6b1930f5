import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { scenarios } from '../harness/scenario.ts';

const RUNS = Number(process.env.NARU_BENCH_RUNS ?? '5');
const scenario = scenarios(() => ({ dockerHost: environment.lab.dockerHost() }));

/** Scrolls the list from top to bottom at 3,000 pixels a second; the longest time between two frames, in ms. */
async function longestFrame(browser: WebdriverIO.Browser): Promise<{ gap: number; frames: number; height: number }> {
  return browser.executeAsync((done: (result: { gap: number; frames: number; height: number }) => void) => {
    const row = document.querySelector('[data-testid="container-row"]');
    let list: Element | null = row;
    while (list && list.scrollHeight <= list.clientHeight + 1) list = list.parentElement;
    if (!list) {
      done({ gap: Number.NaN, frames: 0, height: 0 });
      return;
    }
    const scrolled = list;
    scrolled.scrollTop = 0;
    let began = 0;
    let last = 0;
    let gap = 0;
    let frames = 0;
    const frame = (now: number) => {
      if (began === 0) began = now;
      else gap = Math.max(gap, now - last);
      last = now;
      frames += 1;
      scrolled.scrollTop = ((now - began) / 1000) * 3000;
      if (scrolled.scrollTop + scrolled.clientHeight >= scrolled.scrollHeight - 1)
        done({ gap, frames, height: scrolled.scrollHeight });
      else requestAnimationFrame(frame);
    };
    // Two frames at rest first, so that going to the top is not counted.
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });
}

/** Scrolls it again and again, and keeps the longest frame of each time. */
async function measure(browser: WebdriverIO.Browser, file: string): Promise<void> {
  await browser.setTimeout({ script: 120_000 });
  await longestFrame(browser);
  const gaps: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { gap, frames, height } = await longestFrame(browser);
    expect(height, 'it is a long list that is scrolled').toBeGreaterThan(20_000);
    expect(frames, 'it was drawn on the way').toBeGreaterThan(100);
    gaps.push(gap);
  }
  mkdirSync(environment.out(), { recursive: true });
  writeFileSync(path.join(environment.out(), file), JSON.stringify(gaps));
}

scenario(
  'the longest frame while a thousand containers are scrolled',
  async ({ page, browser }) => {
    await page.shows('container-row', {}, 60_000);
    await measure(browser, 'frame-gaps.json');
  },
  300_000,
);

scenario(
  'the same while all of them are chosen, and somebody is there',
  async ({ page, browser }) => {
    await page.shows('container-row', {}, 60_000);
    await browser.action('pointer').move({ x: 400, y: 90 }).move({ x: 420, y: 90 }).perform();
    await page.click('choose-all');
    await page.shows('choose-all', { extent: 'all' });
    await measure(browser, 'frame-gaps-chosen.json');
  },
  300_000,
);
