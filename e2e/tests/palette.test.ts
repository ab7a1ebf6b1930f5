import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Key } from 'webdriverio';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { paste } from '../harness/palette.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

scenario('a pasted run is explained part by part, and runs', async (window) => {
  const { page } = window;
  await page.engine('connected');
  await paste(window, '$ docker run -d -p 8081:80 --name hello nginx');
  await page.shows('palette-part', { key: 'run.publish' });
  await page.shows('palette-part', { key: 'run.name' });
  const image = await page.shows('palette-image');
  expect(image.text).toMatch(/docker\.io.*library.*nginx.*latest/);
  await page.click('palette-run');
  await page.shows('outcome', { kind: 'container' }, 60_000);
  await page.click('palette-close');
  await page.container('hello', 'running', 60_000);
  expect(await docker('port', 'hello', '80/tcp')).toContain('0.0.0.0:8081');
});

scenario('a misspelt word is shown, and a click mends it', async (window) => {
  const { page } = window;
  await docker('run', '--detach', '--name', 'sleeper', 'busybox', 'sleep', '1000');
  await page.container('sleeper', 'running');
  await paste(window, 'docker puase sleeper');
  expect((await page.shows('palette-wrong')).text).toBe('puase');
  await page.click('palette-mend');
  await until(
    'the text to be mended',
    async () => (await page.all('palette-input'))[0]?.value === 'docker pause sleeper',
  );
  await page.shows('palette-run');
  await page.press('Enter');
  await page.shows('palette-step', { state: 'done' });
  await page.click('palette-close');
  await page.container('sleeper', 'paused');
});

scenario('the form that a line fills keeps what it has no field for', async (window) => {
  const { page } = window;
  await paste(window, 'docker run -d --init -e A=1 --name filled busybox sleep 1000');
  await page.click('palette-fill');
  await page.shows('run-form');
  await page.says('further', '--init');
  await page.type('run-name', 'filled-in');
  await page.says('strip-line', /-e A=1 --init busybox sleep 1000/);
  await page.click('run-accept');
  await page.container('filled-in', 'running', 60_000);
  const env = await docker(
    'inspect',
    '--format',
    '{{json .Config.Env}} {{json .Config.Cmd}} {{.HostConfig.Init}}',
    'filled-in',
  );
  expect(env).toContain('"A=1"');
  expect(env).toContain('["sleep","1000"] true');
});

scenario('an object is found by its name, and stopped from there', async (window) => {
  const { page, browser } = window;
  await docker('run', '--detach', '--name', 'findme', 'busybox', 'sleep', '1000');
  await page.container('findme', 'running');
  await paste(window, 'findme');
  await page.shows('palette-entry', { label: 'findme' });
  await paste(window, 'restart findme');
  await until('an action on it', async () =>
    (await page.all('palette-entry')).some(({ data }) => data.id?.startsWith('restart-')),
  );
  await page.element('palette-entry', { label: 'Restart findme' }).moveTo();
  await page.says('strip-line', 'docker restart findme');
  await browser.keys([Key.Escape]);
  await page.gone('palette');
});

scenario('a line that needs a folder asks for it', async (window) => {
  const { page } = window;
  const folder = mkdtempSync(path.join(tmpdir(), 'naru-palette-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'Dockerfile'), 'FROM busybox\nRUN echo hello\n');
  await paste(window, 'docker build -t palette/folder .');
  await page.shows('palette-folder');
  await page.type('palette-folder-input', folder);
  await page.click('palette-folder-take');
  await page.shows('palette-run');
  await page.click('palette-fill');
  await until('the form to have the folder', async () => (await page.all('build-folder'))[0]?.value === folder);
  await page.click('build-submit');
  await page.shows('build-page', { status: 'done' }, 60_000);
  await docker('image', 'rm', '--force', 'palette/folder');
});

scenario('removing everything says what goes first', async (window) => {
  const { page } = window;
  await docker('run', '--detach', '--name', 'doomed', 'busybox', 'sleep', '1000');
  await page.container('doomed', 'running');
  await paste(window, 'docker rm -f $(docker ps -aq)');
  await page.click('palette-run');
  await page.shows('palette-care');
  const said = (await page.all('consequence', { kind: 'lost' })).map(({ text }) => text).join(' ');
  expect(said).toContain('doomed');
  expect(await docker('ps', '--all', '--quiet'), 'nothing is gone before the answer').not.toBe('');
  await page.click('care-accept');
  await until('every container to be gone', async () => (await docker('ps', '--all', '--quiet')) === '', 60_000);
  await page.press('Escape');
  await page.gone('palette');
});
