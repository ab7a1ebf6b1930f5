import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, test } from 'vitest';
import { environment } from '../harness/environment.ts';
import { Gate } from '../harness/gate.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { NaruWindow } from '../harness/window.ts';
import { look, shoot } from './camera.ts';
import { fill } from './content.ts';

async function windowOn(dockerHost: string): Promise<NaruWindow> {
  const window = await NaruWindow.open({ ...look, dockerHost });
  onTestFinished(() => window.close());
  return window;
}

test('an engine that is lost', async () => {
  await fill();
  const folder = mkdtempSync(path.join(tmpdir(), 'naru-gate-'));
  const gate = new Gate(path.join(folder, 'docker.sock'), environment.lab.dockerHost().replace('unix://', ''));
  onTestFinished(async () => {
    await gate.shut();
    rmSync(folder, { recursive: true, force: true });
  });
  await gate.open();
  const window = await windowOn(`unix://${gate.path}`);
  await window.page.container('hellonginx', 'running');
  await gate.shut();
  await window.page.shows('state-lost');
  await shoot(window, 'engine-lost');
});

test('an engine with nothing on it', async () => {
  await noContainers();
  const images = (await docker('image', 'ls', '--quiet', '--no-trunc')).split('\n').filter(Boolean);
  if (images.length > 0) await docker('image', 'rm', '--force', ...new Set(images));
  const window = await windowOn(environment.lab.dockerHost());
  await window.page.shows('state-empty');
  await shoot(window, 'containers-empty');
  await window.page.go('images');
  await window.page.shows('state-empty');
  await shoot(window, 'images-empty');
});

test('no engine', async () => {
  const window = await windowOn('unix:///run/no-docker-here.sock');
  await window.page.shows('state-absent');
  await shoot(window, 'engine-absent');
  await window.page.go('images');
  await shoot(window, 'engine-absent-images');
});
