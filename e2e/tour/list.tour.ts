import { beforeAll } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, runOutOfMemory } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';
import { look, shoot } from './camera.ts';
import { fill } from './content.ts';

/** Uses a little of everything, never twice the same. */
const LIVELY = `i=0; while :; do i=$((i+1)); j=0; while [ $j -lt $((i % 5 * 9000)) ]; do j=$((j+1)); done
  dd if=/dev/zero of=/data bs=64k count=$((i % 3 * 20)) conv=fsync 2>/dev/null; sleep 0.4; done`;

beforeAll(async () => {
  await fill();
  await docker('run', '--detach', '--name', 'leafy-worker', '--memory', '64m', 'busybox', 'sh', '-c', LIVELY);
  await runOutOfMemory('leafy-import');
}, 180_000);

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

const row = (name: string) => Page.css('container-row', { name });

async function measured(window: NaruWindow, name: string, readings: number): Promise<void> {
  await until(
    `${name} to be measured`,
    async () => {
      await window.browser.action('pointer').move({ x: 400, y: 90 }).move({ x: 420, y: 90 }).perform();
      const line = window.page.element('sparkline', {}, row(name));
      return (await line.isExisting()) && Number(await line.getAttribute('data-values')) >= readings;
    },
    60_000,
  );
}

stop('list: measured, chosen, and what is done to the chosen', async (window) => {
  const { page } = window;
  await page.container('leafy-worker', 'running');
  await page.container('leafy-import', 'exited');
  await measured(window, 'leafy-worker', 12);
  for (const name of ['leafy-worker', 'leafy-backend']) await page.click('choose', {}, row(name));
  await page.element('bulk-rm').moveTo();
  await page.says('strip-line', 'docker rm -f');
  await shoot(window, 'list-chosen', 'rests');
  await page.click('bulk-more');
  await page.shows('bulk-kill');
  await shoot(window, 'list-chosen-more');
  await page.press('Escape');
  await page.gone('bulk-kill');
  await page.click('bulk-rm');
  await page.shows('several-dialog');
  await shoot(window, 'list-remove');
  await page.click('several-cancel');
  await page.click('bulk-clear');
});

stop('list: what failed of several', async (window) => {
  const { page } = window;
  await docker('create', '--name', 'second-nginx', '--publish', '80:80', 'nginx');
  await page.container('second-nginx', 'created');
  for (const name of ['second-nginx', 'tencounter']) await page.click('choose', {}, row(name));
  await page.click('bulk-start');
  await page.shows('bulk-failure');
  await shoot(window, 'list-failed');
  await page.click('bulk-dismiss');
  await page.click('bulk-clear');
  await docker('rm', 'second-nginx');
});

stop('list: the page’s menu, cleaning up, removing all', async (window) => {
  const { page } = window;
  await page.click('list-menu');
  await page.element('list-prune').moveTo();
  await shoot(window, 'list-menu', 'rests');
  await page.click('list-prune');
  await page.shows('several-dialog');
  await shoot(window, 'list-prune');
  await page.click('several-cancel');
  await page.click('list-menu');
  await page.click('list-remove-all');
  await page.shows('several-dialog');
  await shoot(window, 'list-remove-all');
  await page.click('several-cancel');
});

stop('usage: waiting, moving, at rest', async (window) => {
  const { page } = window;
  await page.click('row-name', { name: 'leafy-worker' });
  await page.click('tab-usage');
  await page.shows('process');
  await until('some readings', async () => Number((await page.all('usage-page'))[0]?.data.points) >= 20, 60_000);
  await shoot(window, 'usage');
  const chart = page.element('usage-chart', { name: 'cpu' });
  await chart.$('svg').moveTo({ xOffset: 80 });
  await shoot(window, 'usage-pointed', 'rests');
  await page.click('back');
  await page.click('row-name', { name: 'hundredcounter' });
  await page.click('tab-usage');
  await page.shows('usage-page');
  await shoot(window, 'usage-paused');
  await page.click('back');
  await page.click('row-name', { name: 'leafy-import' });
  await page.click('tab-usage');
  await page.shows('usage-rests');
  await shoot(window, 'usage-rests');
  await page.click('back');
});
