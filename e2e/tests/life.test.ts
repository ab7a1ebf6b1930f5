import { expect, onTestFinished } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, killEngine, noContainers, runOutOfMemory, startEngine } from '../harness/lab.ts';
import { arrow, lit, open } from '../harness/life.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

/** Ends at once when it is asked to, unlike a plain `sleep` as process 1. */
const ENDS_AT_ONCE = ['busybox', 'sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];

scenario('the diagram leads through a whole life, and the engine follows', async (window) => {
  const { page } = window;
  await docker('create', '--name', 'life', ...ENDS_AT_ONCE);
  await open(window, 'life');
  await lit(window, 'created');

  await arrow(window, 'start');
  await lit(window, 'running');
  await page.says('strip-line', 'docker start life');
  expect(await status('life')).toBe('running');

  await arrow(window, 'pause');
  await lit(window, 'paused');
  expect(await status('life')).toBe('paused');
  // While an arrow is pointed at, that one is explained.
  await page.element('back').moveTo();
  await page.says('life-says', /memory/);

  await arrow(window, 'unpause');
  await lit(window, 'running');
  await arrow(window, 'stop');
  await lit(window, 'exited');
  await page.says('life-node', '0', { node: 'exited' });

  await arrow(window, 'startAgain');
  await lit(window, 'running');
  await arrow(window, 'rmForce');
  await page.says('confirm-dialog', 'docker rm -f life');
  await page.click('confirm-accept');
  await lit(window, 'removed');
  await page.shows('state-gone');
  expect(await docker('ps', '--all', '--quiet')).toBe('');

  await page.shows('life-chapter', { kind: 'removed' });
  const told = (await page.all('life-chapter')).map(({ data }) => data.kind).reverse();
  expect(told.filter((kind) => kind !== 'signal')).toEqual([
    'created',
    'started',
    'paused',
    'unpaused',
    'ended',
    'started',
    'ended',
    'removed',
  ]);
});

scenario('an arrow that is not legal is explained, and does nothing', async (window) => {
  const { page, browser } = window;
  await docker('run', '--detach', '--name', 'steady', ...ENDS_AT_ONCE);
  await open(window, 'steady');
  await lit(window, 'running');
  const done = async () => (await page.shows('strip-history')).text;
  const before = await done();
  await browser.$(Page.css('life-arrow', { arrow: 'unpause' })).moveTo();
  await page.says('life-says', 'Pause it first', { legal: 'false' });
  await browser.$(Page.css('life-arrow', { arrow: 'unpause' })).click();
  await browser.$(Page.css('life-arrow', { arrow: 'stop' })).moveTo();
  await page.says('strip-line', 'docker stop steady');
  await page.says('life-says', 'SIGTERM', { legal: 'true' });
  expect(await status('steady')).toBe('running');
  expect(await done(), 'and no command was performed').toBe(before);
  expect(await page.all('problem')).toHaveLength(0);
});

scenario('a stop counts its grace down, and kill now cuts it short', async (window) => {
  const { page } = window;
  await docker('run', '--detach', '--name', 'deaf', '--stop-timeout', '60', 'busybox', 'sleep', '1000');
  await open(window, 'deaf');
  await page.shows('fact-networks');
  await arrow(window, 'stop');
  const note = await page.shows('stop-grace');
  expect(Number(note.data.left)).toBeGreaterThan(40);
  await until('the seconds to run', async () => {
    const [now] = await page.all('stop-grace');
    return now !== undefined && Number(now.data.left) < Number(note.data.left);
  });
  await page.click('kill-now');
  await page.gone('stop-grace');
  await lit(window, 'exited');
  await page.shows('life-chapter', { kind: 'ended', cause: 'grace' });
  expect(await exitCode('deaf')).toBe('137');
  expect(await page.all('problem')).toEqual([]);
});

scenario('a stop from the dialog waits as long as it was told, and then kills', async (window) => {
  const { page } = window;
  await docker('run', '--detach', '--name', 'slow', 'busybox', 'sleep', '1000');
  await page.container('slow', 'running');
  await page.act('slow', 'stop-asks');
  await page.type('stop-seconds', '1');
  await page.says('stop-dialog', 'docker stop -t 1 slow');
  await page.click('stop-accept');
  await page.container('slow', 'exited');
  expect(await exitCode('slow')).toBe('137');
});

scenario('a chosen signal reaches the process', async (window) => {
  const { page } = window;
  const traps = 'trap "exit 42" HUP; while :; do sleep 0.1; done';
  await docker('run', '--detach', '--name', 'signalled', 'busybox', 'sh', '-c', `echo ready; ${traps}`);
  await until('its trap to be set', async () => (await docker('logs', 'signalled')).includes('ready'));
  await open(window, 'signalled');
  await page.click('page-menu');
  await page.click('row-kill');
  await page.click('kill-signal', { signal: 'SIGHUP' });
  await page.says('kill-dialog', 'docker kill -s SIGHUP signalled');
  await page.click('kill-accept');
  await lit(window, 'exited');
  expect(await exitCode('signalled')).toBe('42');
  await page.says('life-chapter', 'SIGHUP', { kind: 'signal' });
});

scenario('waiting shows until it ends, and with what', async (window) => {
  const { page } = window;
  await docker(
    'run',
    '--detach',
    '--name',
    'waited',
    'busybox',
    'sh',
    '-c',
    'trap "exit 7" TERM; echo ready; while :; do sleep 0.1; done',
  );
  await until('its trap to be set', async () => (await docker('logs', 'waited')).includes('ready'));
  await open(window, 'waited');
  await page.click('page-menu');
  await page.click('row-wait');
  await page.shows('wait-note');
  await arrow(window, 'stop');
  await page.shows('wait-note', { code: '7' });
});

scenario('a rename says at the field what is wrong, and renames', async (window) => {
  const { page } = window;
  await docker('create', '--name', 'taken', 'busybox');
  await docker('create', '--name', 'plain', 'busybox');
  await open(window, 'plain');
  await page.click('page-menu');
  await page.click('row-rename');
  await page.type('rename-name', 'taken');
  await page.shows('field-error', { field: 'name' });
  await page.type('rename-name', '-no');
  await page.says('field-error', 'Two characters', { field: 'name' });
  await page.type('rename-name', 'fancy');
  await page.says('rename-dialog', 'docker rename plain fancy');
  await page.click('rename-accept');
  await page.says('page-title', 'fancy');
  await page.says('life-chapter', 'plain', { kind: 'renamed' });
  expect(await docker('ps', '--all', '--format', '{{.Names}}')).toContain('fancy');
});

scenario('a removal says which volumes go and which stay, and does just that', async (window) => {
  const { page } = window;
  await docker('create', '--name', 'volumed', '-v', 'life-named:/named', '-v', '/anonymous', 'busybox');
  const anonymous = (await docker('volume', 'ls', '--quiet', '--filter', 'dangling=false'))
    .split('\n')
    .find((name) => name.length === 64);
  await page.container('volumed', 'created');
  await page.act('volumed', 'remove');
  await page.says('consequence', '/anonymous', { kind: 'kept' });
  await page.says('consequence', 'life-named', { kind: 'kept' });
  await page.click('remove-volumes');
  await page.says('consequence', '/anonymous', { kind: 'lost' });
  await page.says('confirm-dialog', 'docker rm -v volumed');
  await page.click('confirm-accept');
  await page.gone('container-row', { name: 'volumed' });
  const left = (await docker('volume', 'ls', '--quiet')).split('\n');
  expect(left).toContain('life-named');
  expect(left).not.toContain(anonymous);
  await docker('volume', 'rm', 'life-named');
});

scenario('how a run ended is told apart: out of memory, killed, no such command, a loop', async (window) => {
  const { page } = window;
  await runOutOfMemory('greedy');
  await open(window, 'greedy');
  await page.shows('life-chapter', { kind: 'ended', cause: 'memory' });
  await page.says('life-says', 'memory');
  await page.click('back');

  await docker('create', '--name', 'nothing', 'busybox', 'no-such-program');
  await expect(docker('start', 'nothing')).rejects.toThrow();
  await open(window, 'nothing');
  await page.says('life-chapter', 'no such command', { kind: 'failed' });
  await page.says('life-chapter', 'no-such-program', { kind: 'failed' });
  await page.click('back');

  await docker('run', '--detach', '--name', 'loop', '--restart', 'always', 'busybox', 'sh', '-c', 'exit 1');
  await open(window, 'loop');
  await page.says('life-chapter', /exit code was 1/, { kind: 'loop' }, 30_000);
  await page.shows('life-node', { node: 'restarting' });
  await docker('rm', '--force', 'loop');
  await page.shows('state-gone');
});

scenario('inspect shows what the line changed, and hides its values until asked', async (window) => {
  const { page, browser } = window;
  await docker(
    'run',
    '--detach',
    '--name',
    'told',
    '-e',
    'COLOR=blue',
    '-m',
    '64m',
    '--restart',
    'on-failure:3',
    '-v',
    '/etc:/host:ro',
    ...ENDS_AT_ONCE,
  );
  await open(window, 'told');
  await page.shows('command-origin', { of: 'line' });
  await page.says('fact-limits', '67.1 MB');
  await page.click('tab-inspect');
  await page.says('inspect-env', 'COLOR=••••');
  await page.click('fact-show', { name: 'COLOR' });
  await page.says('inspect-env', 'COLOR=blue');
  await page.says('inspect-restart', 'on-failure:3');
  await page.says('inspect-mounts', '/host');
  const marked = async () => {
    const at = `${Page.css('raw-json')} mark`;
    return browser.execute((css: string) => {
      const marks = [...document.querySelectorAll(css)];
      const view = document.querySelector('[data-testid="raw-json"]')?.getBoundingClientRect();
      const place = document.querySelector(`${css}.current`)?.getBoundingClientRect();
      return {
        texts: marks.map((mark) => mark.textContent),
        at: marks.findIndex((mark) => mark.classList.contains('current')),
        seen: view !== undefined && place !== undefined && place.top >= view.top && place.bottom <= view.bottom,
      };
    }, at);
  };
  const matches = (texts: string[], at: number) =>
    until(`${texts.length} matches, the one at ${at} in front`, async () => {
      const now = await marked();
      return now.texts.join() === texts.join() && now.at === at && now.seen === texts.length > 0;
    });
  await page.says('raw-json', '"MaximumRetryCount": 3');
  await matches([], -1);
  await page.type('json-search', 'maximumretry');
  await matches(['MaximumRetry'], 0);
  await page.type('json-search', '"RestartPolicy"');
  await matches(['"RestartPolicy"'], 0);
  const named = (await docker('inspect', 'told')).split('"Name"').length - 1;
  expect(named, 'its own name and that of its policy, at least').toBeGreaterThan(1);
  await page.type('json-search', '"Name"');
  await matches(Array(named).fill('"Name"'), 0);
  await page.press('Enter');
  await matches(Array(named).fill('"Name"'), 1);
  await page.type('json-search', 'no such word');
  await matches([], -1);
  await page.type('json-search', '');
  await docker('rm', '--force', 'told');
  await page.shows('state-gone');
  await page.says('inspect-restart', 'on-failure:3');
});

scenario(
  'an engine that is killed meanwhile leaves what was known readable, and comes back',
  async (window) => {
    const { page } = window;
    await docker('create', '--name', 'survivor', ...ENDS_AT_ONCE);
    await open(window, 'survivor');
    await page.shows('fact-networks');
    onTestFinished(startEngine);
    await killEngine();
    await page.engine('lost');
    await page.shows('fact-networks');
    await lit(window, 'created');
    await page.shows('life-chapter', { kind: 'created' });
    await startEngine();
    await page.engine('connected', 60_000);
    await docker('start', 'survivor');
    await lit(window, 'running');
    await page.shows('life-chapter', { kind: 'started' });
    await docker('rm', '--force', 'survivor');
    await page.shows('state-gone');
  },
  120_000,
);

async function status(name: string): Promise<string> {
  return docker('inspect', '--format', '{{.State.Status}}', name);
}

async function exitCode(name: string): Promise<string> {
  return docker('inspect', '--format', '{{.State.ExitCode}}', name);
}
