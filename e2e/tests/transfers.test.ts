/** What becomes of files on their way when something is wrong with them, with the container or with the engine. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { Archives } from '../harness/archives.ts';
import { environment } from '../harness/environment.ts';
import { docker, killEngine, noContainers, startEngine } from '../harness/lab.ts';
import type { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { type Entry, tar } from '../harness/tar.ts';

const here = mkdtempSync(path.join(tmpdir(), 'naru-transfers-'));
const archives = new Archives(path.join(here, 'docker.sock'), environment.lab.dockerHost().replace('unix://', ''));
const MB = 1024 * 1024;

beforeAll(async () => {
  await noContainers();
  await archives.open();
});
afterAll(async () => {
  await archives.shut();
  await noContainers();
  rmSync(here, { recursive: true, force: true });
});

const scenario = scenarios(() => ({ dockerHost: `unix://${archives.path}` }));

/** A container that runs, with files made by a script, and its files in front. */
async function filesOf(page: Page, name: string, script: string): Promise<void> {
  await docker('run', '--detach', '--name', name, 'busybox', 'sleep', '100000');
  onTestFinished(async () => {
    await docker('rm', '--force', name);
  });
  await docker('exec', name, 'sh', '-c', script);
  await page.container(name, 'running');
  await page.click('row-name', { name });
  await page.click('tab-files');
}

/** A folder to copy into, in one that has nothing else in it. */
function target(name: string): { into: string; around: string } {
  const around = path.join(here, name);
  const into = path.join(around, 'into');
  mkdirSync(into, { recursive: true });
  return { into, around };
}

/** Downloads a path that is in the tree of changes. */
async function download(page: Page, from: string, into: string): Promise<void> {
  await page.click('change-row', { path: from });
  await page.click('file-download');
  await page.type('download-to', into);
  await page.click('download-accept');
}

scenario('links that lead out are kept as links, said, and not followed', async ({ page }) => {
  const { into, around } = target('links');
  const links = 'ln -s file in; ln -s /etc/passwd absolute; ln -s ../../secret up';
  await filesOf(page, 'linked', `mkdir /linked; cd /linked; echo here > file; ${links}`);
  writeFileSync(path.join(around, 'secret'), 'outside');
  await download(page, '/linked', into);
  await page.shows('transfer', { kind: 'download', state: 'done' });
  await page.says('transfer-links', '2 links');
  const got = path.join(into, 'linked');
  expect(readdirSync(got).sort()).toEqual(['absolute', 'file', 'in', 'up']);
  expect(['absolute', 'in', 'up'].map((name) => readlinkSync(path.join(got, name)))).toEqual([
    '/etc/passwd',
    'file',
    '../../secret',
  ]);
  expect(readFileSync(path.join(got, 'in'), 'utf8')).toBe('here\n');
  expect(readdirSync(around).sort()).toEqual(['into', 'secret']);
  expect(readFileSync(path.join(around, 'secret'), 'utf8')).toBe('outside');
  await page.click('transfer-dismiss');

  // Where one of them is in the way, nothing is written through it.
  const { into: again, around: aroundAgain } = target('led');
  mkdirSync(path.join(aroundAgain, 'elsewhere'));
  symlinkSync('../elsewhere', path.join(again, 'linked'));
  await page.click('file-download');
  await page.type('download-to', again);
  await page.click('download-accept');
  await page.shows('transfer', { kind: 'download', state: 'failed' });
  await page.shows('problem', { code: 'conflict' });
  expect(readdirSync(path.join(aroundAgain, 'elsewhere'))).toEqual([]);
});

scenario('a tar with names that lead out is refused and said, and nothing is written outside', async ({ page }) => {
  await filesOf(page, 'hostile', 'mkdir /hostile; echo x > /hostile/file');
  const hostile: Record<string, Entry[]> = {
    up: [{ name: '../out', kind: 'file', more: 'x' }],
    'up from within': [{ name: 'hostile/../../out', kind: 'file', more: 'x' }],
    absolute: [{ name: `${here}/out`, kind: 'file', more: 'x' }],
    'through a link': [
      { name: 'hostile', kind: 'link', more: '..' },
      { name: 'hostile/out', kind: 'file', more: 'x' },
    ],
    'a link to a file outside': [{ name: 'hostile', kind: 'hardlink', more: '../secret' }],
  };
  for (const [name, entries] of Object.entries(hostile)) {
    const { into, around } = target(name);
    writeFileSync(path.join(around, 'secret'), 'outside');
    archives.forge('/hostile', tar(entries));
    await download(page, '/hostile', into);
    await page.shows('transfer', { kind: 'download', state: 'failed' });
    await page.shows('problem', { code: 'pathLeavesFolder' });
    expect(readdirSync(around).sort(), name).toEqual(['into', 'secret']);
    expect(readdirSync(here), name).not.toContain('out');
    expect(readdirSync(into).map((one) => lstatSync(path.join(into, one)).isFile(), name)).not.toContain(true);
    expect(statSync(path.join(around, 'secret')).nlink, name).toBe(1);
    await page.click('transfer-dismiss');
    await page.gone('transfer');
  }
});

/** 4 MB, no two of which are alike. */
const BIG = 'mkdir /big; head -c 4194304 /dev/urandom > /big/file';

async function sumInside(name: string): Promise<string> {
  return (await docker('exec', name, 'sha256sum', '/big/file')).split(' ')[0] ?? '';
}

function sumHere(folder: string): string {
  return createHash('sha256')
    .update(readFileSync(path.join(folder, 'big/file')))
    .digest('hex');
}

scenario('a container that is removed while a file comes out of it: the file comes whole', async ({ page }) => {
  const { into } = target('removed');
  await filesOf(page, 'leaves', BIG);
  const sum = await sumInside('leaves');
  const { there, release } = archives.hold('/big', MB);
  await download(page, '/big', into);
  await there;
  await page.shows('transfer', { kind: 'download', state: 'running' });
  const removed = docker('rm', '--force', 'leaves');
  // The removal was asked for before this was, and waits: an engine lets one at a time at a container's files.
  await docker('ps');
  release();
  await removed;
  await page.shows('state-gone');
  await page.shows('transfer', { kind: 'download', state: 'done' });
  expect(sumHere(into)).toBe(sum);
});

scenario(
  'an engine that is killed while a file comes out: it is said, and the file comes whole when it is asked for again',
  async ({ page }) => {
    const { into } = target('killed');
    await filesOf(page, 'cut', BIG);
    const sum = await sumInside('cut');
    const { there, release } = archives.hold('/big', MB);
    await download(page, '/big', into);
    await there;
    await page.shows('transfer', { kind: 'download', state: 'running' });
    await killEngine();
    try {
      await page.shows('transfer', { kind: 'download', state: 'failed' });
      await page.shows('problem', { code: 'engineUnreachable' });
      await page.engine('lost');
    } finally {
      await startEngine();
    }
    await page.engine('connected', 30_000);
    const left = readdirSync(into, { recursive: true, encoding: 'utf8' });
    expect(
      left.filter((one) => lstatSync(path.join(into, one)).isFile()),
      'half a file',
    ).toEqual([]);
    release();
    await page.click('transfer-dismiss');
    await page.gone('transfer');
    await download(page, '/big', into);
    await page.shows('transfer', { kind: 'download', state: 'done' });
    expect(sumHere(into)).toBe(sum);
  },
);

scenario('a folder is uploaded with all that is in it, as `docker cp` does it', async ({ page }) => {
  const source = path.join(here, 'site');
  mkdirSync(path.join(source, 'deep/er'), { recursive: true });
  mkdirSync(path.join(source, 'empty'));
  writeFileSync(path.join(source, 'index.html'), '<h1>나루</h1>\n');
  writeFileSync(path.join(source, 'deep/er/run.sh'), '#!/bin/sh\n');
  chmodSync(path.join(source, 'deep/er/run.sh'), 0o755);
  symlinkSync('../index.html', path.join(source, 'deep/link'));
  await filesOf(page, 'takes', 'mkdir /ours /theirs');
  await page.click('files-all');
  await page.click('file-open', {}, '[data-testid="file-row"][data-name="ours"]');
  await page.shows('files-path', { path: '/ours' });
  await page.click('files-upload');
  await page.type('upload-path', source);
  await page.click('upload-accept');
  await page.shows('transfer', { kind: 'upload', state: 'done' });
  await page.says('strip-line', `docker cp ${source} takes:/ours`);
  await page.shows('file-row', { name: 'site', kind: 'folder' });
  await docker('cp', source, 'takes:/theirs');
  const tree = (folder: string) =>
    docker('exec', '--workdir', folder, 'takes', 'sh', '-c', 'find site | sort | xargs ls -ld; cat site/index.html');
  expect(await tree('/ours')).toBe(await tree('/theirs'));
  expect(await tree('/ours')).toContain('나루');
});
