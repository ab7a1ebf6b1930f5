/**
 * Sections 1 and 2 of the course that Naru is made for, in the course's order and with its own lines: what its reader does, in the real
 * window on a real engine. Only the times are shortened where the course lets something run for minutes.
 */
import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { arrow, lit, open } from '../harness/life.ts';
import { paste } from '../harness/palette.ts';
import { scenarios } from '../harness/scenario.ts';
import { shows } from '../harness/terminal.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost(), language: 'ko' };
});

/** Pastes a line of the course and runs it, as its reader would; it ends with the palette closed. */
async function runs(window: NaruWindow, line: string, ends: Record<string, string> = { state: 'done' }): Promise<void> {
  const { page } = window;
  await paste(window, line);
  await page.click('palette-run');
  // What removes is asked about first.
  if (/^docker rm /.test(line)) await page.click('care-accept');
  await page.shows('palette-step', ends, 90_000);
  await page.click('palette-close');
  await page.gone('palette');
}

const lines = async ({ page }: NaruWindow) => (await page.all('log-line')).map(({ text }) => text);
const inspect = (format: string, name: string) => docker('inspect', '--format', `{{${format}}}`, name);

scenario(
  'section 1: nginx runs on port 80, is seen, and is removed',
  async (window) => {
    const { page } = window;
    await page.engine('connected');
    await paste(window, 'docker run -d -p 80:80 --name hellonginx nginx');
    await page.shows('palette-part', { key: 'run.publish' });
    await page.click('palette-run');
    await page.shows('outcome', { kind: 'container' }, 90_000);
    await page.click('palette-close');
    await open(window, 'hellonginx');
    await lit(window, 'running');
    await page.shows('port-link', { port: '80' });
    const answer = await until('nginx to answer', async () => {
      const response = await fetch(`http://${environment.lab.portsHost()}:80/`);
      return response.ok && response.text();
    });
    expect(answer).toContain('<');
    await page.shows('command-origin', { of: 'image' });

    // `docker rm hellonginx` while it runs is refused: it is said why, and the page offers what works.
    await paste(window, 'docker rm hellonginx');
    await page.click('palette-run');
    await page.click('care-accept');
    await page.shows('palette-step', { state: 'failed' });
    await page.says('problem', 'hellonginx', { code: 'containerRunning' });
    expect(await inspect('.State.Status', 'hellonginx')).toBe('running');
    await page.click('palette-close');
    await page.gone('palette');
    await page.shows('life-arrow', { arrow: 'rmForce', legal: 'true' });
    expect(await page.all('life-arrow', { arrow: 'rm' }), 'and not what does not').toEqual([]);
    await arrow(window, 'stop');
    await lit(window, 'exited');
    await arrow(window, 'rm');
    await page.says('confirm-dialog', 'docker rm hellonginx');
    await page.click('confirm-accept');
    await lit(window, 'removed');
    // Lit as soon as it is being removed.
    await page.shows('state-gone');
    expect(await docker('ps', '--all', '--quiet')).toBe('');
  },
  180_000,
);

scenario(
  'section 2: images are listed, and several containers come from one',
  async (window) => {
    const { page } = window;
    await paste(window, 'docker image ls nginx');
    await page.click('palette-run');
    await page.says('answer-row', 'nginx', {}, 30_000);
    await page.click('palette-close');
    for (const name of ['one', 'two', 'three']) await runs(window, `docker run -d --name ${name} nginx`);
    for (const name of ['one', 'two', 'three']) await page.container(name, 'running');
    expect(new Set(await Promise.all(['one', 'two', 'three'].map((name) => inspect('.Image', name)))).size).toBe(1);
    // 실행 중인 컨테이너는 -f 옵션으로 삭제
    await page.act('one', 'remove');
    await page.says('confirm-dialog', 'docker rm -f one');
    await page.click('confirm-accept');
    await page.gone('container-row', { name: 'one' });
  },
  120_000,
);

scenario('section 2: metadata is looked at, and overridden by a command and a variable', async (window) => {
  const { page } = window;
  await page.go('images');
  await page.click('image-row', { name: 'nginx:latest' });
  await page.click('tab-overview');
  await page.shows('image-overview');
  await page.go('containers');

  await runs(window, 'docker run -d --name other --env COLOR=blue nginx sleep 1000');
  await open(window, 'other');
  await page.says('fact-command', 'sleep 1000');
  await page.shows('command-origin', { of: 'line' });
  await page.click('tab-inspect');
  await page.says('inspect-cmd', 'sleep 1000');
  await page.click('fact-show', { name: 'COLOR' });
  await page.says('inspect-env', 'COLOR=blue');
  expect(await inspect('json .Config.Cmd', 'other')).toBe('["sleep","1000"]');
});

scenario(
  'section 2: tencounter is created, started with its output in sight, and has exited with 0',
  async (window) => {
    const { page } = window;
    await runs(window, 'docker create --name tencounter devwikirepo/tencounter');
    await open(window, 'tencounter');
    await lit(window, 'created');
    await arrow(window, 'start');
    await lit(window, 'running');
    await page.says('log-line', /^10$/, {}, 30_000);
    await lit(window, 'exited', 20_000);
    await page.says('life-node', '(0)', { node: 'exited' });
    expect(await inspect('.State.ExitCode', 'tencounter')).toBe('0');

    // `start -i` leads to its terminal, which shows what it writes while it runs, and what it ended with.
    await paste(window, 'docker start -i tencounter');
    await page.click('palette-run');
    await page.shows('terminal-view');
    await page.gone('palette');
    await shows(window, /\b3\b/, 20_000);
    await page.shows('session-end', { state: 'ended', code: '0' }, 40_000);
    await shows(window, '10');
    await page.click('tab-overview');
    await lit(window, 'exited');
    await page.shows('life-chapter', { kind: 'ended', cause: 'itself' });
  },
  150_000,
);

scenario(
  'section 2: hundredcounter pauses with its memory held, stops after its 10 s, and begins anew',
  async (window) => {
    const { page } = window;
    const name = 'hundredcounter';
    // Attached, as the course has it: the palette shows what it writes, and is left while it goes on.
    await paste(window, `docker run --name ${name} devwikirepo/${name}`);
    await page.click('palette-run');
    await page.says('palette-session', '3', {}, 60_000);
    // By its key: what is written makes the palette grow, and its button moves.
    await page.press('Escape');
    await page.gone('palette');
    await open(window, name);
    await lit(window, 'running');
    await page.says('log-line', /^4$/);

    // 작동이 중지되는데, 메모리는 계속 사용 중인 상태로 멈춘다
    await arrow(window, 'pause');
    await lit(window, 'paused');
    await page.element('back').moveTo();
    await page.says('life-says', /메모리 \d.* [kM]?B는 그대로/);
    expect(await inspect('.State.Status', name)).toBe('paused');
    const held = (await lines(window)).at(-1);
    await arrow(window, 'unpause');
    await lit(window, 'running');
    await until('it to count on from where it was', async () => {
      const last = Number((await lines(window)).at(-1));
      return last > Number(held);
    });

    // 10초 뒤에 컨테이너를 종료한다
    const began = Date.now();
    await arrow(window, 'stop');
    expect(Number((await page.shows('stop-grace')).data.left)).toBeGreaterThan(5);
    await lit(window, 'exited', 40_000);
    expect(Date.now() - began, 'the whole of its grace').toBeGreaterThan(9_000);
    await page.says('life-node', '(137)', { node: 'exited' });
    await page.shows('life-chapter', { kind: 'ended', cause: 'grace' });

    // -i 명령어를 사용하면 터미널로 연결된다. 이 때 처음부터 수행한다
    await paste(window, `docker start -i ${name}`);
    await page.click('palette-run');
    await page.shows('terminal-view');
    await page.gone('palette');
    await shows(window, /^1$[\s\S]*^2$/m, 20_000);
    await page.click('tab-overview');
    await lit(window, 'running');

    // 10초 뒤 처음부터 다시 시작한다. Exited 되지 않고, Run 상태로 남는다
    const before = await inspect('.State.StartedAt', name);
    await arrow(window, 'restart');
    await page.shows('stop-grace');
    await until('another start', async () => (await inspect('.State.StartedAt', name)) !== before, 40_000);
    await lit(window, 'running');
    await page.gone('stop-grace');
    await page.says('life-chapter', 'docker restart', { kind: 'started' });

    // `docker logs` once, and `docker logs -f` as the log tab.
    await paste(window, `docker logs ${name}`);
    await page.click('palette-run');
    await page.shows('palette-step', { state: 'done' }, 30_000);
    await page.says('palette-session', '2');
    await page.click('palette-close');
    await page.click('tab-logs');
    await page.says('strip-line', `docker logs -f`);
    const known = async () => Number((await page.shows('log-view')).data.lines);
    const seen = await until('its log to be read', async () => (await known()) || undefined);
    await until('its log to go on', async () => (await known()) > seen);
  },
  240_000,
);

scenario(
  'section 0: every container is removed at once, after it was said what goes',
  async (window) => {
    const { page } = window;
    await paste(window, 'docker rm -f $(docker ps -aq)');
    await page.click('palette-run');
    await page.shows('palette-care');
    await page.says('consequence', 'hundredcounter', { kind: 'lost' });
    await page.click('care-accept');
    await until('every container to be gone', async () => (await docker('ps', '--all', '--quiet')) === '', 90_000);
    await page.press('Escape');
    await page.gone('palette');
    await page.shows('state-empty');
  },
  120_000,
);
