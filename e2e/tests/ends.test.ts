/** How containers end, where it is seen without their page: the list, its menu, and the words for an exit code everywhere. */
import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

scenario('a stop from the list counts down on the page, and its menu kills at once', async ({ page }) => {
  await docker('run', '--detach', '--name', 'deaf', '--stop-timeout', '600', 'busybox', 'sleep', '1000');
  await page.container('deaf', 'running');
  await page.act('deaf', 'stop');
  await page.click('row-name', { name: 'deaf' });
  const left = async () => Number((await page.shows('stop-grace')).data.left);
  const first = await until('its own grace to be known', async () => {
    const now = await left();
    return now > 10 && now;
  });
  await until('the seconds to run', async () => (await left()) < first);
  await page.click('back');
  expect(await docker('inspect', '--format', '{{.State.Status}}', 'deaf')).toBe('running');

  const row = Page.css('container-row', { name: 'deaf' });
  await page.click('row-menu', {}, row);
  await page.element('row-kill-now').moveTo();
  await page.says('strip-line', 'docker kill deaf');
  await page.click('row-kill-now');
  await page.container('deaf', 'exited');
  expect(await docker('inspect', '--format', '{{.State.ExitCode}}', 'deaf')).toBe('137');
  expect(await page.all('row-failure'), 'neither the stop nor the kill failed').toEqual([]);
});

interface End {
  code: string;
  run: string[];
  /** What the list says, and what the page says. */
  row: string;
  told: RegExp;
  cause: string;
}

const ENDS: Record<string, End> = {
  forbidden: {
    code: '126',
    run: ['busybox', 'sh', '-c', '/etc/passwd'],
    row: 'not an executable',
    told: /not executable/,
    cause: 'itself',
  },
  crashed: {
    code: '139',
    // Process 1 ignores what it has not asked for; with --init the program is another one.
    run: ['--init', 'busybox', 'sh', '-c', 'kill -SEGV $$'],
    row: 'crashed (SIGSEGV)',
    told: /SIGSEGV/,
    cause: 'itself',
  },
  asked: {
    code: '143',
    run: ['--init', 'busybox', 'sleep', '1000'],
    row: 'ended when asked to (SIGTERM)',
    told: /SIGTERM/,
    cause: 'asked',
  },
};

for (const [name, { code, run, row, told, cause }] of Object.entries(ENDS)) {
  scenario(`an end with ${code} is said in words, in the list and on the page`, async ({ page }) => {
    await docker('run', '--detach', '--name', name, ...run);
    if (cause === 'asked') {
      await page.container(name, 'running');
      await page.act(name, 'stop');
    }
    await page.container(name, 'exited');
    expect(await docker('inspect', '--format', '{{.State.ExitCode}}', name)).toBe(code);
    await page.says('container-row', `(${code})`, { name });
    await page.says('container-row', row, { name });
    await page.click('row-name', { name });
    await page.shows('life-node', { node: 'exited', lit: 'true' });
    await page.says('life-node', `(${code})`, { node: 'exited' });
    await page.says('life-says', told);
    await page.says('life-chapter', told, { kind: 'ended', cause });
    await page.click('back');
  });
}
