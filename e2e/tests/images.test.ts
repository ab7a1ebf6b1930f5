import { beforeAll, expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

beforeAll(async () => {
  await noContainers();
  for (const image of ['nginx', 'busybox', 'devwikirepo/tencounter']) await docker('pull', '--quiet', image);
});

const scenario = scenarios(() => ({ dockerHost: environment.lab.dockerHost() }));

scenario('the list has a row for each row of `docker image ls`', async ({ page }) => {
  await page.engine('connected');
  await docker('tag', 'busybox', 'second/name:of-it');
  await page.go('images');
  const listed = async () =>
    (await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}')).split('\n').filter(Boolean).sort();
  const rows = async () =>
    (await page.all('image-row')).map((row) => ({ name: row.data.name ?? '', text: row.text })).sort(byName);
  const expected = (await listed()).map((line) => line.split(' ') as [string, string]);
  await until('as many rows as `docker image ls` has', async () => (await rows()).length === expected.length);
  const seen = await rows();
  expect(seen.map((row) => row.name)).toEqual(expected.map(([name]) => name));
  for (const [name, id] of expected) {
    expect(seen.find((row) => row.name === name)?.text, `${name} shows its short id`).toContain(id);
  }
  await docker('image', 'rm', 'second/name:of-it');
  await page.gone('image-row', { name: 'second/name:of-it' });
});

scenario('search takes what `docker image ls NAME` takes', async ({ page }) => {
  await page.go('images');
  await page.type('search', 'devwikirepo/*');
  await until('only the course’s image', async () => {
    const names = (await page.all('image-row')).map((row) => row.data.name);
    return names.length > 0 && names.every((name) => name?.startsWith('devwikirepo/'));
  });
  await page.type('search', 'no-such-image');
  await page.shows('state-nomatch');
  await page.type('search', '');
});

scenario('a container makes its image “in use”', async ({ page }) => {
  await page.go('images');
  const before = await page.shows('image-row', { name: 'nginx:latest' });
  await docker('create', '--name', 'user-one', 'nginx');
  await docker('create', '--name', 'user-two', 'nginx');
  const after = await until('the row to count two', async () => {
    const row = (await page.all('image-row', { name: 'nginx:latest' }))[0];
    return row && row.text !== before.text && /\b2\b/.test(row.text) && row;
  });
  expect(after.text).not.toBe(before.text);
  await noContainers();
});

scenario(
  'an image’s page is what `docker image inspect` and `docker history --no-trunc` say',
  async ({ page, browser }) => {
    await page.go('images');
    await page.click('image-row', { name: 'nginx:latest' });
    await page.click('tab-inspect');
    const raw = await page.shows('raw-json');
    const printed = JSON.parse(await docker('image', 'inspect', 'nginx'));
    const inspected = printed[0];
    const shown = await browser.execute(() => document.querySelector('[data-testid="raw-json"]')?.textContent ?? '');
    expect(JSON.parse(shown), raw.text.slice(0, 40)).toEqual(printed);

    await page.click('tab-overview');
    for (const words of ['/docker-entrypoint.sh', 'NGINX_VERSION=1.22.1', '80/tcp']) {
      await until(`the overview to show ${words}`, async () => (await bodyText(browser)).includes(words));
    }

    await page.click('tab-layers');
    await page.shows('layer-row');
    const layers = await page.all('layer-row');
    const history = (await docker('history', '--no-trunc', '--human=false', '--format', '{{json .}}', 'nginx'))
      .split('\n')
      .map((line) => JSON.parse(line) as { CreatedBy: string; Size: string });
    expect(layers.length, 'a row for each line of docker history').toBe(history.length);
    const digests = layers.filter((row) => row.data.empty !== 'true').map((row) => row.data.digest);
    expect([...digests].reverse(), 'layers that hold files are those of RootFS, in order').toEqual(
      inspected.RootFS.Layers,
    );
    const instructions = (await page.all('layer-instruction')).map((each) => each.text);
    history.forEach((step, at) => {
      const words = essence(step.CreatedBy);
      expect(essence(instructions[at] ?? ''), `line ${at} of docker history`).toContain(words.slice(0, 40));
    });
  },
);

/** What a person wrote, without what builders put around it. */
function essence(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/^(RUN )?\/bin\/sh -c /, '')
    .replace(/^RUN /, '')
    .replace(/ # buildkit$/, '')
    .replace(/\b(in|file:\S+|multi:\S+|dir:\S+)\b.*$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

async function bodyText(browser: WebdriverIO.Browser): Promise<string> {
  return browser.$('body').getText();
}
