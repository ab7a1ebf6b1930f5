import { afterAll, beforeAll } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import type { NaruWindow } from '../harness/window.ts';
import { look, shoot } from './camera.ts';
import { fill } from './content.ts';

beforeAll(async () => {
  await fill();
  await docker('volume', 'create', 'leafy-data');
  await docker('network', 'create', 'leafy-network');
}, 180_000);
afterAll(async () => {
  await docker('network', 'rm', 'leafy-network');
  await docker('volume', 'rm', 'leafy-data');
});

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

async function scrolled(window: NaruWindow, id: string): Promise<void> {
  await window.browser.$(Page.css(id)).scrollIntoView({ block: 'center' });
}

stop('run form: empty, and a first image', async (window) => {
  const { page } = window;
  await page.click('open-run');
  await page.shows('run-form');
  await shoot(window, 'run-empty');
  await page.type('run-image', 'ngi');
  await page.shows('run-image-option');
  await shoot(window, 'run-suggest');
  await page.type('run-image', 'nginx');
  await page.shows('run-image-here', { here: 'true' });
  await page.shows('run-expose');
  await shoot(window, 'run-nginx');
  await page.type('run-image', 'ghcr.io/acme/platform/team/service-with-a-long-name:2026.11.23-build.4711');
  await page.shows('run-image-here', { here: 'false' });
  await shoot(window, 'run-long');
  await page.press('Escape');
  await page.gone('run-form');
});

stop('run form: taken name, busy port', async (window) => {
  const { page } = window;
  await page.click('open-run');
  await page.type('run-image', 'nginx');
  await page.type('run-name', 'hellonginx');
  await page.type('run-port-0', '80:80');
  await page.says('field-error', 'hellonginx', { field: 'ports' });
  await shoot(window, 'run-taken');
  await page.press('Escape');
  await page.gone('run-form');
});

stop('run form: everything open', async (window) => {
  const { page, browser } = window;
  await page.click('open-run');
  await page.type('run-image', 'nginx');
  await page.type('run-name', 'web');
  for (const section of ['env', 'volumes']) await page.click(`run-section-${section}-summary`);
  await page.type('run-env-key-0', 'GREETING');
  await page.type('run-env-value-0', '안녕하세요');
  await page.type('run-volume-source-0', 'leafy-data');
  await page.type('run-volume-target-0', 'data');
  await page.click('run-add-volume');
  await scrolled(window, 'run-section-env-summary');
  await shoot(window, 'run-env');
  await scrolled(window, 'run-section-volumes');
  await shoot(window, 'run-volumes');
  for (const section of ['volumes', 'env']) {
    await scrolled(window, `run-section-${section}-summary`);
    await page.click(`run-section-${section}-summary`);
  }
  for (const section of ['network', 'command', 'limits', 'several']) await page.click(`run-section-${section}-summary`);
  await page.type('run-command', 'echo $HOME');
  await page.click('run-rm');
  await browser.$(Page.css('run-restart')).selectByAttribute('value', 'on-failure');
  await page.type('run-count', '3');
  await scrolled(window, 'run-section-command');
  await shoot(window, 'run-command');
  await scrolled(window, 'run-count');
  await shoot(window, 'run-several');
  await page.press('Escape');
  await page.gone('run-form');
});

stop('run form: several, one of them failed', async (window) => {
  const { page } = window;
  await docker('create', '--name', 'counter-2', 'busybox');
  await page.container('counter-2');
  await page.click('open-run');
  await page.type('run-image', 'devwikirepo/tencounter');
  await page.type('run-name', 'counter-{n}');
  await page.click('run-section-several-summary');
  await page.type('run-count', '3');
  await page.click('run-create');
  await page.shows('run-item', { state: 'failed' }, 60_000);
  await page.shows('run-item', { name: 'counter-3', state: 'done' });
  await shoot(window, 'run-items');
  await page.press('Escape');
  await page.gone('run-form');
  await docker('rm', 'counter-1', 'counter-2', 'counter-3');
});

stop('a port that nothing answers on', async (window) => {
  const { page } = window;
  const words = ['httpd', '-f', '-p', '127.0.0.1:80'];
  await docker('run', '--detach', '--name', 'inside', '--publish', '8111:80', 'busybox', ...words);
  await page.container('inside', 'running');
  await page.click('port-link', {}, '[data-testid="container-row"][data-name="inside"]');
  await page.shows('port-note');
  await shoot(window, 'containers-port-note');
  await page.click('row-name', { name: 'inside' });
  await page.shows('port-note');
  await shoot(window, 'container-port-note');
  await page.click('back');
  await docker('rm', '--force', 'inside');
});
