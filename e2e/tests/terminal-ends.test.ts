/** Terminals whose container goes, or prints more than anybody reads. */
import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import type { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { openShell, openTerminals, screen, shows, typeLine } from '../harness/terminal.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

scenario('a container that is removed under a session: it is said, and what it showed is kept', async (window) => {
  const { page } = window;
  await docker('run', '--detach', '--interactive', '--tty', '--name', 'goes', 'busybox', 'sh');
  await openTerminals(window, 'goes');
  await openShell(window);
  await typeLine(window, 'echo in a shell $((40 + 1))');
  await shows(window, 'in a shell 41');
  await page.click('terminal-attach');
  await until('both to be there', async () => (await page.all('session')).length === 2);
  await page.shows('terminal-screen', { state: 'live' });
  await typeLine(window, 'echo in its own program $((40 + 2))');
  await shows(window, 'in its own program 42');
  await docker('rm', '--force', 'goes');
  await page.shows('state-gone');
  await killed(page);
  expect(await screen(window)).toContain('in its own program 42');
  await page.gone('session-again');
  const [first] = await page.all('session');
  await page.click('session', { name: first?.data.name ?? '' });
  await shows(window, 'in a shell 41');
  await killed(page);
});

/** SIGKILL ended it; when the container goes before that can be asked, it is gone. */
async function killed(page: Page): Promise<void> {
  const { data } = await page.shows('session-end');
  expect(data.state === 'failed' || data.code === '137', `${data.state} ${data.code}`).toBe(true);
}

/** About 5 MB, in two parts. */
const LINES = 720_000;

scenario(
  '5 MB of output come to their end while the window answers, and the shell goes on',
  async (window) => {
    const { page } = window;
    await docker('run', '--detach', '--name', 'prints', 'busybox', 'sleep', '100000');
    await openTerminals(window, 'prints');
    await openShell(window);
    const waits = 'until [ -e /go ]; do sleep 0.1; done';
    await typeLine(window, `seq 1 ${LINES / 2}; ${waits}; seq ${LINES / 2 + 1} ${LINES}; echo end-$((40 + 2))`);
    await shows(window, new RegExp(`^${LINES / 2}$`, 'm'), 60_000);
    await docker('exec', 'prints', 'touch', '/go');
    // While the rest comes another page is opened, and this one again.
    await page.click('tab-overview');
    await page.shows('lifecycle');
    await page.click('tab-terminal');
    await page.shows('terminal-screen', { state: 'live' });
    const text = await shows(window, 'end-42', 60_000);
    const numbers = text.split('\n').filter((row) => /^\d+$/.test(row));
    expect(numbers.length, 'a screen of them').toBeGreaterThan(5);
    expect(numbers).toEqual(numbers.map((_, at) => String(LINES - numbers.length + 1 + at)));
    await typeLine(window, 'clear; echo after $((40 + 3))');
    await shows(window, /^after 43$/m);
  },
  150_000,
);
