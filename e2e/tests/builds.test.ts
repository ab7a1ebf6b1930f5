import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import type { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const DOCKERFILE = `FROM busybox AS build
ARG FAIL=no
ARG WAIT=0
WORKDIR /work
COPY words.txt .
RUN for i in 1 2 3 4 5; do echo "counting $i"; sleep 1; done
RUN sleep $WAIT
RUN if [ "$FAIL" = yes ]; then echo "about to fail"; exit 7; fi
RUN tr a-z A-Z < words.txt > loud.txt

FROM busybox
LABEL made.by="the end-to-end tests"
ENV GREETING=hello
COPY --from=build /work/loud.txt /loud.txt
EXPOSE 8080
CMD ["cat", "/loud.txt"]
`;
const COUNTING_LINE = '6';
const WAITING_LINE = '7';
const FAILING_LINE = '8';

const folder = path.join(mkdtempSync(path.join(tmpdir(), 'naru-build-')), 'loud words');

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'Dockerfile'), DOCKERFILE);
  writeFileSync(path.join(folder, 'words.txt'), 'words from the context\n');
  await noContainers();
  await docker('pull', '--quiet', 'busybox');
  await docker('builder', 'prune', '--all', '--force');
});
afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const scenario = scenarios(() => ({ dockerHost: environment.lab.dockerHost() }));

async function startBuild(page: Page, tag: string, ...args: string[]): Promise<void> {
  await page.go('builds');
  await page.type('build-folder', folder);
  await page.type('build-tag', tag);
  for (const [at, arg] of args.entries()) {
    if ((await page.all(`build-arg-${at}`)).length === 0) await page.click('build-add-arg');
    await page.type(`build-arg-${at}`, arg);
  }
  await page.click('build-submit');
  await page.shows('build-page');
}

scenario('a multi-stage Dockerfile is built, its steps seen while they run, and the image found', async ({ page }) => {
  await page.engine('connected');
  await startBuild(page, 'e2e/loud:1');
  await page.shows('build-page', { status: 'running' });
  await until('the counting step to be seen while it runs', async () => {
    const running = await page.all('build-step', { status: 'running' });
    return running.some((step) => step.text.includes('counting'));
  });
  // The log shown is that of the step that runs, until one is chosen.
  await page.click('build-step', { line: COUNTING_LINE });
  await page.says('build-log-line', 'counting 2');
  await page.shows('build-page', { status: 'done' }, 60_000);
  await page.says('strip-line', 'docker build -t e2e/loud:1');
  expect(await docker('run', '--rm', 'e2e/loud:1'), 'it is the image that the Dockerfile describes').toBe(
    'WORDS FROM THE CONTEXT',
  );

  await page.click('build-open-image');
  await page.click('tab-layers');
  await page.shows('layer-row');
  const layers = await page.all('layer-row');
  const history = (await docker('history', '--no-trunc', '--format', '{{.CreatedBy}}', 'e2e/loud:1')).split('\n');
  expect(layers.length, 'a row for each line of docker history').toBe(history.length);
  const rootfs = JSON.parse(
    await docker('image', 'inspect', '--format', '{{json .RootFS.Layers}}', 'e2e/loud:1'),
  ) as string[];
  const digests = layers.filter((row) => row.data.empty !== 'true').map((row) => row.data.digest);
  expect([...digests].reverse(), 'its layers are those of docker image inspect').toEqual(rootfs);
  const instructions = (await page.all('layer-instruction')).map((each) => each.text);
  expect(instructions[0], 'newest first, as docker history lists them').toContain('CMD');
  expect(instructions.some((text) => text.includes('COPY') && text.includes('/loud.txt'))).toBe(true);

  await page.go('images');
  await page.shows('image-row', { name: 'e2e/loud:1' });
});

scenario('a second build of the same comes from the cache', async ({ page }) => {
  await startBuild(page, 'e2e/loud:2');
  await page.shows('build-page', { status: 'done' }, 60_000);
  const cached = await page.all('build-step', { status: 'cached' });
  expect(
    cached.some((step) => step.text.includes('counting')),
    'the counting step was not run again',
  ).toBe(true);
});

scenario('a RUN that fails shows its step, the end of its log and the line of the Dockerfile', async ({ page }) => {
  await startBuild(page, 'e2e/loud:fails', 'FAIL=yes');
  await page.shows('build-page', { status: 'failed' }, 60_000);
  await page.shows('build-failure');
  const failed = await page.shows('build-step', { status: 'failed' });
  expect(failed.data.line).toBe(FAILING_LINE);
  await page.says('build-page', 'about to fail');
  await page.shows('dockerfile-line', { line: FAILING_LINE, failed: 'true' });
  expect(await docker('image', 'ls', '--quiet', 'e2e/loud:fails'), 'no image came of it').toBe('');
});

scenario('cancel really cancels', async ({ page }) => {
  const seconds = 5;
  await startBuild(page, 'e2e/loud:cancelled', `WAIT=${seconds}`);
  await page.shows('build-step', { status: 'running', line: WAITING_LINE });
  await page.click('build-cancel');
  await page.shows('build-page', { status: 'cancelled' });
  // By then it would have come to its end, had nobody cancelled it.
  await new Promise((resolve) => setTimeout(resolve, 2 * seconds * 1_000));
  expect(await docker('image', 'ls', '--quiet', 'e2e/loud:cancelled'), 'no image came of it').toBe('');
});

scenario('leaving the page neither stops nor loses a build', async ({ page }) => {
  await startBuild(page, 'e2e/loud:left', 'WAIT=4');
  await page.shows('build-step', { status: 'running', line: WAITING_LINE });
  await page.go('containers');
  await page.gone('build-page');
  await until('the image to be there', async () => (await docker('image', 'ls', '--quiet', 'e2e/loud:left')) !== '');
  await page.go('builds');
  await page.says('build-row', 'e2e/loud:left', { status: 'done' });
  expect((await page.all('build-row'))[0]?.text, 'the newest build is first').toContain('e2e/loud:left');
  await page.click('build-row');
  await page.shows('build-page', { status: 'done' });
  await page.says('page-title', 'e2e/loud:left');
});

scenario(
  'a folder without a Dockerfile, or none at all, is said at its field, and nothing is built',
  async ({ page }) => {
    const bare = path.join(folder, '..', 'bare');
    mkdirSync(bare, { recursive: true });
    await page.go('builds');
    const before = (await page.all('build-row')).length;
    await page.type('build-folder', bare);
    await page.click('build-submit');
    await page.says('field-error', 'Dockerfile', { field: 'dockerfile' });
    await page.type('build-folder', path.join(folder, 'not-there'));
    await page.click('build-submit');
    await page.says('field-error', 'not-there', { field: 'folder' });
    expect(await page.all('build-row')).toHaveLength(before);
    // What was mended outside is seen when it is sent again.
    mkdirSync(path.join(folder, 'not-there'));
    writeFileSync(path.join(folder, 'not-there', 'Dockerfile'), 'FROM busybox\n');
    await page.click('build-submit');
    await page.shows('build-page', { status: 'done' }, 60_000);
  },
);
