import { afterAll, beforeAll } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers, runOutOfMemory } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';
import { look, shoot } from './camera.ts';

/** Containers at every point of a life. */
beforeAll(async () => {
  await noContainers();
  await docker('run', '--detach', '--name', 'hellonginx', '--publish', '80:80', 'nginx');
  await docker('run', '--detach', '--name', 'hundredcounter', 'devwikirepo/hundredcounter');
  await docker('pause', 'hundredcounter');
  await runOutOfMemory('greedy');
  await docker('run', '--detach', '--name', 'loop', '--restart', 'always', 'busybox', 'sh', '-c', 'exit 1');
  await docker(
    ...[
      'run',
      '--detach',
      '--name',
      'leafy-backend',
      '--network',
      'bridge',
      '-e',
      'DATABASE_PASSWORD=hunter2',
      '-m',
      '256m',
    ],
    ...[
      '--cpus',
      '0.5',
      '--restart',
      'on-failure:3',
      '-v',
      'leafy-data:/var/lib/data',
      '-v',
      '/cache',
      '-v',
      '/etc:/host:ro',
    ],
    ...['-p', '8081:80', '--health-cmd', 'true', '--health-interval', '2s', 'nginx', 'nginx', '-g', 'daemon off;'],
  );
  await docker('create', '--name', 'my-simple-web', 'devwikirepo/simple-web');
}, 180_000);
afterAll(async () => {
  await noContainers();
  await docker('volume', 'rm', 'leafy-data');
}, 60_000);

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

async function open({ page }: NaruWindow, name: string): Promise<void> {
  await page.container(name);
  await page.click('row-name', { name });
  await page.shows('fact-networks');
}

stop('life: a running container, an arrow pointed at, one that is not legal', async (window) => {
  const { page, browser } = window;
  await open(window, 'hellonginx');
  await page.shows('life-chapter', { kind: 'started' });
  await shoot(window, 'life-running');
  await browser.$(Page.css('life-arrow', { arrow: 'stop' })).moveTo();
  await page.shows('life-says', { legal: 'true' });
  await shoot(window, 'life-arrow', 'rests');
  await browser.$(Page.css('life-arrow', { arrow: 'unpause' })).moveTo();
  await page.shows('life-says', { legal: 'false' });
  await shoot(window, 'life-illegal', 'rests');
  await page.click('page-menu');
  await page.shows('row-kill');
  await shoot(window, 'life-menu');
  await page.press('Escape');
});

stop('life: paused, created, out of memory, a loop', async (window) => {
  const { page } = window;
  for (const name of ['hundredcounter', 'my-simple-web', 'greedy']) {
    await open(window, name);
    await page.shows('life-chapter');
    await shoot(window, `life-${name}`);
    await page.click('back');
  }
  await open(window, 'loop');
  await page.shows('life-chapter', { kind: 'loop' }, 30_000);
  await shoot(window, 'life-loop');
});

stop('life: a full container, its inspect tab, and what removing it takes', async (window) => {
  const { page } = window;
  await open(window, 'leafy-backend');
  await page.shows('life-chapter', { kind: 'health' });
  await shoot(window, 'life-full');
  await page.click('tab-inspect');
  await page.shows('inspect-env');
  await shoot(window, 'life-inspect');
  await page.click('row-remove');
  await page.says('consequence', 'leafy-data');
  await page.click('remove-volumes');
  await shoot(window, 'life-remove');
  await page.press('Escape');
});

stop('life: the dialogs of kill, stop and rename', async (window) => {
  const { page } = window;
  await open(window, 'hellonginx');
  for (const [item, dialog] of [
    ['row-kill', 'kill-dialog'],
    ['row-stop-asks', 'stop-dialog'],
    ['row-rename', 'rename-dialog'],
  ] as const) {
    await page.click('page-menu');
    await page.click(item);
    if (dialog === 'rename-dialog') {
      await page.type('rename-name', 'loop');
      await page.shows('field-error');
    } else await page.says(dialog, 'docker');
    await shoot(window, `life-${dialog}`);
    await page.press('Escape');
    await page.gone(dialog);
  }
});

stop('life: a stop counts down, something is waited for, and it is gone', async (window) => {
  const { page } = window;
  await docker('unpause', 'hundredcounter');
  await open(window, 'hundredcounter');
  await page.shows('life-node', { node: 'running', lit: 'true' });
  await page.click('page-menu');
  await page.click('row-wait');
  await page.shows('wait-note');
  await page.click('life-arrow', { arrow: 'stop' });
  await page.shows('stop-grace');
  await shoot(window, 'life-stopping');
  await page.click('kill-now');
  await page.shows('wait-note', { code: '137' });
  await page.shows('life-chapter', { kind: 'ended' });
  await shoot(window, 'life-ended');
  await docker('rm', 'hundredcounter');
  await page.shows('state-gone');
  await until(
    'the diagram to say so',
    async () => (await page.all('life-node', { node: 'removed', lit: 'true' })).length > 0,
  );
  await shoot(window, 'life-gone');
});
