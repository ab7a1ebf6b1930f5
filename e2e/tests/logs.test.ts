import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

scenario('a log is followed while it is written, to its end', async ({ page }) => {
  await docker('run', '--detach', '--name', 'counter', 'devwikirepo/tencounter');
  await page.container('counter', 'running');
  await page.act('counter', 'logs');
  await page.shows('log-view');
  const lines = async () => (await page.all('log-line')).map((line) => line.text);
  await page.says('log-line', /^2$/);
  expect(await lines(), 'not all at once: it is followed').not.toContain('10');
  await page.says('log-line', /^10$/, {}, 20_000);
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

scenario('what was written to stderr is there, and told apart', async ({ page }) => {
  await docker('run', '--name', 'both', 'busybox', 'sh', '-c', 'echo to-out; echo to-err >&2');
  await page.container('both', 'exited');
  await page.act('both', 'logs');
  await page.says('log-line', 'to-out', { stream: 'stdout' });
  await page.says('log-line', 'to-err', { stream: 'stderr' });
  await page.click('back');
});

scenario('a long log and a very long line do no harm', async ({ page }) => {
  await docker(
    'run',
    '--name',
    'loud',
    'busybox',
    'sh',
    '-c',
    'i=0; while [ $i -lt 20000 ]; do echo "line $i"; i=$((i+1)); done; head -c 100000 /dev/zero | tr "\\0" x; echo; echo the-end',
  );
  await page.container('loud', 'exited');
  await page.act('loud', 'logs');
  await page.says('log-line', 'the-end');
  await page.click('back');
  await until('the list to be back', async () => (await page.all('container-row')).length > 0);
});

scenario('a container that restarts by itself keeps its log going', async ({ page }) => {
  await docker('create', '--restart', 'always', '--name', 'loop', 'busybox', 'sh', '-c', 'echo begun; sleep 2; exit 3');
  await page.container('loop', 'created');
  await page.act('loop', 'logs');
  await page.shows('log-view');
  await docker('start', 'loop');
  const begun = async () => (await page.all('log-line')).filter((line) => line.text === 'begun').length;
  await until('the log of a third run', async () => (await begun()) >= 3, 40_000);
  await page.click('back');
});
