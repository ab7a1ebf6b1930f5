import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import type { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const here = mkdtempSync(path.join(tmpdir(), 'naru-files-'));
const WRITES =
  'echo "<h1>hello</h1>" > /srv/hello.html; echo x >> /etc/passwd; rm /etc/group; printf "a\\nb" > "/srv/$(printf \'two\\nlines\')"';

beforeAll(async () => {
  await noContainers();
  await docker('run', '--detach', '--name', 'writer', '--volume', 'naru-e2e:/data', 'busybox', 'sleep', '600');
  await docker('exec', 'writer', 'sh', '-c', `mkdir -p /srv/deep/er; echo deep > /srv/deep/er/file; ${WRITES}`);
  await docker('create', '--name', 'idle', 'busybox');
});
afterAll(async () => {
  await noContainers();
  await docker('volume', 'rm', '--force', 'naru-e2e');
  rmSync(here, { recursive: true, force: true });
});

const scenario = scenarios(() => ({ dockerHost: environment.lab.dockerHost() }));

async function openFiles(page: Page, name: string): Promise<void> {
  await page.click('row-name', { name });
  await page.click('tab-files');
}

async function folder(page: Page, at: string): Promise<void> {
  await page.click('files-type');
  await page.type('files-path-input', at);
  await page.press('Enter');
  await page.shows('files-path', { path: at });
  await page.shows('files-read', { state: 'whole' });
}

const inside = (script: string) => docker('exec', 'writer', 'sh', '-c', script);

scenario('what a container changed is a tree with the same changes as `docker diff`', async ({ page }) => {
  await page.engine('connected');
  await openFiles(page, 'writer');
  await page.says('strip-line', 'docker diff writer');
  await page.shows('change-row', { path: '/srv/hello.html', kind: 'added' });
  await page.shows('change-row', { path: '/etc/passwd', kind: 'changed' });
  await page.shows('change-row', { path: '/etc/group', kind: 'deleted' });
  const diff = (await docker('diff', 'writer')).split('\n');
  const shown = (await page.all('files-count')).map((pill) => [pill.data.kind, Number(pill.data.count)]);
  const lines = (letter: string) => diff.filter((line) => line.startsWith(`${letter} `)).map((line) => line.slice(2));
  const leaves = lines('C').filter((at) => !diff.some((line) => line.slice(2).startsWith(`${at}/`)));
  expect(Object.fromEntries(shown)).toMatchObject({ deleted: lines('D').length, changed: leaves.length });
  const bytes = await docker('inspect', '--size', '--format', '{{.SizeRw}}', 'writer');
  expect((await page.shows('files-writable')).data.bytes).toBe(bytes);
  await page.type('files-search', 'hello');
  await until('only what was searched for', async () => (await page.all('change-row')).length === 2);
  await page.click('change-row', { path: '/srv/hello.html' });
  await page.says('file-preview', '<h1>hello</h1>');
});

scenario('every folder is listed as the container has it, and links are followed', async ({ page }) => {
  await openFiles(page, 'writer');
  await page.click('files-all');
  await page.shows('files-read', { state: 'whole' });
  const names = async () => (await page.all('file-row')).map((row) => row.data.name).sort();
  expect(await names()).toEqual((await inside('ls -A /')).split('\n').sort());
  await page.click('file-open', {}, '[data-testid="file-row"][data-name="srv"]');
  await page.shows('files-path', { path: '/srv' });
  await until('the folder', async () => (await names()).join() === ['deep', 'hello.html', 'two\nlines'].join());
  await page.click('file-open', {}, '[data-testid="file-row"][data-name="deep"]');
  await page.shows('files-path', { path: '/srv/deep' });
  await page.click('files-crumb', { path: '/srv' });
  await page.shows('files-path', { path: '/srv' });
  await inside('ln -s /srv/deep/er /tmp/to-deep; echo in > /data/volume');
  await page.click('files-type');
  await page.type('files-path-input', '/tmp/to-deep');
  await page.press('Enter');
  await page.shows('files-path', { path: '/srv/deep/er' });
  await page.click('file-row', { name: 'file' });
  await page.says('file-preview', 'deep');
  await folder(page, '/data');
  expect(await names()).toEqual(['volume']);
  await page.click('files-type');
  await page.type('files-path-input', '/no/such');
  await page.press('Enter');
  await page.shows('problem', { code: 'fileNotFound' });
});

scenario('a container that was never started has files too', async ({ page }) => {
  await openFiles(page, 'idle');
  await page.shows('state-empty');
  await page.click('files-all');
  await page.shows('file-row', { name: 'bin', kind: 'folder' });
});

scenario('what is downloaded is what `docker cp` copies', async ({ page }) => {
  const [ours, theirs] = ['ours', 'theirs'].map((name) => path.join(here, name)) as [string, string];
  for (const made of [ours, theirs]) mkdirSync(made);
  await openFiles(page, 'writer');
  await page.click('files-all');
  await folder(page, '/srv');
  await page.click('file-row', { name: 'hello.html' });
  await page.click('file-download');
  await page.type('download-to', ours);
  await page.click('download-accept');
  await page.shows('transfer', { kind: 'download', state: 'done' });
  await page.says('strip-line', `docker cp writer:/srv/hello.html ${ours}`);
  await page.says('transfer', ours);
  await docker('cp', 'writer:/srv/hello.html', theirs);
  expect(readFileSync(path.join(ours, 'hello.html'))).toEqual(readFileSync(path.join(theirs, 'hello.html')));

  await page.click('file-row', { name: 'two\nlines' });
  await page.click('file-download');
  await page.type('download-to', ours);
  await page.click('download-accept');
  await until('the odd name', async () => readdirSync(ours).includes('two\nlines'));
  expect(readFileSync(path.join(ours, 'two\nlines'), 'utf8')).toBe('a\nb');

  await page.click('file-row', { name: 'hello.html' });
  await page.click('file-download');
  await page.type('download-to', ours);
  await page.shows('download-replaces');
  await page.type('download-to', path.join(here, 'nowhere'));
  await page.click('download-accept');
  await page.shows('field-error', { field: 'to' });
});

scenario('what is uploaded is in the container, and shows', async ({ page }) => {
  const file = path.join(here, 'up.txt');
  writeFileSync(file, '올린 파일\n');
  await openFiles(page, 'writer');
  await page.click('files-all');
  await folder(page, '/srv');
  await page.click('files-upload');
  await page.type('upload-path', file);
  await page.click('upload-accept');
  await page.shows('transfer', { kind: 'upload', state: 'done' });
  await page.says('strip-line', `docker cp ${file} writer:/srv`);
  expect(await inside('cat /srv/up.txt')).toBe('올린 파일');
  await page.click('file-row', { name: 'up.txt' });
  await page.says('file-preview', '올린 파일');
  await page.click('files-upload');
  await page.type('upload-path', file);
  await page.says('upload-replaces', 'up.txt');
  await page.press('Escape');
  await page.gone('upload-dialog');
});

scenario('a commit is an image with one more layer, and its page opens', async ({ page }) => {
  await openFiles(page, 'writer');
  await page.click('files-commit');
  await page.type('commit-image', 'e2e/Writer');
  await page.click('commit-accept');
  await page.shows('field-error', { field: 'image' });
  await page.type('commit-image', 'e2e/writer:1');
  await page.says('commit-parts', 'docker.io');
  await page.type('commit-message', 'a file more');
  await page.type('commit-change-0', 'CMD ["cat", "/srv/hello.html"]');
  await page.click('commit-accept');
  await page.shows('layer-row');
  await page.says('page-title', 'e2e/writer:1');
  const layers = await page.all('layer-row');
  const before = (await docker('history', '--quiet', '--no-trunc', 'busybox')).split('\n').length;
  expect(layers.length, 'one more than the image it came from').toBe(before + 1);
  expect(await docker('run', '--rm', 'e2e/writer:1')).toBe('<h1>hello</h1>');
  expect(await docker('inspect', '--format', '{{.Comment}}', 'e2e/writer:1')).toBe('a file more');
  await docker('image', 'rm', '--force', 'e2e/writer:1');
});

scenario('a commit says who made it, and leaves the container running when it is asked to', async ({ page }) => {
  onTestFinished(async () => {
    await docker('image', 'rm', '--force', 'e2e/written', 'e2e/paused');
  });
  /** What the engine tells of the container between a commit and its image. */
  const told = async (since: string) => {
    const until = await docker('info', '--format', '{{.SystemTime}}');
    const only = ['--filter', 'container=writer', '--format', '{{.Action}}'];
    return (await docker('events', '--since', since, '--until', until, ...only)).split('\n');
  };
  for (const [image, pauses] of [
    ['e2e/written', false],
    ['e2e/paused', true],
  ] as const) {
    await openFiles(page, 'writer');
    const since = await docker('info', '--format', '{{.SystemTime}}');
    await page.click('files-commit');
    await page.type('commit-image', image);
    await page.type('commit-author', 'Yuseop Kim <yuseop@example.com>');
    if (!pauses) await page.click('commit-pause');
    await page.click('commit-accept');
    await page.says('page-title', image);
    expect(await docker('inspect', '--format', '{{.Author}}', image)).toBe('Yuseop Kim <yuseop@example.com>');
    const actions = await told(since);
    expect(actions).toContain('commit');
    expect(actions.includes('pause'), `${image}: ${actions.join()}`).toBe(pauses);
    await page.home();
  }
});

scenario('an export is the tar that `docker export` writes, or nothing when it is cancelled', async ({ page }) => {
  const [ours, theirs] = ['ours.tar', 'theirs.tar'].map((name) => path.join(here, name)) as [string, string];
  await openFiles(page, 'idle');
  await page.click('files-export');
  await page.type('export-to', ours);
  await page.click('export-accept');
  await page.shows('transfer', { kind: 'export', state: 'done' });
  await docker('export', '--output', theirs, 'idle');
  expect(readFileSync(ours).equals(readFileSync(theirs)), 'the same bytes').toBe(true);

  await inside('dd if=/dev/zero of=/srv/big bs=1 count=1 seek=16000M 2>/dev/null');
  await page.click('back');
  await openFiles(page, 'writer');
  await page.click('files-export');
  await page.type('export-to', path.join(here, 'big.tar'));
  await page.click('export-accept');
  await page.click('transfer-cancel');
  await page.shows('transfer', { kind: 'export', state: 'cancelled' });
  expect(readdirSync(here).filter((name) => name.includes('big.tar'))).toEqual([]);
  await inside('rm /srv/big');
});
