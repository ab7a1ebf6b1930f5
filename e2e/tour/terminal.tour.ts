import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { Key } from 'webdriverio';
import { environment } from '../harness/environment.ts';
import { docker } from '../harness/lab.ts';
import { scenarios } from '../harness/scenario.ts';
import { openShell, openTerminals, pasteText, shows, typeLine } from '../harness/terminal.ts';
import { look, shoot } from './camera.ts';

const NAMES = ['term-web', 'term-idle', 'term-bare', 'term-lines'];

async function clear(): Promise<void> {
  await docker('rm', '--force', ...NAMES).catch(() => undefined);
}

beforeAll(async () => {
  await clear();
  await docker('run', '--detach', '--name', 'term-web', 'nginx');
  await docker('create', '--name', 'term-idle', 'devwikirepo/tencounter');
  const script = 'echo ready; echo "warning: no config" >&2; while read line; do echo "got: $line"; done';
  await docker('create', '--interactive', '--name', 'term-lines', 'busybox', 'sh', '-c', script);
  const folder = mkdtempSync(path.join(tmpdir(), 'naru-bare-'));
  await docker('cp', 'term-lines:/bin/busybox', path.join(folder, 'busybox'));
  const file = 'FROM scratch\nCOPY busybox /only/busybox\nENTRYPOINT ["/only/busybox", "sleep", "100000"]\n';
  writeFileSync(path.join(folder, 'Dockerfile'), file);
  await docker('build', '--quiet', '--tag', 'bare', folder);
  rmSync(folder, { recursive: true, force: true });
  await docker('run', '--detach', '--name', 'term-bare', 'bare');
}, 180_000);
afterAll(clear);

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

stop('terminal: before the first session, and a shell', async (window) => {
  const { page } = window;
  await openTerminals(window, 'term-web');
  await page.shows('terminal-view', { shell: 'bash' });
  await shoot(window, 'terminal-empty');
  await openShell(window);
  await typeLine(window, 'ls --color=always -l / | head -12');
  await pasteText(
    window,
    String.raw`printf '\e[31m빨강 \e[32m초록 \e[33m노랑 \e[34m파랑 \e[35m보라 \e[36m청록 \e[90m회색\e[0m 나루 🐳\n'`,
  );
  await window.browser.keys([Key.Enter]);
  await shows(window, '나루 🐳');
  await openShell(window);
  await typeLine(window, 'cat /etc/nginx/conf.d/default.conf');
  await page.click('terminal-options');
  await page.shows('shell-options');
  await shoot(window, 'terminal-options');
  await page.click('terminal-options');
  await page.click('session', { name: 'bash' });
  await shows(window, '나루 🐳');
  await shoot(window, 'terminal-shell');
});

stop('terminal: a paste of several lines, and the end of a session', async (window) => {
  const { page } = window;
  await openTerminals(window, 'term-web');
  await typeLine(window, 'sh');
  await shows(window, /^# ?$/m);
  await pasteText(window, 'apt-get update\napt-get install -y curl\ncurl localhost\n');
  await page.shows('paste-dialog');
  await shoot(window, 'terminal-paste');
  await page.press('Escape');
  await typeLine(window, 'exit');
  await typeLine(window, 'exit 127');
  await page.shows('session-end', { state: 'ended' });
  await shoot(window, 'terminal-ended');
});

stop('terminal: a container that is stopped, one without a terminal, one without a shell', async (window) => {
  const { page } = window;
  await openTerminals(window, 'term-idle');
  await page.shows('terminal-stopped');
  await shoot(window, 'terminal-stopped');
  await page.click('back');
  await openTerminals(window, 'term-lines');
  await page.click('terminal-start');
  await shows(window, 'warning');
  await typeLine(window, '안녕하세요');
  await shows(window, 'got: 안녕하세요');
  await shoot(window, 'terminal-lines');
  await page.click('back');
  await openTerminals(window, 'term-bare');
  await page.shows('problem', { code: 'shellNotFound' });
  await shoot(window, 'terminal-noshell');
});
