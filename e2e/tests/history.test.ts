import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Key } from 'webdriverio';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

const FILE = ['data', 'app.naru.desktop', 'history.jsonl'];

function kept(window: NaruWindow): string {
  return readFileSync(path.join(window.home.folder, ...FILE), 'utf8');
}

async function state(name: string): Promise<string> {
  return docker('inspect', '--format', '{{.State.Status}}', name);
}

scenario('what was done is in the history with its outcome, and is done again from there', async (window) => {
  const { page, browser } = window;
  await docker('create', '--name', 'worker', 'busybox', 'sleep', '1000');
  await page.container('worker', 'created');
  await page.act('worker', 'start');
  await page.container('worker', 'running');

  await browser.keys([Key.Ctrl, 'j']);
  await page.shows('history');
  await page.shows('history-row', { verb: 'start', end: 'done' });
  await page.says('history-line', 'docker start worker');

  await docker('stop', '--time', '0', 'worker');
  await page.container('worker', 'exited');
  await page.click('history-again');
  await until('the engine to start it again', async () => (await state('worker')) === 'running');
  await until('both to be listed', async () => (await page.all('history-row', { end: 'done' })).length === 2);

  await page.press('Escape');
  await page.gone('history');
});

scenario('doing a removal again says first what it takes away', async (window) => {
  const { page } = window;
  await docker('create', '--name', 'idle', 'busybox');
  await page.act('idle', 'remove');
  await page.click('confirm-accept');
  await page.gone('container-row', { name: 'idle' });
  await docker('create', '--name', 'idle', 'busybox');
  await page.container('idle', 'created');

  await page.click('strip-history');
  await page.click('history-again', {}, '[data-testid="history-row"][data-verb="rm"]');
  await page.says('again-dialog', 'idle');
  await page.click('again-cancel');
  await page.gone('again-dialog');
  expect(await docker('ps', '--all', '--format', '{{.Names}}'), 'declined, it stays').toContain('idle');

  await page.click('history-again', {}, '[data-testid="history-row"][data-verb="rm"]');
  await page.click('again-accept');
  await until('it to be gone', async () => !(await docker('ps', '--all', '--format', '{{.Names}}')).includes('idle'));
  await page.click('history-close');
  await page.gone('history');
});

scenario(
  'a restart keeps the history, and no value of it: doing it again asks for them',
  async (window) => {
    const home = mkdtempSync(path.join(tmpdir(), 'naru-history-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const folder = path.join(home, 'secretive');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'Dockerfile'), 'FROM busybox\nARG TOKEN\nLABEL token=$TOKEN\n');
    const { page } = window;
    await page.go('builds');
    await page.type('build-folder', folder);
    await page.type('build-tag', 'secretive:1');
    if ((await page.all('build-arg-0')).length === 0) await page.click('build-add-arg');
    await page.type('build-arg-0', 'TOKEN=hunter2');
    await page.click('build-submit');
    await page.shows('build-page', { status: 'done' }, 60_000);
    await until('the file to have it', () => /"verb":"build".*"kind":"done"/.test(kept(window)));
    expect(kept(window), 'the key is there').toContain('TOKEN');
    expect(kept(window), 'its value is not').not.toContain('hunter2');
    expect(statSync(path.join(window.home.folder, ...FILE)).mode & 0o777).toBe(0o600);

    await window.restart();
    const again = window.page;
    await again.engine('connected');
    await again.click('strip-history');
    await again.says('history-line', 'docker start worker');
    await docker('image', 'rm', 'secretive:1');
    await again.click('history-again', {}, '[data-testid="history-row"][data-verb="build"]');
    await again.shows('again-dialog');
    expect((await again.shows('again-accept')).disabled, 'not with the mask').toBe(true);
    await again.type('again-value-0', 'hunter3');
    await again.click('again-accept');
    const label = () =>
      docker('image', 'inspect', '--format', '{{.Config.Labels.token}}', 'secretive:1').catch(() => '');
    await until('the image with the new value', async () => (await label()) === 'hunter3', 60_000);
    await again.shows('build-page', { status: 'done' });

    await again.click('strip-history');
    await again.click('history-clear');
    await again.click('history-clear-accept');
    await again.shows('history-empty');
    await until('the file to be empty', () => kept(window) === '');
    await again.click('history-close');
  },
  120_000,
);
