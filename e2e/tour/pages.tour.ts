import { afterAll, beforeAll } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import { look, shoot } from './camera.ts';
import { fill, makeProject } from './content.ts';

const project = makeProject();
beforeAll(fill, 180_000);
afterAll(() => project.remove());

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

stop('containers: full, a row hovered', async (window) => {
  const { page, browser } = window;
  await page.container('hellonginx', 'running');
  await page.container('leafy-api', 'running');
  await browser.$(Page.css('container-row', { name: 'hellonginx' })).moveTo();
  await shoot(window, 'containers-full', 'rests');
});

stop('containers: nothing matches', async (window) => {
  await window.page.type('search', 'postgres');
  await window.page.shows('state-nomatch');
  await shoot(window, 'containers-nomatch');
  await window.page.type('search', '');
});

stop('containers: the run form, filled, and with mistakes', async (window) => {
  const { page } = window;
  await page.click('open-run');
  await page.type('run-image', 'nginx');
  await page.type('run-name', 'hellonginx2');
  await page.type('run-port-0', '8081:80');
  await shoot(window, 'containers-run');
  await page.type('run-name', 'hellonginx');
  await page.click('run-accept');
  await until(
    'a mistake to be said',
    async () => (await page.all('field-error')).length + (await page.all('problem')).length > 0,
  );
  await shoot(window, 'containers-run-problem');
  await page.press('Escape');
  await page.gone('run-form');
});

stop('containers: the question before removing', async (window) => {
  await window.page.act('hellonginx', 'remove');
  await window.page.shows('confirm-dialog');
  await shoot(window, 'containers-remove');
  await window.page.click('confirm-cancel');
  await window.page.gone('confirm-dialog');
});

stop('container: its log', async (window) => {
  await window.page.act('tencounter', 'logs');
  await window.page.says('log-line', '10');
  await shoot(window, 'container-logs');
  await window.page.click('back');
});

stop('images: full, and nothing matches', async (window) => {
  const { page } = window;
  await page.go('images');
  await page.shows('image-row', { name: 'nginx:latest' });
  await shoot(window, 'images-full');
  await page.type('search', 'nginx');
  await until('fewer rows', async () => (await page.all('image-row')).every((row) => row.data.name?.includes('nginx')));
  await shoot(window, 'images-search');
  await page.type('search', 'mysql');
  await page.shows('state-nomatch');
  await shoot(window, 'images-nomatch');
  await page.type('search', '');
});

stop('image: overview, layers, inspect', async (window) => {
  const { page } = window;
  await page.go('images');
  await page.click('image-row', { name: 'nginx:latest' });
  await page.click('tab-overview');
  await shoot(window, 'image-overview');
  await page.click('tab-layers');
  await page.shows('layer-row');
  await shoot(window, 'image-layers');
  await page.click('tab-inspect');
  await page.shows('raw-json');
  await shoot(window, 'image-inspect');
});

stop('builds: none yet, the form, running, failed, done', async (window) => {
  const { page } = window;
  await docker('builder', 'prune', '--all', '--force');
  await page.go('builds');
  await shoot(window, 'builds-empty');
  await page.type('build-folder', project.folder);
  await page.type('build-tag', 'yuseop/my-simple-web:0.2');
  await shoot(window, 'builds-form');
  await page.click('build-submit');
  await page.says('build-log-line', 'rendering');
  await shoot(window, 'build-running');
  await page.shows('build-page', { status: 'done' }, 60_000);
  await shoot(window, 'build-done');

  await page.go('builds');
  await page.type('build-folder', project.folder);
  await page.type('build-tag', 'yuseop/my-simple-web:0.3');
  if ((await page.all('build-arg-0')).length === 0) await page.click('build-add-arg');
  await page.type('build-arg-0', 'FAIL=yes');
  await page.click('build-submit');
  await page.shows('build-page', { status: 'failed' }, 60_000);
  await page.shows('build-failure');
  await shoot(window, 'build-failed');
  await page.go('builds');
  await shoot(window, 'builds-list');
});

stop('history: over the containers, one opened, a question, nothing matches', async (window) => {
  const { page } = window;
  await page.act('tencounter', 'start');
  await page.act('hellonginx', 'restart');
  await page.click('strip-history');
  await page.shows('history-row', { verb: 'restart', end: 'done' });
  await page.shows('history-row', { verb: 'start', end: 'done' });
  await shoot(window, 'history');
  await page.click('history-line');
  await page.shows('history-whole');
  await shoot(window, 'history-opened');
  await page.type('history-search', 'postgres');
  await page.shows('history-nomatch');
  await shoot(window, 'history-nomatch');
  await page.type('history-search', '');
  await page.click('history-clear');
  await page.shows('history-clear-dialog');
  await shoot(window, 'history-clear');
  await page.press('Escape');
  await page.gone('history-clear-dialog');
  await page.click('history-close');
});

stop('settings', async (window) => {
  await window.page.go('settings');
  await shoot(window, 'settings');
});
