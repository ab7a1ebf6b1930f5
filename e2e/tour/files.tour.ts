import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker } from '../harness/lab.ts';
import type { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { look, shoot } from './camera.ts';
import { fill } from './content.ts';

const here = mkdtempSync(path.join(tmpdir(), 'naru-tour-files-'));
const HTML = '/usr/share/nginx/html';

beforeAll(async () => {
  await fill();
  const script = `echo hello > ${HTML}/hello.html; mkdir ${HTML}/assets; echo a > ${HTML}/assets/app.js; echo x >> /etc/passwd; rm /etc/issue.net`;
  await docker('exec', 'hellonginx', 'sh', '-c', `${script} 2>/dev/null; true`);
  await docker('exec', 'hellonginx', 'sh', '-c', 'touch "/tmp/$(printf \'two\\nlines\')" "/tmp/<b>bold"');
}, 180_000);
afterAll(() => rmSync(here, { recursive: true, force: true }));

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

async function open(page: Page, name: string): Promise<void> {
  // A small window has a port's link in the middle of the row.
  await page.act(name, 'logs');
  await page.click('tab-files');
}

stop('files: what changed', async (window) => {
  const { page } = window;
  await open(page, 'hellonginx');
  await page.click('change-row', { path: `${HTML}/hello.html` });
  await page.shows('file-preview');
  await shoot(window, 'files-changed');
  await page.type('files-search', 'no such path');
  await page.shows('state-nomatch');
  await shoot(window, 'files-nomatch');
});

stop('files: nothing changed', async (window) => {
  await open(window.page, 'my-simple-web');
  await window.page.shows('state-empty');
  await shoot(window, 'files-unchanged');
});

stop('files: all of them', async (window) => {
  const { page } = window;
  await open(page, 'hellonginx');
  await page.click('files-all');
  await page.shows('files-read', { state: 'whole' });
  await shoot(window, 'files-root');
  await page.click('file-open', {}, '[data-testid="file-row"][data-name="etc"]');
  await page.click('file-open', {}, '[data-testid="file-row"][data-name="nginx"]');
  await page.click('file-row', { name: 'nginx.conf' });
  await page.shows('file-preview');
  await shoot(window, 'files-preview');
  await page.click('files-type');
  await page.type('files-path-input', '/no/such/folder');
  await page.press('Enter');
  await page.shows('problem');
  await shoot(window, 'files-problem');
});

stop('files: the dialogs', async (window) => {
  const { page } = window;
  await open(page, 'hellonginx');
  await page.click('change-row', { path: `${HTML}/hello.html` });
  await page.click('file-download');
  await page.type('download-to', here);
  await shoot(window, 'files-download');
  await page.click('download-accept');
  await page.shows('transfer', { state: 'done' });
  await shoot(window, 'files-transfer');
  await page.click('files-upload');
  await page.type('upload-path', path.join(here, 'hello.html'));
  await shoot(window, 'files-upload');
  await page.press('Escape');
  await page.click('files-export');
  await page.shows('export-dialog');
  await shoot(window, 'files-export');
  await page.press('Escape');
  await page.gone('export-dialog');
  await page.click('files-commit');
  await page.type('commit-image', 'yuseop/hellonginx:1');
  await page.type('commit-change-0', 'RUN nothing');
  await page.click('commit-message');
  await page.shows('field-error');
  await shoot(window, 'files-commit');
  await page.press('Escape');
});
