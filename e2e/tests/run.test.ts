import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { environment } from '../harness/environment.ts';
import { FakeBrowser } from '../harness/fake-browser.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const web = new FakeBrowser();
const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost(), programs: web.programs };
});

scenario(
  'lesson one: nginx is not here yet; run pulls it, starts it, and its port opens in the browser',
  async ({ page }) => {
    await docker('image', 'rm', '--force', 'nginx');
    await page.engine('connected');
    await page.click('open-run');
    await page.shows('run-form');
    await page.type('run-image', 'nginx');
    await page.type('run-name', 'hellonginx');
    await page.type('run-port-0', '8080:80');
    await page.says(
      'strip-line',
      /docker run (-d )?-p 8080:80 --name hellonginx nginx|docker run (-d )?--name hellonginx -p 8080:80 nginx/,
    );
    await page.click('run-accept');
    await page.shows('pull-progress');
    await page.container('hellonginx', 'running', 60_000);
    await page.gone('run-form');
    expect(await docker('port', 'hellonginx', '80/tcp'), 'the engine published it').toContain('0.0.0.0:8080');

    await page.click('port-link', { port: '8080' });
    const url = await until('the browser to be opened', () => web.opened()[0]);
    expect(url.replace(/\/$/, ''), 'where the engine’s ports really are').toBe(
      `http://${environment.lab.portsHost()}:8080`,
    );
    const answer = await until('nginx to answer', async () => {
      const response = await fetch(url);
      return response.ok && response.text();
    });
    expect(answer).toMatch(/nginx/i);
  },
);

scenario('a name that is taken is said at its field, and another one works', async ({ page }) => {
  await docker('create', '--name', 'taken', 'busybox');
  await page.container('taken');
  await page.click('open-run');
  await page.type('run-image', 'busybox');
  await page.type('run-name', 'taken');
  await page.click('run-accept');
  await page.shows('field-error', { field: 'name' });
  await page.type('run-name', 'free');
  await page.click('run-accept');
  await page.container('free');
  await page.gone('run-form');
});

scenario('a port that is taken is said, and nothing half-made stays unexplained', async ({ page }) => {
  onTestFinished(async () => {
    await docker('rm', '--force', 'holder', 'second');
  });
  await docker('run', '--detach', '--name', 'holder', '--publish', '8090:80', 'nginx');
  await page.container('holder', 'running');
  await page.click('open-run');
  await page.type('run-image', 'nginx');
  await page.type('run-name', 'second');
  await page.type('run-port-0', '8090:80');
  await page.click('run-accept');
  // What the engine says, and not the warning that stands there before it is asked.
  await page.shows('problem', { code: 'portInUse' });
  await page.shows('field-error', { field: 'ports' });
  expect(await docker('inspect', '--format', '{{.State.Status}}', 'second'), 'half-made').toBe('created');
  await page.says('problem', 'second', { code: 'portInUse' });
  await page.says('run-remove-again', 'second');

  const leftover = await docker('inspect', '--format', '{{.Id}}', 'second');
  await docker('rm', '--force', 'holder');
  await page.click('run-remove-again');
  await page.container('second', 'running');
  await page.gone('run-form');
  expect(await docker('inspect', '--format', '{{.Id}}', 'second'), 'another one').not.toBe(leftover);
  expect(await docker('port', 'second', '80/tcp')).toContain(':8090');
});

scenario('mistakes are said at their fields before anything is sent', async ({ page }) => {
  await page.click('open-run');
  await page.type('run-image', 'NGINX');
  await page.type('run-name', '?');
  await page.type('run-port-0', '99999:80');
  await page.click('run-accept');
  await page.shows('field-error', { field: 'image' });
  await page.shows('field-error', { field: 'name' });
  await page.shows('field-error', { field: 'ports' });
  await page.click('run-cancel');
  await page.gone('run-form');
});

scenario('an image that nobody has is a problem with a name', async ({ page }) => {
  await page.click('open-run');
  await page.type('run-image', 'nobody/has-this');
  await page.click('run-accept');
  const problem = await page.shows('problem', {}, 60_000);
  // An engine that does not find it at its mirror asks the Hub, which a lab cannot reach.
  expect(['imageNotFound', 'unauthorized', 'registryUnreachable']).toContain(problem.data.code);
  await page.press('Escape');
  await page.gone('run-form');
  onTestFinished(() => web.remove());
});

/** Runs a line of the strip in a shell, with the docker CLI of the lab. */
async function inShell(line: string): Promise<void> {
  const cli = `docker() { '${environment.lab.docker()}' "$@"; }; ${line}`;
  await promisify(execFile)('sh', ['-c', cli], {
    env: { ...process.env, DOCKER_HOST: environment.lab.dockerHost(), DOCKER_CONFIG: environment.lab.dockerConfig() },
  });
}

interface Inspected {
  Config: Record<string, unknown>;
  HostConfig: Record<string, unknown>;
  NetworkSettings: { Networks: Record<string, { Aliases: string[] | null }> };
  Mounts: { Type: string; Name?: string; Source: string; Destination: string; RW: boolean }[];
}

/** What a container is, without what differs from one to the next that is made in the same way. */
async function madeOf(name: string) {
  const [{ Config, HostConfig, NetworkSettings, Mounts }] = JSON.parse(await docker('inspect', name)) as [Inspected];
  const networks = Object.entries(NetworkSettings.Networks).map(([network, { Aliases }]) => [
    network,
    (Aliases ?? []).filter((alias) => !/^[0-9a-f]{12}$/.test(alias)),
  ]);
  const mounts = Mounts.map(({ Type, Name, Source, Destination, RW }) => [Type, Name, Source, Destination, RW]).sort();
  // The host name is the id's beginning; the size is that of the terminal that the CLI was called from.
  // The CLI keeps its binds as a map: they come in another order each time.
  const binds = (HostConfig.Binds as string[] | null)?.toSorted();
  return {
    config: { ...Config, Hostname: '' },
    host: { ...HostConfig, Binds: binds, ConsoleSize: null },
    networks,
    mounts,
  };
}

scenario(
  'a form filled with everything leaves what docker makes of the line that it shows',
  async ({ page, browser }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'naru-run-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'app.env');
    writeFileSync(file, 'FROM_FILE=yes\n');
    await docker('volume', 'create', 'e2e-data');
    await docker('network', 'create', 'e2e-net');
    onTestFinished(async () => {
      await docker('rm', '--force', 'everything');
      await docker('network', 'rm', 'e2e-net');
      await docker('volume', 'rm', 'e2e-data');
    });
    const open = (section: string) => page.click(`run-section-${section}-summary`);
    await page.click('open-run');
    await page.type('run-image', 'busybox');
    await page.type('run-name', 'everything');
    await page.type('run-port-0', '127.0.0.1:8085:80');
    await page.click('run-interactive');
    // A terminal is meant to be typed in, so that it comes to the front by itself.
    await page.click('run-detach');
    await open('env');
    await page.type('run-env-key-0', 'GREETING');
    await page.type('run-env-value-0', "it's  two words");
    await page.click('run-add-env-file');
    await page.type('run-env-file-0', file);
    await open('volumes');
    await page.type('run-volume-source-0', 'e2e-data');
    await page.type('run-volume-target-0', '/data');
    await page.click('run-add-volume');
    await page.type('run-volume-source-1', '/etc');
    await page.type('run-volume-target-1', '/host-etc');
    await page.click('run-volume-ro-1');
    await open('network');
    await page.type('run-network', 'e2e-net');
    await page.type('run-aliases', 'api');
    await open('command');
    await page.type('run-command', "-c 'sleep 1000'");
    await page.type('run-entrypoint', 'sh');
    await page.type('run-workdir', '/tmp');
    await page.type('run-user', '1000:1000');
    await open('limits');
    await browser.$(Page.css('run-restart')).selectByAttribute('value', 'on-failure');
    await page.type('run-times', '3');
    await page.type('run-memory', '64m');
    await page.type('run-cpus', '0.5');
    await page.says('strip-line', /^docker run -d -it .*--cpus 0\.5 busybox -c 'sleep 1000'$/);
    // To the letter: what `says` answers has its spaces put together.
    const line = await browser.execute(
      () => document.querySelector('[data-testid="strip-line"]')?.textContent?.trim() ?? '',
    );
    await page.click('run-accept');
    await page.container('everything', 'running', 60_000);
    await page.gone('run-form');
    const ours = await madeOf('everything');
    await docker('rm', '--force', 'everything');
    await inShell(line);
    expect(ours, line).toEqual(await madeOf('everything'));
  },
);

scenario(
  'a port that a container has is said with its name before anything is sent, and a free one is at hand',
  async ({ page }) => {
    await docker('run', '--detach', '--name', 'holds8095', '--publish', '8095:80', 'nginx');
    onTestFinished(async () => {
      await docker('rm', '--force', 'holds8095');
    });
    await page.container('holds8095', 'running');
    await page.click('open-run');
    await page.type('run-image', 'nginx');
    await page.type('run-port-0', '8095:80');
    await page.says('field-error', 'holds8095', { field: 'ports' });
    await page.click('run-port-free');
    await page.gone('field-error');
    await page.says('strip-line', /docker run -d -p 809[6-9]:80 nginx/);
    await page.press('Escape');
    await page.gone('run-form');
  },
);

scenario('what the image listens on is offered, on a free port', async ({ page }) => {
  await page.click('open-run');
  await page.type('run-image', 'nginx');
  await page.shows('run-image-here', { here: 'true' });
  await page.says('run-reference', /docker\.io.*library.*nginx.*latest/);
  await page.click('run-expose', { port: '80/tcp' });
  await page.says('strip-line', /docker run -d -p \d+:80 nginx/);
  await page.gone('run-expose');
  await page.press('Escape');
  await page.gone('run-form');
});

scenario('three containers of one image in one go, with names and ports that count', async ({ page }) => {
  onTestFinished(async () => {
    await docker('rm', '--force', 'many-1', 'many-2', 'many-3');
  });
  await page.click('open-run');
  await page.type('run-image', 'nginx');
  await page.type('run-name', 'many');
  await page.type('run-port-0', '8101:80');
  await page.click('run-section-several-summary');
  await page.type('run-count', '3');
  await page.says('field-error', '{n}', { field: 'name' });
  await page.click('run-name-pattern');
  await page.says('strip-times', '×3');
  await page.click('run-accept');
  for (const number of [1, 2, 3]) {
    await page.container(`many-${number}`, 'running', 60_000);
    expect(await docker('port', `many-${number}`, '80/tcp')).toContain(`:${8100 + number}`);
  }
  await page.gone('run-form');
});

scenario(
  'of several containers each ends by itself: one that cannot be made is said, and the others are there',
  async ({ page }) => {
    await docker('create', '--name', 'each-2', 'busybox');
    onTestFinished(async () => {
      await docker('rm', '--force', 'each-1', 'each-2', 'each-3');
    });
    await page.container('each-2');
    await page.click('open-run');
    await page.type('run-image', 'busybox');
    await page.type('run-name', 'each-{n}');
    await page.click('run-section-several-summary');
    await page.type('run-count', '3');
    await page.says('field-error', 'each-2', { field: 'name' });
    await page.click('run-create');
    await page.shows('run-item', { name: 'each-1', state: 'done' }, 60_000);
    await page.shows('run-item', { name: 'each-2', state: 'failed' });
    await page.shows('run-item', { name: 'each-3', state: 'done' });
    await docker('rm', 'each-2');
    await page.gone('field-error');
    await page.click('run-create');
    await page.container('each-2', 'created');
    await page.gone('run-form');
  },
);

scenario('create only makes a container and does not start it', async ({ page }) => {
  onTestFinished(async () => {
    await docker('rm', '--force', 'onlymade');
  });
  await page.click('open-run');
  await page.type('run-image', 'devwikirepo/tencounter');
  await page.type('run-name', 'onlymade');
  await page.click('run-create');
  await page.container('onlymade', 'created', 60_000);
  await page.gone('run-form');
  expect(await docker('inspect', '--format', '{{.State.Status}}', 'onlymade')).toBe('created');
});

scenario('flags that do not go together are said at their field at once', async ({ page, browser }) => {
  await page.click('open-run');
  await page.type('run-image', 'busybox');
  await page.click('run-section-limits-summary');
  await browser.$(Page.css('run-restart')).selectByAttribute('value', 'always');
  await page.click('run-rm');
  await page.shows('field-error', { field: 'restart' });
  await page.click('run-rm');
  await page.gone('field-error');
  await page.type('run-memory', 'lots');
  await page.click('run-accept');
  await page.shows('field-error', { field: 'memory' });
  await page.press('Escape');
  await page.gone('run-form');
});

scenario('a published port says why nothing answers: listening inside only, or not at all', async ({ page }) => {
  const inside = ['--name', 'inside', '--publish', '8111:80', 'busybox', 'httpd', '-f', '-p', '127.0.0.1:80'];
  await docker('run', '--detach', ...inside);
  await docker('run', '--detach', '--name', 'nobody', '--publish', '8112:80', 'busybox', 'sleep', '1000');
  onTestFinished(async () => {
    await docker('rm', '--force', 'inside', 'nobody');
  });
  await page.container('nobody', 'running');
  await page.click('row-name', { name: 'inside' });
  await page.shows('port-note', { kind: 'onlyInside', port: '8111' });
  await page.click('back');
  await page.click('row-name', { name: 'nobody' });
  await page.shows('port-note', { kind: 'notListening', port: '8112' });
  await docker('exec', '--detach', 'nobody', 'httpd', '-f', '-p', '80');
  await until('the program to be found', async () => {
    if ((await page.all('port-note')).length === 0) return true;
    if ((await page.all('port-look-again')).some(({ disabled }) => !disabled)) await page.click('port-look-again');
    return false;
  });
  await page.click('back');
});
