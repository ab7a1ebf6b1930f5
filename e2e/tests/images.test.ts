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
    (await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}} {{.ID}} {{.Size}}'))
      .split('\n')
      .filter(Boolean)
      .sort();
  const rows = async () =>
    (await page.all('image-row')).map((row) => ({ name: row.data.name ?? '', text: row.text })).sort(byName);
  const expected = (await listed()).map((line) => line.split(' ') as [string, string, string]);
  await until('as many rows as `docker image ls` has', async () => (await rows()).length === expected.length);
  const seen = await rows();
  expect(seen.map((row) => row.name)).toEqual(expected.map(([name]) => name));
  for (const [name, id, size] of expected) {
    const text = seen.find((row) => row.name === name)?.text ?? '';
    expect(text, `${name} shows its short id`).toContain(id);
    expect(text.replaceAll(' ', ''), `${name} shows the size that docker prints`).toContain(size);
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
    const history = (await docker('history', '--no-trunc', '--format', '{{json .}}', 'nginx'))
      .split('\n')
      .map((line) => JSON.parse(line) as { CreatedBy: string; Size: string });
    expect(layers.length, 'a row for each line of docker history').toBe(history.length);
    const digests = layers.filter((row) => row.data.empty !== 'true').map((row) => row.data.digest);
    expect([...digests].reverse(), 'layers that hold files are those of RootFS, in order').toEqual(
      inspected.RootFS.Layers,
    );
    const instructions = await page.all('layer-instruction');
    const sizes = await page.all('layer-size');
    history.forEach((step, at) => {
      const line = `line ${at} of docker history`;
      expect(plain(instructions[at]?.title), `${line}, as the engine stores it`).toBe(plain(step.CreatedBy));
      expect(sizes[at]?.text.replaceAll(' ', ''), `${line}, its size`).toBe(step.Size);
      const shown = words(instructions[at]?.text);
      expect(shown[0], `${line} begins with a Dockerfile instruction`).toMatch(/^[A-Z]+$/);
      expect(missing(shown.slice(1), words(step.CreatedBy)), `${line} shows no word that is not the engine’s`).toEqual(
        [],
      );
    });
  },
);

function plain(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}

function words(text = ''): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The words that are not among the others in the same order. */
function missing(some: string[], others: string[]): string[] {
  let from = 0;
  return some.filter((word) => {
    const at = others.indexOf(word, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

async function bodyText(browser: WebdriverIO.Browser): Promise<string> {
  return browser.$('body').getText();
}
