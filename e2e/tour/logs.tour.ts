import { beforeAll } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { scenarios } from '../harness/scenario.ts';
import { look, shoot } from './camera.ts';

/** A web server's log, with colours, stderr, Korean, a line that is too long, and one that would do harm. */
const WRITES = `
for n in $(seq 1 60); do echo "172.17.0.1 - - \\"GET /hello/$n HTTP/1.1\\" 200 $((n * 37 % 1500))"; done
echo "$(printf '\\033[33mwarning:\\033[0m the disk is \\033[1m91 %%\\033[0m full')"
echo '[error] open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file)' >&2
echo '주문을 처리했습니다: 3건, 결제 대기 1건'
head -c 100000 /dev/zero | tr '\\0' x; echo
echo '<img src=x onerror=alert(1)>'
printf 'a\\342\\200\\256txt.exe\\n'
sleep 600
`;

beforeAll(async () => {
  await noContainers();
  await docker('run', '--detach', '--name', 'hellonginx', 'busybox', 'sh', '-c', WRITES);
  await docker('run', '--detach', '--name', 'million', 'busybox', 'sh', '-c', 'seq 1 300000; exec sleep 600');
  await docker('run', '--name', 'unkept', '--log-driver', 'none', 'busybox', 'true');
  await docker('create', '--name', 'never-started', 'busybox');
}, 180_000);

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

stop('a log, and what can be done with it', async (window) => {
  const { page } = window;
  await page.container('hellonginx', 'running');
  await page.act('hellonginx', 'logs');
  await page.shows('log-view', { log: 'live' });
  await page.says('log-words', '<img');
  await shoot(window, 'log-live');
  await page.click('log-timestamps');
  await page.type('log-search', 'hello/5');
  await page.shows('log-matches', { matching: '11' });
  await page.press('Enter');
  await page.shows('log-words', { found: 'true' });
  await shoot(window, 'log-search');
  await page.click('log-regex');
  await page.type('log-search', 'GET (/hello');
  await page.shows('log-fault');
  await shoot(window, 'log-fault');
  await page.type('log-search', '');
  await page.click('log-regex');
  await page.click('log-wrap');
  await page.click('log-span');
  await page.shows('log-since');
  await page.click('log-end');
  await shoot(window, 'log-wrap-span');
  await page.click('log-wrap');
  await page.click('log-timestamps');
  await page.click('log-span');
  await page.click('log-streams-stderr');
  await page.shows('log-lines', { rows: '1' });
  await page.click('log-follow');
  await shoot(window, 'log-stderr-paused');
  await page.click('log-follow');
  await page.click('log-streams-both');
});

stop('a log that is long, is not kept, is empty, or stays behind', async (window) => {
  const { page } = window;
  await page.act('million', 'logs');
  await page.shows('log-view', { log: 'live', lines: '300000' }, 60_000);
  await shoot(window, 'log-million');
  await page.click('back');
  await page.act('unkept', 'logs');
  await page.shows('problem', { code: 'logNotKept' });
  await shoot(window, 'log-not-kept');
  await page.click('back');
  await page.act('never-started', 'logs');
  await page.shows('log-view', { log: 'ended' });
  await shoot(window, 'log-empty');
  await page.click('back');
  await page.act('million', 'logs');
  await page.shows('log-view', { log: 'live', lines: '300000' }, 60_000);
  await docker('rm', '--force', 'million');
  await page.shows('log-removed');
  await shoot(window, 'log-removed');
  await page.click('back');
});
