import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { openShell, openTerminals, shows, typeLine } from '../harness/terminal.ts';

const RUNS = Number(process.env.NARU_BENCH_RUNS ?? '5');

/** Lines of 76 bytes with their line end, so many a block, and so many blocks: 100 MB. */
const LINES = 13_797;
const BLOCKS = 100;
const TEXT = ' the quick brown fox jumps over the lazy dog and what else was there to';

/** How much a bare xterm.js is given ahead of what it has drawn, and at once: as Naru does it. */
const AHEAD = 1024 * 1024;
const TOGETHER = 256 * 1024;

const scenario = scenarios(async () => {
  await noContainers();
  await docker('run', '--detach', '--name', 'flood', 'busybox', 'sleep', '100000');
  const block = `awk 'BEGIN{for(i=0;i<${LINES};i++)printf "%05d${TEXT}\\n",i}' > /block`;
  await docker('exec', 'flood', 'sh', '-c', `${block}; for i in $(seq ${BLOCKS}); do cat /block; done > /flood`);
  return { dockerHost: environment.lab.dockerHost() };
});

interface Pair {
  ours: number;
  peer: number;
  gap: number;
}

/** From Return to the end of the output on the screen, in ms, and the longest time between two frames of it. */
async function ours(window: Parameters<typeof typeLine>[0], run: number): Promise<{ took: number; gap: number }> {
  const { browser } = window;
  await browser.execute(
    (css: string, end: string) => {
      const over = new Promise<{ took: number; gap: number }>((resolve) => {
        const pressed = (event: KeyboardEvent) => {
          if (event.key !== 'Enter') return;
          document.removeEventListener('keydown', pressed, { capture: true });
          const began = performance.now();
          let [last, gap] = [began, 0];
          const rows = document.querySelector(`${css} .xterm-rows`);
          const frame = (now: number) => {
            gap = Math.max(gap, now - last);
            last = Math.max(now, began);
            if ((rows?.textContent ?? '').includes(end)) resolve({ took: now - began, gap });
            else requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        };
        document.addEventListener('keydown', pressed, { capture: true });
      });
      Object.assign(globalThis, { over });
    },
    Page.css('terminal-screen'),
    `end-${run}-42`,
  );
  await typeLine(window, `clear; cat /flood; echo end-${run}-$((40 + 2))`);
  // The page says when: a driver that asks again and again would be measured too.
  return browser.executeAsync((done: (result: { took: number; gap: number }) => void) => {
    void (globalThis as unknown as { over: Promise<{ took: number; gap: number }> }).over.then(done);
  });
}

/** The same bytes written to an xterm.js that has nothing around it, of the same size and in the same place, in ms. */
async function bare({ browser }: Parameters<typeof typeLine>[0]): Promise<number> {
  return browser.executeAsync(
    (
      css: string,
      lines: number,
      blocks: number,
      text: string,
      ahead: number,
      together: number,
      done: (took: number) => void,
    ) => {
      const host = document.querySelector<HTMLElement>(css);
      if (!host) throw new Error('there is no terminal to be measured against');
      const rows = host.querySelector('.xterm-rows')?.childElementCount ?? 24;
      const place = host.getBoundingClientRect();
      const beside = document.createElement('div');
      beside.style.cssText = `position:fixed;z-index:50;left:${place.left}px;top:${place.top}px;width:${place.width}px;height:${place.height}px;background:#fff`;
      document.body.append(beside);
      const given = globalThis as unknown as { Terminal: typeof import('@xterm/xterm').Terminal; columns: number };
      const terminal = new given.Terminal({
        cols: given.columns,
        rows,
        fontSize: 13,
        lineHeight: 1.2,
        scrollback: 10_000,
        fontFamily: getComputedStyle(host).getPropertyValue('--mono').trim(),
      });
      terminal.open(beside);
      let block = '';
      for (let line = 0; line < lines; line += 1) block += `${String(line).padStart(5, '0')}${text}\r\n`;
      const bytes = new TextEncoder().encode(block);
      const all = bytes.length * blocks;
      let sent = 0;
      let drawn = 0;
      const began = performance.now();
      const pump = () => {
        while (sent < all && sent - drawn < ahead) {
          const at = sent % bytes.length;
          const piece = bytes.subarray(at, Math.min(at + together, bytes.length));
          sent += piece.length;
          terminal.write(piece, () => {
            drawn += piece.length;
            if (drawn < all) pump();
            else
              requestAnimationFrame((now) => {
                terminal.dispose();
                beside.remove();
                done(now - began);
              });
          });
        }
      };
      pump();
    },
    Page.css('terminal-screen'),
    LINES,
    BLOCKS,
    TEXT,
    AHEAD,
    TOGETHER,
  );
}

scenario(
  '100 MB in a shell, and the same bytes to a bare xterm.js',
  async (window) => {
    const { browser } = window;
    await browser.setTimeout({ script: 300_000 });
    await openTerminals(window, 'flood');
    await openShell(window);
    await typeLine(window, 'echo columns $(stty size).');
    const columns = Number(/^columns \d+ (\d+)\./m.exec(await shows(window, /^columns \d+ \d+\./m))?.[1]);
    expect(columns, 'a line fits').toBeGreaterThan(76);
    const source = readFileSync(createRequire(import.meta.url).resolve('@xterm/xterm'), 'utf8');
    // Put in by the driver: the page itself loads nothing that is not Naru's.
    await browser.execute(`${source};globalThis.columns = ${columns};`);
    const pairs: Pair[] = [];
    // The first pair does not count.
    for (let run = 0; run <= RUNS; run += 1) {
      const { took, gap } = await ours(window, run);
      const pair = { ours: took, peer: await bare(window), gap };
      if (run > 0) pairs.push(pair);
    }
    mkdirSync(environment.out(), { recursive: true });
    writeFileSync(path.join(environment.out(), 'terminal.json'), JSON.stringify(pairs));
  },
  1_800_000,
);
