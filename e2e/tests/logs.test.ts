import { expect, onTestFinished } from 'vitest';
import { Key } from 'webdriverio';
import { environment } from '../harness/environment.ts';
import { docker, killEngine, noContainers, startEngine } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

scenario('a log is followed while it is written, to its end', async ({ page }) => {
  await docker('run', '--detach', '--name', 'counter', 'devwikirepo/tencounter');
  await page.container('counter', 'running');
  await page.act('counter', 'logs');
  await page.shows('log-view');
  const lines = async () => (await page.all('log-words')).map((line) => line.text);
  await page.says('log-words', /^10$/, {}, 20_000);
  expect((await lines()).filter((line) => /^\d+$/.test(line))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '10',
  ]);
  await page.click('back');
  await page.container('counter', 'exited');
});

scenario('a line is shown when it is written, not when the container ends', async ({ page }) => {
  await docker(
    'run',
    '--detach',
    '--name',
    'waits',
    'busybox',
    'sh',
    '-c',
    'echo first; until [ -e /go ]; do sleep 0.1; done; echo last',
  );
  await page.container('waits', 'running');
  await page.act('waits', 'logs');
  await page.says('log-words', 'first');
  await page.shows('log-view', { log: 'live', lines: '1' });
  await docker('exec', 'waits', 'touch', '/go');
  await page.says('log-words', 'last');
  await page.shows('log-view', { log: 'ended', lines: '2' });
  await page.click('back');
});

scenario('what was written to stderr is there, and told apart', async ({ page }) => {
  await docker('run', '--name', 'both', 'busybox', 'sh', '-c', 'echo to-out; echo to-err >&2');
  await page.container('both', 'exited');
  await page.act('both', 'logs');
  await page.says('log-line', 'to-out', { stream: 'stdout' });
  await page.says('log-line', 'to-err', { stream: 'stderr' });
  await page.click('back');
});

/** How high the highest of the lines that are drawn is, in px. */
const highest = ({ browser }: NaruWindow) =>
  browser.execute(
    (css: string) => Math.max(...[...document.querySelectorAll<HTMLElement>(css)].map((line) => line.offsetHeight)),
    Page.css('log-line'),
  );

/** What the rows in sight say. */
const texts = async ({ page }: NaruWindow) => (await page.all('log-words')).map((line) => line.text);

scenario('a long log opens at its end, shows its beginning, and a very long line does no harm', async (window) => {
  const { page, browser } = window;
  await docker(
    'run',
    '--name',
    'loud',
    'busybox',
    'sh',
    '-c',
    'seq 1 30000; head -c 100000 /dev/zero | tr "\\0" x; echo; echo the-end',
  );
  await page.container('loud', 'exited');
  await page.act('loud', 'logs');
  await page.says('log-words', 'the-end');
  await page.shows('log-view', { log: 'ended', lines: '30002' }, 60_000);
  expect((await page.all('log-line')).length, 'only rows in sight are elements').toBeLessThan(60);
  await page.click('log-lines');
  await browser.keys([Key.Home]);
  await until('the first line', async () => (await texts(window))[0] === '1');
  await browser.keys([Key.End]);
  await page.says('log-words', 'the-end');
  await page.click('log-more');
  await until('the rest of the line', async () => (await texts(window)).some((text) => text.length === 100_000));
  const one = await highest(window);
  await page.click('log-wrap');
  await until('the line to be wrapped', async () => (await highest(window)) > 100 * one);
  await page.click('log-wrap');
  await until('the line to be one row again', async () => (await highest(window)) === one);
  await page.click('back');
});

scenario('a log is searched to its last line by a pattern, and a wrong one says where', async (window) => {
  const { page } = window;
  await page.act('loud', 'logs');
  await page.shows('log-view', { log: 'ended', lines: '30002' }, 60_000);
  await page.click('log-regex');
  await page.type('log-search', '^1(234)+5?$');
  await page.shows('log-matches', { matching: '2' });
  await page.press('Enter');
  await until(
    'the first match in front',
    async () => (await page.all('log-words', { found: 'true' }))[0]?.text === '1234',
  );
  await page.press('Enter');
  await until('the second', async () => (await page.all('log-words', { found: 'true' }))[0]?.text === '12345');
  await page.click('log-previous');
  await until('the first again', async () => (await page.all('log-words', { found: 'true' }))[0]?.text === '1234');
  await page.type('log-search', '1(2');
  await page.says('log-fault', 'never closed');
  await page.type('log-search', '');
  await page.click('log-regex');
  await page.click('back');
});

scenario('one stream, timestamps and a part of the time are docker’s', async (window) => {
  const { page } = window;
  await page.act('both', 'logs');
  await page.says('log-words', 'to-out');
  await page.click('log-streams-stderr');
  await until('stderr alone', async () => (await texts(window)).join() === 'to-err');
  await page.click('log-streams-both');
  await page.click('log-timestamps');
  const stamped = (await docker('logs', '--timestamps', 'both')).split(' ')[0] ?? '';
  await page.says('log-line', stamped);
  await page.says('strip-line', '-t');
  await page.click('log-timestamps');
  await page.click('log-span');
  await page.type('log-until', '2020-01-01');
  await page.click('log-span-take');
  await page.says('log-empty', 'Nothing was written in this time');
  await page.says('strip-line', '--until 2020-01-01');
  await page.type('log-until', 'yesterday');
  await page.click('log-span-take');
  await page.shows('problem', { code: 'invalidValue' });
  await page.click('log-span-all');
  await page.says('log-words', 'to-out');
  await page.click('back');
});

scenario('paused it stands still, and then shows what came', async (window) => {
  const { page } = window;
  await docker(
    'run',
    '--detach',
    '--name',
    'ticks',
    'busybox',
    'sh',
    '-c',
    'i=0; while :; do echo tick $((i=i+1)); sleep 0.1; done',
  );
  await page.container('ticks', 'running');
  await page.act('ticks', 'logs');
  await page.says('log-words', /^tick \d+$/);
  await page.click('log-follow');
  await page.shows('log-behind');
  const before = await texts(window);
  await until('ten more to have come', async () => Number((await page.all('log-behind'))[0]?.text) >= 10);
  expect(await texts(window)).toEqual(before);
  await page.click('log-follow');
  const last = (shown: string[]) => Number(shown.at(-1)?.split(' ')[1]);
  await until('those to be shown', async () => last(await texts(window)) > last(before) + 9);
  await page.click('back');
  await docker('rm', '--force', 'ticks');
});

scenario('a container that restarts by itself keeps its log going in one piece', async (window) => {
  const { page } = window;
  await docker('create', '--restart', 'always', '--name', 'loop', 'busybox', 'sh', '-c', 'echo begun; sleep 1; exit 3');
  await page.container('loop', 'created');
  await page.act('loop', 'logs');
  await page.says('log-empty', 'not been started');
  await docker('start', 'loop');
  await until(
    'the log of a third run',
    async () => (await texts(window)).filter((text) => text === 'begun').length >= 3,
    40_000,
  );
  await docker('stop', '--time', '1', 'loop');
  await docker('wait', 'loop');
  const runs = (await docker('logs', 'loop')).split('\n').length;
  await page.shows('log-view', { log: 'ended', lines: String(runs) });
  await page.click('back');
});

scenario('what was read stays when the container is removed', async (window) => {
  const { page } = window;
  await page.act('both', 'logs');
  await page.says('log-words', 'to-out');
  await docker('rm', 'both');
  await page.shows('log-removed');
  await page.says('log-words', 'to-err');
  await page.click('back');
  await page.gone('container-row', { name: 'both' });
});

scenario(
  'hostile lines are text: markup, escapes that write the title or the clipboard, bidi overrides',
  async (window) => {
    const { page, browser } = window;
    const title = await browser.getTitle();
    await docker(
      'run',
      '--name',
      'odd',
      'busybox',
      'printf',
      '<img src=x onerror=document.title=1>\\n\\033]0;taken\\007\\033]52;c;aGk=\\007quiet\\na\\342\\200\\256txt.exe\\n\\377\\n',
    );
    await page.container('odd', 'exited');
    await page.act('odd', 'logs');
    await page.says('log-words', '<img src=x onerror=document.title=1>');
    await page.says('log-words', /^quiet$/);
    await page.says('log-words', 'a⟨U+202E⟩txt.exe');
    await page.says('log-words', '\ufffd');
    expect(await browser.$$('[data-testid="log-lines"] img').length).toBe(0);
    expect(await browser.getTitle()).toBe(title);
    await page.click('back');
  },
);

scenario('a driver that keeps nothing is said', async ({ page }) => {
  await docker('run', '--name', 'unkept', '--log-driver', 'none', 'busybox', 'true');
  await page.container('unkept', 'exited');
  await page.act('unkept', 'logs');
  await page.shows('problem', { code: 'logNotKept' });
  await page.click('back');
});

scenario('an engine that is killed while a log is read: what was read stays, and the rest comes', async (window) => {
  const { page } = window;
  await page.act('loud', 'logs');
  await page.says('log-words', 'the-end');
  onTestFinished(startEngine);
  await killEngine();
  await page.shows('log-view', { log: 'lost' }, 30_000);
  await page.says('log-words', 'the-end');
  await startEngine();
  await page.shows('log-view', { log: 'ended', lines: '30002' }, 60_000);
  await page.click('back');
});
