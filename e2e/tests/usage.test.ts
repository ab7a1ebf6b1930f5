/** What a container uses, while something is moved, and while the container or the engine goes. */
import { expect, onTestFinished } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, killEngine, noContainers, startEngine } from '../harness/lab.ts';
import type { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

/** A container that starts again by itself, with its usage in front. */
async function usageOf(page: Page, name: string): Promise<void> {
  await docker(
    'run',
    '--detach',
    '--name',
    name,
    '--restart',
    'always',
    '--cpus',
    '0.3',
    'busybox',
    'sh',
    '-c',
    'while :; do :; done',
  );
  onTestFinished(async () => {
    await docker('rm', '--force', name);
  });
  await page.container(name, 'running');
  await page.click('row-name', { name });
  await page.click('tab-usage');
  await page.shows('usage-page', { live: 'true' });
}

const points = async (page: Page) => Number((await page.shows('usage-page')).data.points);
const value = async (page: Page, of: string) => (await page.shows('usage-value', { of })).text;

const UNITS: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };
const TOTALS = /in all ([\d.]+) ([kMG]?B) \/ ([\d.]+) ([kMG]?B)/;

/** The two counters of a chart, in bytes. */
async function totals(page: Page, name: string): Promise<{ one: number; other: number }> {
  const { text } = await page.says('usage-chart', TOTALS, { name });
  const [, one = '', unit = '', other = '', otherUnit = ''] = TOTALS.exec(text) ?? [];
  return { one: Number(one) * (UNITS[unit] ?? 0), other: Number(other) * (UNITS[otherUnit] ?? 0) };
}

scenario('what goes over the network and to the disk is counted, and grows by what is moved', async ({ page }) => {
  await usageOf(page, 'moves');
  const rate = /^[\d.]+ [kMG]?B\/s$/;
  for (const of of ['received', 'sent', 'read', 'written']) {
    await until(`a number for ${of}`, async () => rate.test(await value(page, of)));
  }
  const network = await totals(page, 'network');
  const gateway = await docker('inspect', '--format', '{{.NetworkSettings.Gateway}}', 'moves');
  // Half a megabyte each way.
  await docker('exec', 'moves', 'ping', '-q', '-A', '-c', '500', '-s', '1000', gateway);
  await until('what was sent and came back', async () => {
    const now = await totals(page, 'network');
    return now.one >= network.one + 500_000 && now.other >= network.other + 500_000;
  });

  const disk = await totals(page, 'disk');
  await docker('exec', 'moves', 'dd', 'if=/dev/zero', 'of=/big', 'bs=1M', 'count=8', 'conv=fsync');
  await until('what was written', async () => (await totals(page, 'disk')).other >= disk.other + 8_000_000);
});

scenario(
  'an engine that is killed: nothing is measured, that is said, and values come back with it',
  async ({ page }) => {
    await usageOf(page, 'watched');
    await until('two readings', async () => (await points(page)) >= 2);
    await killEngine();
    try {
      await page.engine('lost');
      await page.shows('state-lost');
      await page.shows('usage-page', { live: 'false' });
      expect(await value(page, 'pids'), 'what was measured last stays readable').toBe('1');
    } finally {
      await startEngine();
    }
    await page.engine('connected', 30_000);
    // The engine starts it again, by its policy.
    await page.shows('usage-page', { live: 'true' }, 60_000);
    const before = await points(page);
    await until('more readings', async () => (await points(page)) > before);
    await until('its CPU', async () => Number.parseFloat(await value(page, 'cpu')) > 5);
  },
  120_000,
);

scenario(
  'a container that is removed while it is measured: it is said, and nothing is called live',
  async ({ page }) => {
    await usageOf(page, 'goes');
    await until('two readings', async () => (await points(page)) >= 2);
    await docker('rm', '--force', 'goes');
    await page.shows('state-gone');
    await page.gone('usage-page', { live: 'true' });
    expect(await page.all('problem'), 'that it is gone is said once').toEqual([]);
  },
);
