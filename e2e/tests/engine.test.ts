import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFailed, onTestFinished, test } from 'vitest';
import { environment } from '../harness/environment.ts';
import { Gate } from '../harness/gate.ts';
import { docker, killEngine, noContainers, startEngine } from '../harness/lab.ts';
import type { Page } from '../harness/page.ts';
import { Refusing } from '../harness/refusing.ts';
import { until } from '../harness/until.ts';
import { NaruWindow, type WindowOptions } from '../harness/window.ts';

/** A window for one test. */
async function open(name: string, options: WindowOptions): Promise<NaruWindow> {
  const window = await NaruWindow.open(options);
  onTestFailed(async () => {
    console.error(`picture: ${await window.keepEvidence(name)}`);
  });
  onTestFinished(() => window.close());
  return window;
}

/** A socket of its own before the engine's, for one test. */
function before<T extends { shut: () => Promise<void> }>(Kind: new (path: string, target: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'naru-gate-'));
  const one = new Kind(path.join(folder, 'docker.sock'), environment.lab.dockerHost().replace('unix://', ''));
  onTestFinished(async () => {
    await one.shut();
    rmSync(folder, { recursive: true, force: true });
  });
  return one;
}
const gate = () => before(Gate);

test('with no engine the window says what it looked for, and connects within 2 s when one appears', async () => {
  await noContainers();
  await docker('create', '--name', 'waiting', 'busybox');
  const door = gate();
  const { page } = await open('no engine', { dockerHost: `unix://${door.path}` });
  await page.says('state-absent', door.path);
  await page.says('state-absent', 'DOCKER_HOST');
  await page.engine('absent');

  await door.open();
  const opened = performance.now();
  await page.engine('connected', 2_000);
  expect(performance.now() - opened, 'milliseconds from the socket’s first breath').toBeLessThan(2_000);
  await page.container('waiting', 'created');
});

test('a DOCKER_HOST that cannot be understood is named', async () => {
  const { page } = await open('wrong DOCKER_HOST', { dockerHost: 'carrier-pigeon://roof' });
  await page.says('state-absent', 'carrier-pigeon://roof');
  const problem = await page.shows('problem');
  expect(problem.data.code).toBe('endpointInvalid');
});

test('a DOCKER_HOST where nothing answers is named', async () => {
  const { page } = await open('unreachable DOCKER_HOST', { dockerHost: 'tcp://127.0.0.1:9' });
  await page.says('state-absent', '127.0.0.1:9');
});

test('a connection that breaks is said at once, the last state stays, and everything is right again after', async () => {
  await noContainers();
  await docker('create', '--name', 'before', 'busybox');
  const door = gate();
  await door.open();
  const { page } = await open('broken connection', { dockerHost: `unix://${door.path}` });
  await page.container('before', 'created');

  await door.shut();
  await page.shows('state-lost', {}, 2_000);
  await page.engine('lost', 2_000);
  await page.container('before', 'created');
  await docker('rm', 'before');
  await docker('create', '--name', 'meanwhile', 'busybox');

  await door.open();
  await page.engine('connected', 2_000);
  await page.gone('state-lost');
  await page.container('meanwhile', 'created');
  await page.gone('container-row', { name: 'before' });
});

test('an engine that is killed and started again under the open window', async () => {
  await noContainers();
  onTestFinished(startEngine);
  await docker('run', '--detach', '--name', 'runs', 'busybox', 'sleep', '1000');
  await docker('create', '--name', 'stays', 'busybox');
  const { page } = await open('killed engine', { dockerHost: environment.lab.dockerHost() });
  await page.container('runs', 'running');
  await page.container('stays', 'created');

  await killEngine();
  await page.shows('state-lost', {}, 2_000);
  await page.container('stays', 'created');

  await startEngine();
  await page.engine('connected', 5_000);
  await page.gone('state-lost');
  await equalsFreshList(page);
  await docker('run', '--detach', '--name', 'afterwards', 'busybox', 'sleep', '1000');
  await page.container('afterwards', 'running', 5_000);
  await noContainers();
});

test('an engine that refuses to list its images keeps its containers, and says why there are no images', async () => {
  await noContainers();
  await docker('create', '--name', 'before', 'busybox');
  const engine = before(Refusing);
  engine.refused = /^\/images\/json/;
  await engine.open();
  const { page } = await open('refused images', { dockerHost: `unix://${engine.path}` });
  await page.container('before', 'created');
  await page.click('nav-images');
  await page.shows('problem', { code: 'engineRefused' });
  await page.says('problem', 'the store is broken');
  await page.engine('connected');

  // What is created is seen all the same, and the images are there as soon as they can be.
  await docker('create', '--name', 'meanwhile', 'busybox');
  await page.click('nav-containers');
  await page.container('meanwhile', 'created');
  engine.refused = null;
  await page.click('nav-images');
  await page.shows('image-row', { name: 'busybox:latest' });
  await page.gone('problem');

  // What was listed stays while it is refused again.
  engine.refused = /^\/images\/json/;
  onTestFinished(async () => void (await docker('rmi', 'box')));
  await docker('tag', 'busybox', 'box');
  await page.shows('problem', { code: 'engineRefused' });
  await page.shows('image-row', { name: 'busybox:latest' });
});

async function equalsFreshList(page: Page): Promise<void> {
  const fresh = (await docker('ps', '--all', '--format', '{{.Names}} {{.State}}')).split('\n').filter(Boolean).sort();
  let shown: string[] = [];
  await until('the list to be the engine’s', async () => {
    shown = (await page.all('container-row')).map((row) => `${row.data.name} ${row.data.state}`).sort();
    return shown.join('\n') === fresh.join('\n');
  }).catch(() => expect(shown).toEqual(fresh));
}
