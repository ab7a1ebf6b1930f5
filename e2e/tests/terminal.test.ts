import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { Key } from 'webdriverio';
import { environment } from '../harness/environment.ts';
import { docker, killEngine, noContainers, startEngine } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { paste } from '../harness/palette.ts';
import { scenarios } from '../harness/scenario.ts';
import { openShell, openTerminals, pasteText, screen, shows, typeLine, typeText } from '../harness/terminal.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  await docker('run', '--detach', '--name', 'desk', 'busybox', 'sleep', '100000');
  return { dockerHost: environment.lab.dockerHost() };
});

/** What runs in a container, by its command lines. */
async function programs(container: string): Promise<string> {
  return docker('top', container);
}

scenario('a shell is found and opened, and what is typed runs', async (window) => {
  const { page, browser } = window;
  await openTerminals(window, 'desk');
  await page.shows('terminal-empty');
  const { data } = await page.shows('terminal-view', { shell: 'ash' });
  await browser.$(Page.css('terminal-new')).moveTo();
  await page.says('strip-line', `docker exec -it desk ${data.shell}`);
  await openShell(window);
  await typeLine(window, 'echo $((40 + 2)) from $(hostname)');
  const id = (await docker('inspect', '--format', '{{.Id}}', 'desk')).slice(0, 12);
  await shows(window, `42 from ${id}`);
  expect(await programs('desk')).toContain('ash');
});

scenario('Korean goes in and comes out, by keys, by an input method and by a paste', async (window) => {
  const { page, browser } = window;
  await openTerminals(window, 'desk');
  await openShell(window);
  await typeLine(window, "echo '나루 컨테이너' | tee /tmp/korean");
  await shows(window, /^나루 컨테이너$/m);
  await pasteText(window, "echo '🐳 끝'");
  await browser.keys([Key.Enter]);
  await shows(window, /^🐳 끝$/m);
  expect(await docker('exec', 'desk', 'cat', '/tmp/korean')).toBe('나루 컨테이너');
  await typeLine(window, 'cat > /tmp/korean');
  // The key of the line's end has to be through: a field that is emptied by it would lose what is composed in it.
  await until('cat to run', async () => /\bcat$/m.test(await programs('desk')));
  // An input method composes a syllable from its letters and hands it over whole.
  await browser.execute(
    (css: string) => {
      const field = document.querySelector<HTMLTextAreaElement>(css);
      if (!field) throw new Error('there is no field to type in');
      field.dispatchEvent(new CompositionEvent('compositionstart', { data: '' }));
      for (const state of ['ㅎ', '하', '한']) {
        field.value = state;
        field.dispatchEvent(new CompositionEvent('compositionupdate', { data: state }));
      }
      field.dispatchEvent(new CompositionEvent('compositionend', { data: '한' }));
    },
    `${Page.css('terminal-screen')} textarea`,
  );
  await shows(window, '한');
  await pasteText(window, '글 붙여넣기');
  await browser.keys([Key.Enter]);
  await browser.keys([Key.Ctrl, 'd']);
  await until(
    'the file to hold it',
    async () => (await docker('exec', 'desk', 'cat', '/tmp/korean')) === '한글 붙여넣기',
  );
  expect((await page.all('paste-dialog')).length, 'one line is pasted without a question').toBe(0);
});

scenario('two sessions are apart, and both are there after the page was left', async (window) => {
  const { page } = window;
  await openTerminals(window, 'desk');
  const before = (await page.all('session')).length;
  await openShell(window);
  await typeLine(window, 'here=one; echo this is $here');
  await shows(window, 'this is one');
  await openShell(window);
  await typeLine(window, 'echo "[$here]"; here=two; sleep 1; echo then $here');
  await shows(window, '[]');
  await page.go('images');
  await page.shows('image-row');
  await page.go('containers');
  await openTerminals(window, 'desk');
  // It went on meanwhile, and what it showed is here again, once.
  const text = await shows(window, 'then two');
  expect(text.match(/^\[\]$/gm)).toHaveLength(1);
  const sessions = await page.all('session');
  expect(sessions).toHaveLength(before + 2);
  await page.click('session', { name: sessions[before]?.data.name ?? '' });
  await shows(window, 'this is one');
  await typeLine(window, 'echo still $here');
  await shows(window, 'still one');
});

scenario('the program knows the size of its terminal, and when it changes', async (window) => {
  const { browser } = window;
  await openTerminals(window, 'desk');
  await openShell(window);
  await typeLine(window, 'echo size $(stty size).');
  const wide = /size (\d+) (\d+)\./.exec(await shows(window, /^size \d+ \d+\./m));
  await browser.setWindowRect(0, 0, 900, 600);
  try {
    await until('a smaller size to be told', async () => {
      await typeLine(window, 'clear; echo size $(stty size).');
      const now = /^size (\d+) (\d+)\./m.exec(await shows(window, /^size \d+ \d+\./m));
      return Number(now?.[1]) < Number(wide?.[1]) && Number(now?.[2]) < Number(wide?.[2]);
    });
    const rows = (await screen(window)).split('\n').length;
    await typeLine(window, 'clear; echo size $(stty size).');
    await shows(window, `size ${rows} `);
  } finally {
    await browser.setWindowRect(0, 0, 1200, 800);
  }
});

scenario('the keyboard leads out of a terminal, and a closed one leaves no shell behind', async (window) => {
  const { page, browser } = window;
  await openTerminals(window, 'desk');
  await openShell(window);
  await browser.keys([Key.Ctrl, Key.Shift, Key.ArrowUp]);
  await until('a tab to have the focus', async () =>
    browser.execute(() => document.activeElement?.getAttribute('data-testid') === 'session'),
  );
  for (let left = (await page.all('session')).length; left > 0; left -= 1) {
    const [first] = await page.all('session');
    await page.click('session-close', { name: first?.data.name ?? '' });
    await until('one session less', async () => (await page.all('session')).length < left);
  }
  await page.shows('terminal-empty');
  expect(await programs('desk')).not.toMatch(/\b(ash|sh|sleep 1)$/m);
  await page.gone('terminal-left');
});

scenario('exit ends a shell and leaving does not end a container', async (window) => {
  const { page, browser } = window;
  await docker('run', '--detach', '--interactive', '--tty', '--name', 'own', 'busybox', 'sh');
  await openTerminals(window, 'own');
  await openShell(window);
  await typeLine(window, 'exit 3');
  await page.shows('session-end', { state: 'ended', code: '3' });
  await page.click('terminal-attach');
  await page.shows('terminal-screen', { state: 'live' });
  await typeLine(window, 'echo the first, $((40 + 3))');
  await shows(window, 'the first, 43');
  await browser.keys([Key.Ctrl, 'p']);
  await browser.keys([Key.Ctrl, 'q']);
  await page.shows('session-end', { state: 'detached' });
  expect(await docker('inspect', '--format', '{{.State.Running}}', 'own')).toBe('true');
});

scenario('a container that is stopped is started here, and its output seen to the end', async (window) => {
  const { page } = window;
  await docker('create', '--name', 'tencounter', 'devwikirepo/tencounter');
  await openTerminals(window, 'tencounter');
  await page.shows('terminal-stopped');
  await page.click('terminal-start');
  await page.says('strip-line', 'docker start -i tencounter');
  await shows(window, /\b3\b/, 20_000);
  await page.shows('session-end', { state: 'ended', code: '0' }, 40_000);
  await shows(window, '10');
});

scenario('a pasted run -it opens its terminal, and exit ends it', async (window) => {
  const { page } = window;
  await paste(window, 'docker run -it --name fresh busybox sh');
  await page.shows('palette-run');
  await page.press('Enter');
  await page.says('page-title', 'fresh');
  await page.shows('terminal-screen', { state: 'live' });
  await page.gone('palette');
  await shows(window, /# ?$/m);
  await typeLine(window, 'echo $((40 + 4)); exit 5');
  await page.shows('session-end', { state: 'ended', code: '5' });
  await shows(window, '44');
  await until(
    'the container to have ended',
    async () => (await docker('inspect', '--format', '{{.State.ExitCode}}', 'fresh')) === '5',
  );
});

scenario('several lines are pasted after a question, and copied text comes back by the keys', async (window) => {
  const { page, browser } = window;
  await openTerminals(window, 'desk');
  await openShell(window);
  // busybox's shell does not say that it can tell a paste from typing.
  await pasteText(window, 'echo one-$((1 + 1))\necho two-$((1 + 2))\n');
  await page.asks('paste-dialog');
  await page.press('Escape');
  await page.gone('paste-dialog');
  await pasteText(window, 'echo one-$((1 + 3))\necho two-$((1 + 4))\n');
  await page.click('paste-accept');
  const text = await shows(window, 'two-5');
  expect(text).toContain('one-4');
  expect(text, 'what was declined did not run').not.toContain('one-2');

  await typeLine(window, 'clear; echo copied-word');
  await until('the word alone', async () => (await screen(window)).split('\n')[0] === 'copied-word');
  const row = await browser.execute(
    (css: string) => {
      const { left, top, height } = document.querySelector(css)?.getBoundingClientRect() ?? new DOMRect();
      return { x: Math.round(left + 20), y: Math.round(top + height / 2) };
    },
    `${Page.css('terminal-screen')} .xterm-rows > div`,
  );
  await browser.action('pointer').move(row).down().up().down().up().perform();
  await browser.keys([Key.Ctrl, Key.Shift, 'c']);
  await typeLine(window, 'clear');
  await until('the prompt alone', async () => /^\S+ [#$]$/.test((await screen(window)).trim()));
  await typeText(window, 'echo again-');
  await browser.keys([Key.Ctrl, Key.Shift, 'v']);
  await browser.keys([Key.Enter]);
  await shows(window, /^again-copied-word$/m);
});

scenario('what a program writes cannot reach out of its terminal', async (window) => {
  const { page, browser } = window;
  await openTerminals(window, 'desk');
  await openShell(window);
  const title = await browser.getTitle();
  await typeLine(
    window,
    String.raw`printf '\033]0;stolen\007\033]2;stolen\007\033]52;c;c3RvbGVu\007\033]8;;https://example.com\033\\link\033]8;;\033\\ <b>bold</b> done-%d\n' 7`,
  );
  const text = await shows(window, 'done-7');
  expect(text).toContain('link <b>bold</b> done-7');
  expect(await browser.getTitle()).toBe(title);
  const links = await browser.execute(
    (css: string) => document.querySelectorAll(`${css} a, ${css} b`).length,
    Page.css('terminal-screen'),
  );
  expect(links).toBe(0);
  await page.shows('terminal-screen', { state: 'live' });
});

scenario('a container without a shell is told so, with what can be done', async (window) => {
  const { page } = window;
  const folder = mkdtempSync(path.join(tmpdir(), 'naru-bare-'));
  try {
    await docker('cp', 'desk:/bin/busybox', path.join(folder, 'busybox'));
    writeFileSync(
      path.join(folder, 'Dockerfile'),
      'FROM scratch\nCOPY busybox /only/busybox\nENTRYPOINT ["/only/busybox", "sleep", "100000"]\n',
    );
    await docker('build', '--quiet', '--tag', 'bare', folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await docker('run', '--detach', '--name', 'bare', 'bare');
  await openTerminals(window, 'bare');
  await page.shows('problem', { code: 'shellNotFound' }, 30_000);
  // Another program of it can still be run.
  await page.click('terminal-options');
  await page.type('shell-shell', '/only/busybox sh');
  await page.says('strip-line', 'docker exec -it bare /only/busybox sh');
  await page.click('shell-open');
  await page.shows('terminal-screen', { state: 'live' });
  await shows(window, /[#$] ?$/m);
  await typeLine(window, 'echo $((40 + 5))');
  await shows(window, '45');
});

scenario('a session whose engine is killed says so and keeps what it showed', async (window) => {
  const { page } = window;
  await openTerminals(window, 'desk');
  await openShell(window);
  await typeLine(window, 'echo before $((40 + 6))');
  await shows(window, 'before 46');
  await killEngine();
  try {
    await page.shows('session-end', { state: 'failed' });
    expect(await screen(window)).toContain('before 46');
  } finally {
    await startEngine();
  }
  await page.engine('connected', 30_000);
});
