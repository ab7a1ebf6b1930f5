import { expect } from 'vitest';
import { Key } from 'webdriverio';
import { environment } from '../harness/environment.ts';
import { docker, noContainers, runOutOfMemory } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

/** Ends at once when it is asked to, unlike a plain `sleep` as process 1. */
const ENDS_AT_ONCE = ['busybox', 'sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];
// Not all of a core: two of them would leave the window none.
const BUSY = ['--cpus', '0.3', 'busybox', 'sh', '-c', 'trap "exit 0" TERM; while :; do :; done'];

async function names(): Promise<string[]> {
  return (await docker('ps', '--all', '--format', '{{.Names}}')).split('\n').filter(Boolean).sort();
}

async function choose({ page }: NaruWindow, ...wanted: string[]): Promise<void> {
  for (const name of wanted) await page.click('choose', {}, Page.css('container-row', { name }));
  await page.says('bulk-count', String(wanted.length));
}

/** As somebody who is at the window: what is measured, is measured only for them. */
async function moveAbout({ browser }: NaruWindow): Promise<void> {
  for (const x of [400, 420, 440]) {
    await browser.action('pointer').move({ x, y: 90 }).perform();
  }
}

scenario('what is chosen is done together; what fails stays on its row, and the end is summed up', async (window) => {
  const { page } = window;
  await noContainers();
  await docker('run', '--detach', '--name', 'holder', '--publish', '8090:80', ...ENDS_AT_ONCE);
  await docker('create', '--name', 'taken', '--publish', '8090:80', ...ENDS_AT_ONCE);
  await docker('create', '--name', 'one', ...ENDS_AT_ONCE);
  await docker('create', '--name', 'two', ...ENDS_AT_ONCE);
  for (const name of ['one', 'two', 'taken']) await page.container(name, 'created');
  await choose(window, 'one', 'two', 'taken');
  await page.says('bulk-tally', '3 created');

  await page.element('bulk-start').moveTo();
  await page.says('strip-line', /docker start (?=.*one)(?=.*two)(?=.*taken)/);
  await page.click('bulk-start');
  await page.says('bulk-summary', /2 done · 1 failed/);
  const [failure] = await page.all('bulk-failure');
  expect(failure?.data).toMatchObject({ name: 'taken', code: 'portInUse' });
  await page.container('one', 'running');
  await page.container('two', 'running');
  await page.element('row-failure', { code: 'portInUse' }, Page.css('container-row', { name: 'taken' })).waitForExist();
  expect((await page.all('row-failure')).length, 'only its own row').toBe(1);

  // The selection is still there, and says what it can do now.
  await page.says('bulk-tally', '2 running');
  await page.click('bulk-stop');
  await page.says('bulk-summary', /^2 done$/);
  await page.container('one', 'exited');
  await page.container('two', 'exited');
  expect(await docker('inspect', '--format', '{{.State.Status}}', 'holder'), 'and nothing else').toBe('running');
});

scenario('the keyboard chooses as in a file manager', async (window) => {
  const { page, browser } = window;
  await noContainers();
  for (const name of ['delta', 'charlie', 'bravo', 'alpha']) await docker('create', '--name', name, 'busybox');
  await page.container('delta', 'created');
  await page.container('alpha', 'created');
  const chosen = async () => {
    const rows = await browser.execute(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid="container-row"][aria-selected="true"]')].map(
        (row) => row.dataset.name ?? '',
      ),
    );
    return rows.sort().join();
  };
  const holds = (wanted: string) =>
    until(`${wanted || 'nothing'} to be chosen`, async () => (await chosen()) === wanted);

  await page.type('search', 'a');
  await browser.keys([Key.ArrowDown]);
  await browser.keys([Key.Space]);
  await holds('alpha');
  await browser.keys([Key.Shift, Key.ArrowDown]);
  await holds('alpha,bravo');
  await page.shows('choose-all', { extent: 'some' });
  await browser.keys([Key.Ctrl, 'a']);
  await holds('alpha,bravo,charlie,delta');
  await page.shows('choose-all', { extent: 'all' });
  await browser.keys([Key.Escape]);
  await holds('');
  await page.gone('bulk-bar');
  await page.click('choose', {}, Page.css('container-row', { name: 'alpha' }));
  await browser.action('key').down(Key.Shift).perform(true);
  await page.click('choose', {}, Page.css('container-row', { name: 'charlie' }));
  await browser.releaseActions();
  await holds('alpha,bravo,charlie');
  await page.click('bulk-clear');
  await holds('');
});

scenario('removing several asks first, with what is killed and what stays', async (window) => {
  const { page } = window;
  await noContainers();
  await docker('run', '--detach', '--name', 'runs', '--volume', 'kept:/data', ...ENDS_AT_ONCE);
  await docker('create', '--name', 'idle', '--volume', '/scratch', 'busybox');
  await docker('create', '--name', 'other', 'busybox');
  await page.container('runs', 'running');
  await page.container('other', 'created');
  await choose(window, 'runs', 'idle');
  await page.click('bulk-rm');
  const asked = await page.says('several-dialog', /docker rm -f (runs idle|idle runs)/);
  expect((await page.all('several-container')).map(({ data }) => [data.name, data.up])).toEqual([
    ['runs', 'true'],
    ['idle', 'false'],
  ]);
  expect(asked.text).toContain('The volume kept and its data stay.');
  expect(asked.text).toContain('1 anonymous volume stays');
  await page.click('several-volumes');
  await page.says('several-dialog', '1 anonymous volume goes with them (-v)');
  await page.click('several-cancel');
  await page.gone('several-dialog');
  expect(await names(), 'declined').toEqual(['idle', 'other', 'runs']);
  await page.click('bulk-rm');
  await page.click('several-accept');
  await page.gone('container-row', { name: 'runs' });
  await page.gone('container-row', { name: 'idle' });
  await page.gone('bulk-bar');
  expect(await names()).toEqual(['other']);
  expect(await docker('volume', 'ls', '--quiet')).toContain('kept');
});

scenario('cleaning up takes what is stopped and no more', async ({ page }) => {
  await noContainers();
  await docker('run', '--detach', '--name', 'runs', ...ENDS_AT_ONCE);
  await docker('run', '--name', 'ended', 'busybox', 'true');
  await docker('create', '--name', 'fresh', 'busybox');
  await page.container('runs', 'running');
  await page.container('ended', 'exited');
  await page.container('fresh', 'created');
  await page.click('list-menu');
  await page.element('list-prune').moveTo();
  await page.says('strip-line', 'docker container prune');
  await page.click('list-prune');
  await page.shows('several-dialog');
  expect((await page.all('several-container')).map(({ data }) => data.name).sort()).toEqual(['ended', 'fresh']);
  await page.click('several-accept');
  await page.says('bulk-summary', '2 done');
  await page.gone('container-row', { name: 'ended' });
  expect(await names()).toEqual(['runs']);
});

scenario('the course’s first command removes everything, in either shell’s words', async ({ page }) => {
  await noContainers();
  await docker('run', '--detach', '--name', 'runs', ...ENDS_AT_ONCE);
  await docker('create', '--name', 'fresh', 'busybox');
  await page.container('runs', 'running');
  await page.container('fresh', 'created');
  await page.click('list-menu');
  await page.element('list-remove-all').moveTo();
  await page.says('strip-line', 'docker rm -f $(docker ps -aq)');
  await page.click('list-remove-all');
  await page.says('several-dialog', 'docker rm -f $(docker ps -aq)');
  expect((await page.all('several-container')).map(({ data }) => [data.name, data.up])).toEqual([
    ['runs', 'true'],
    ['fresh', 'false'],
  ]);
  await page.click('strip-shell');
  await page.says('several-dialog', 'docker ps -aq | ForEach-Object');
  await page.click('strip-shell');
  await page.click('several-accept');
  await page.shows('state-empty');
  expect(await names()).toEqual([]);
});

scenario('a row says why nothing runs in it, and what a start will publish', async ({ page }) => {
  await noContainers();
  await docker('create', '--name', 'planned', '--publish', '8091:80', 'busybox');
  await docker('run', '--name', 'well', 'busybox', 'true');
  await runOutOfMemory('greedy');
  await page.container('greedy', 'exited');
  await page.says('container-row', '8091 → 80 (when started)', { name: 'planned' });
  await page.says('container-row', 'ended normally', { name: 'well' });
  await page.says('container-row', 'out of memory, killed', { name: 'greedy' });
});

scenario(
  'in the smallest window a row still says how old its container is, and nothing lies over it',
  async (window) => {
    const { page, browser } = window;
    await noContainers();
    await docker('create', '--name', 'a-name-of-some-length', '--publish', '8091:80', 'devwikirepo/hundredcounter');
    await docker('run', '--detach', '--name', 'runs', '--publish', '8092:80', ...BUSY);
    // Its state has the longest word.
    await docker('run', '--detach', '--name', 'killed', ...BUSY);
    await docker('kill', 'killed');
    await page.container('runs', 'running');
    await page.container('killed', 'exited');
    await page.container('a-name-of-some-length', 'created');
    await browser.setWindowRect(0, 0, 880, 560);
    try {
      await until('ages in few words', async () => {
        const ages = await browser.execute(() =>
          [...document.querySelectorAll<HTMLElement>('[data-testid="container-row"] time')]
            .filter((age) => age.offsetWidth > 0)
            .map((age) => age.textContent),
        );
        return ages.length === 3 && ages.every((age) => /^(just now|secs ago|\d+[sm] ago)$/.test(age)) && ages;
      });
      const outside = await browser.execute(() =>
        [...document.querySelectorAll('[data-testid="container-row"] > [role="gridcell"]')]
          .filter((cell) => cell.scrollWidth > cell.clientWidth || cell.getBoundingClientRect().right > innerWidth)
          .map((cell) => cell.textContent),
      );
      expect(outside, 'cells that are wider than their column').toEqual([]);
    } finally {
      await browser.setWindowRect(0, 0, 1200, 800);
    }
  },
);

scenario('what runs and is on the screen is measured, and nothing else', async (window) => {
  const { page, browser } = window;
  await noContainers();
  // A list longer than the screen: the busy one is its oldest, at the very end.
  await docker('run', '--detach', '--name', 'far', ...BUSY);
  for (let at = 0; at < 24; at += 1) await docker('create', '--name', `between-${at}`, 'busybox');
  await docker('run', '--detach', '--name', 'near', ...BUSY);
  await page.container('near', 'running');
  await moveAbout(window);
  const near = Page.css('container-row', { name: 'near' });
  await until('near to be measured', async () => {
    const cell = page.element('row-cpu', { live: 'true' }, near);
    return (await cell.isExisting()) && Number.parseFloat(await cell.getText()) > 5;
  });
  const values = Number(await page.element('sparkline', {}, near).getAttribute('data-values'));
  await until('its bars to move', async () => {
    return Number(await page.element('sparkline', {}, near).getAttribute('data-values')) > values;
  });
  const memory = await page.element('row-cpu', {}, near).getAttribute('title');
  expect(memory).toMatch(/^CPU \d+\.\d\d% · memory [\d.]+ [KM]iB of [\d.]+ [MG]iB \([\d.]+%\)$/);

  const scroll = (to: number) =>
    browser.execute((top: number) => {
      const grid = document.querySelector('[role="grid"]');
      if (grid) grid.scrollTop = top;
    }, to);
  await scroll(100_000);
  const far = Page.css('container-row', { name: 'far' });
  await until('far to be measured once it is there', async () => {
    return page.element('row-cpu', { live: 'true' }, far).isExisting();
  });
  // What comes back shows its last reading until it is measured again: it was not, meanwhile.
  const back = await browser.executeAsync((row: string, done: (live: string | null) => void) => {
    const grid = document.querySelector('[role="grid"]');
    if (grid) grid.scrollTop = 0;
    const look = () => {
      const cell = document.querySelector<HTMLElement>(`${row} [data-testid="row-cpu"]`);
      if (cell) done(cell.dataset.live ?? null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, near);
  expect(back, 'near was left alone while it was away').toBe('false');
  await until('near to be measured again', async () => {
    return page.element('row-cpu', { live: 'true' }, near).isExisting();
  });
});

scenario('the usage tab moves, shows what docker shows, and says when there is nothing', async (window) => {
  const { page } = window;
  await noContainers();
  await docker('run', '--detach', '--name', 'busy', '--memory', '64m', ...BUSY);
  await page.container('busy', 'running');
  await page.click('row-name', { name: 'busy' });
  await page.click('tab-usage');
  await page.says('strip-line', 'docker stats busy');
  await page.shows('usage-page', { live: 'true' });
  const line = () => page.element('usage-line', { of: 'cpu' }).getAttribute('d');
  const first = await line();
  await until('the chart to move', async () => (await line()) !== first);
  const value = async (of: string) => (await page.shows('usage-value', { of })).text;
  expect(Number.parseFloat(await value('cpu'))).toBeGreaterThan(5);
  expect(await value('memory')).toMatch(/^[\d.]+ [KM]iB$/);
  expect((await page.shows('usage-chart', { name: 'memory' })).text).toContain('of 64 MiB');
  expect(await value('pids')).toBe('1');

  await page.says('process', 'while :; do :; done');
  await docker('exec', '--detach', 'busy', 'sleep', '321');
  await page.element('processes-again').moveTo();
  await page.says('strip-line', 'docker top busy');
  await page.click('processes-again');
  await page.says('process', 'sleep 321');

  await docker('kill', 'busy');
  await page.shows('usage-rests');
  await docker('start', 'busy');
  await page.shows('usage-page', { live: 'true' });
  await page.click('back');
});
