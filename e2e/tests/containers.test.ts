import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

/** Ends at once when it is asked to, unlike a plain `sleep` as process 1. */
const ENDS_AT_ONCE = ['busybox', 'sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];

scenario('what the docker CLI does outside shows without a refresh', async ({ page }) => {
  await page.engine('connected');
  await page.shows('state-empty');
  await docker('run', '--detach', '--name', 'outside', ...ENDS_AT_ONCE);
  await page.container('outside', 'running', 2_000);
  await docker('pause', 'outside');
  await page.container('outside', 'paused', 2_000);
  await docker('unpause', 'outside');
  await page.container('outside', 'running', 2_000);
  await docker('rename', 'outside', 'renamed');
  await page.container('renamed', 'running', 2_000);
  await docker('rm', '--force', 'renamed');
  await page.gone('container-row', { name: 'renamed' }, 2_000);
  await page.shows('state-empty');
});

scenario(
  'a row stops, starts, restarts, pauses and resumes its container, and the strip says how',
  async ({ page }) => {
    await docker('run', '--detach', '--name', 'worker', ...ENDS_AT_ONCE);
    await page.container('worker', 'running');

    await page.act('worker', 'stop');
    await page.container('worker', 'exited');
    await page.says('strip-line', 'docker stop worker');
    expect(await state('worker')).toBe('exited');

    await page.act('worker', 'start');
    await page.container('worker', 'running');
    await page.says('strip-line', 'docker start worker');
    expect(await state('worker')).toBe('running');

    const before = await docker('inspect', '--format', '{{.State.StartedAt}}', 'worker');
    await page.act('worker', 'restart');
    await page.says('strip-line', 'docker restart worker');
    await until(
      'another start',
      async () => (await docker('inspect', '--format', '{{.State.StartedAt}}', 'worker')) !== before,
    );
    await page.container('worker', 'running');

    await page.act('worker', 'pause');
    await page.container('worker', 'paused');
    await page.says('strip-line', 'docker pause worker');
    expect(await state('worker')).toBe('paused');

    await page.act('worker', 'unpause');
    await page.container('worker', 'running');
    await page.says('strip-line', 'docker unpause worker');
    expect(await state('worker')).toBe('running');
  },
);

scenario('removing asks first, and can be declined', async ({ page }) => {
  await docker('create', '--name', 'idle', 'busybox');
  await page.container('idle', 'created');

  await page.act('idle', 'remove');
  await page.says('confirm-dialog', 'idle');
  await page.click('confirm-cancel');
  await page.gone('confirm-dialog');
  expect(await docker('ps', '--all', '--format', '{{.Names}}'), 'declined, it stays').toContain('idle');

  await page.act('idle', 'remove');
  await page.click('confirm-accept');
  await page.gone('container-row', { name: 'idle' });
  await page.says('strip-line', 'docker rm idle');
  expect(await docker('ps', '--all', '--format', '{{.Names}}'), 'accepted, it is gone').not.toContain('idle');
});

scenario('Escape closes the question without removing', async ({ page }) => {
  await docker('create', '--name', 'kept', 'busybox');
  await page.container('kept', 'created');
  await page.act('kept', 'remove');
  await page.asks('confirm-dialog');
  await page.press('Escape');
  await page.gone('confirm-dialog');
  await page.container('kept', 'created');
});

scenario('search and the state filter narrow the list, and say when nothing matches', async ({ page }) => {
  await noContainers();
  await docker('run', '--detach', '--name', 'web-one', ...ENDS_AT_ONCE);
  await docker('create', '--name', 'web-two', 'busybox');
  await docker('create', '--name', 'other', 'busybox');
  await page.container('other', 'created');
  await page.container('web-one', 'running');
  const names = async () => (await page.all('container-row')).map((row) => row.data.name).sort();

  await page.type('search', 'web');
  await until('only the webs', async () => (await names()).join() === 'web-one,web-two');
  await page.click('filter-running');
  await until('only the running web', async () => (await names()).join() === 'web-one');
  await page.click('filter-stopped');
  await until('only the other web', async () => (await names()).join() === 'web-two');
  await page.type('search', 'nothing-is-called-this');
  await page.shows('state-nomatch');
  await page.click('filter-all');
  await page.type('search', '');
  await until('all of them', async () => (await names()).join() === 'other,web-one,web-two');
});

scenario('names, labels and commands that would do harm are only text', async ({ page, browser }) => {
  await noContainers();
  const title = await browser.getTitle();
  const hostile = '<img src=x onerror="document.title=\'owned\';alert(1)">';
  const labels = [`note=${hostile}`, '<img/src>=key', 'turned=a\u202etxt.exe', 'escaped=\u001b]0;taken\u0007quiet'];
  const made = ['--name', 'hostile', ...labels.flatMap((label) => ['--label', label]), 'busybox', 'echo', hostile];
  await docker('run', ...made);
  await page.container('hostile', 'exited');
  await page.click('row-name', { name: 'hostile' });
  await page.says('fact-command', '<img src=x onerror=');
  await onlyText(browser, title);
  await page.click('tab-inspect');
  await page.says('inspect-cmd', '<img src=x onerror=');
  await page.says('inspect-labels', `note=${hostile}`);
  await page.says('inspect-labels', '<img/src>=key');
  await page.says('inspect-labels', 'a⟨U+202E⟩txt.exe');
  await page.says('inspect-labels', 'quiet');
  await page.says('raw-json', '<img src=x onerror=');
  await onlyText(browser, title);
  await page.click('tab-logs');
  await page.says('log-line', hostile);
  await onlyText(browser, title);
  await page.click('back');
  await page.says('container-row', 'hostile');
  await onlyText(browser, title);
});

/** Nothing of what the page shows became an element, a question or a title: while a page asks, its driver could not look. */
async function onlyText(browser: WebdriverIO.Browser, title: string): Promise<void> {
  const made = () => browser.execute(() => document.querySelectorAll('img, [role="dialog"]').length);
  expect(await made(), 'no element came of it').toBe(0);
  expect(await browser.getTitle(), 'and nothing ran').toBe(title);
}

async function state(name: string): Promise<string> {
  return docker('inspect', '--format', '{{.State.Status}}', name);
}
