/** Logs of containers that do more than print: colours, a terminal, a flood, an end while they are read. */
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { Key } from 'webdriverio';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { NaruWindow } from '../harness/window.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

/** What the rows in sight say. */
const texts = async ({ page }: NaruWindow) => (await page.all('log-words')).map((line) => line.text);

/** The last line that is in sight, as a number. */
const last = async (window: NaruWindow) => Number((await texts(window)).at(-1));

const lines = async ({ page }: NaruWindow) => Number((await page.shows('log-view')).data.lines);

/** Opens the log of a container that is in the list. */
async function openLog({ page }: NaruWindow, name: string): Promise<void> {
  await page.container(name);
  await page.act(name, 'logs');
  await page.shows('log-view');
}

scenario('colours are drawn as colours, and their escapes are not in the text', async (window) => {
  const { page, browser } = window;
  const says = '\\033[31mred\\033[0m plain \\033[1;32mbold green\\033[0m \\033[38;5;200mother\\033[0m\\n';
  await docker('run', '--name', 'coloured', 'busybox', 'printf', says);
  await openLog(window, 'coloured');
  await page.says('log-words', /^red plain bold green other$/);
  const drawn = await browser.execute((css: string) => {
    const words = document.querySelector(css);
    const of = (element: Element) => {
      const { color, fontWeight } = getComputedStyle(element);
      return { text: element.textContent, color, weight: Number(fontWeight) };
    };
    return { around: words && of(words), spans: [...(words?.querySelectorAll('span') ?? [])].map(of) };
  }, Page.css('log-words'));
  const [red, green] = drawn.spans;
  expect(drawn.spans.map(({ text }) => text).slice(0, 2)).toEqual(['red', 'bold green']);
  expect(new Set([drawn.around?.color, red?.color, green?.color]).size, 'three colours').toBe(3);
  expect(green?.weight).toBeGreaterThan(drawn.around?.weight ?? 0);
  expect(red?.weight).toBe(drawn.around?.weight);
  await page.click('back');
});

scenario('a container with a terminal has a log like any other, followed and without its line ends', async (window) => {
  const { page } = window;
  const waits = 'echo first; echo 나루 >&2; until [ -e /go ]; do sleep 0.1; done; printf "\\033[33mlast\\033[0m\\n"';
  await docker('run', '--detach', '--tty', '--name', 'tty', 'busybox', 'sh', '-c', waits);
  await openLog(window, 'tty');
  await page.shows('log-view', { log: 'live', lines: '2' });
  await until('both lines', async () => (await texts(window)).join('|') === 'first|나루');
  // A terminal has one stream for both.
  expect((await page.all('log-line')).map(({ data }) => data.stream)).toEqual(['stdout', 'stdout']);
  await docker('exec', 'tty', 'touch', '/go');
  await page.shows('log-view', { log: 'ended', lines: '3' });
  await until('the last line', async () => (await texts(window)).join('|') === 'first|나루|last');
  await page.click('back');
});

scenario('a container that is removed while it is followed: what came is there to its last line', async (window) => {
  const { page } = window;
  const counts = 'i=0; while :; do echo $((i=i+1)); sleep 0.05; done';
  await docker('run', '--detach', '--name', 'goes', 'busybox', 'sh', '-c', counts);
  await openLog(window, 'goes');
  await until('ten lines', async () => (await last(window)) >= 10);
  await docker('rm', '--force', 'goes');
  await page.shows('log-removed');
  await page.shows('log-view', { log: 'removed' });
  const there = await lines(window);
  expect(there).toBeGreaterThanOrEqual(10);
  await until('its last line', async () => (await last(window)) === there);
  await page.type('log-search', '1');
  const ones = Array.from({ length: there }, (_, at) => String(at + 1)).filter((line) => line.includes('1'));
  await page.shows('log-matches', { matching: String(ones.length) });
  await page.type('log-search', '');
  await page.click('back');
});

/** So many that they come faster than they are read. */
const FLOOD = 400_000;

scenario(
  'a flood is followed while the window answers, and no line of it is lost or out of its place',
  async (window) => {
    const { page, browser } = window;
    onTestFinished(async () => {
      await docker('rm', '--force', 'flood');
    });
    // In two parts, so that the second comes when the view stands still, however fast the first was.
    const when = (file: string) => `until [ -e ${file} ]; do sleep 0.1; done`;
    const prints = `${when('/go')}; seq 1 ${FLOOD / 2}; ${when('/on')}; exec seq ${FLOOD / 2 + 1} ${FLOOD}`;
    await docker('run', '--detach', '--name', 'flood', 'busybox', 'sh', '-c', prints);
    await openLog(window, 'flood');
    await page.shows('log-view', { log: 'live' });
    await docker('exec', 'flood', 'touch', '/go');
    await until('some of it', async () => (await last(window)) > 1_000);
    // The window answers: it stands still when it is asked to, goes to the beginning, and back to the end.
    await page.click('log-follow');
    const still = await until('it to stand still', async () => {
      const before = await texts(window);
      // Rows at the end may still be on their way, one trip after their number was known.
      await setTimeout(400);
      return before.length > 5 && isDeepStrictEqual(before, await texts(window)) && before;
    });
    const there = await lines(window);
    await docker('exec', 'flood', 'touch', '/on');
    await page.shows('log-behind');
    await until('more to have come', async () => (await lines(window)) > there);
    expect(await texts(window), 'it stands still').toEqual(still);
    await page.click('log-lines');
    await browser.keys([Key.Home]);
    await until('the first line', async () => (await texts(window))[0] === '1');
    await page.click('log-follow');

    await page.shows('log-view', { log: 'ended', lines: String(FLOOD) }, 180_000);
    await until('the end', async () => (await last(window)) === FLOOD);
    const written = (await docker('logs', 'flood')).split('\n');
    expect([written.length, written.at(-1)], 'as the engine has it').toEqual([FLOOD, String(FLOOD)]);
    await page.click('log-regex');
    await page.type('log-search', '^[0-9]*000$');
    await page.shows('log-matches', { matching: String(FLOOD / 1000) }, 60_000);
    // The number of a line is what it says, wherever one looks.
    await page.press('Enter');
    for (let looks = 0; looks < 3; looks += 1) {
      const at = await page.shows('log-words', { found: 'true' });
      const line = page.element('log-words', { found: 'true' }).parentElement();
      expect(Number(await line.getAttribute('data-line')) + 1).toBe(Number(at.text));
      await page.click('log-next');
      await until('the next', async () => {
        const [now] = await page.all('log-words', { found: 'true' });
        return now !== undefined && now.text !== at.text;
      });
    }
    await page.type('log-search', '');
    await page.click('log-regex');
    await page.click('back');
  },
  180_000,
);

scenario('what is copied is the log as it was written, all of it or the lines that were chosen', async (window) => {
  const { page, browser } = window;
  const says = 'one\\n  two \\033[31mred\\033[0m\\n셋\\nfour\\n';
  await docker('run', '--name', 'copied', 'busybox', 'printf', says);
  await openLog(window, 'copied');
  await page.shows('log-view', { log: 'ended', lines: '4' });
  await page.click('log-copy');
  await page.says('log-done', '4');
  expect(await clipboard(window)).toBe('one\n  two red\n셋\nfour\n');
  await openLog(window, 'copied');
  await page.shows('log-view', { log: 'ended', lines: '4' });
  // From the number of the second line to that of the third. How many lines there are is known before they are drawn.
  const [, second, third] = await until('a number at each line', async () => {
    const numbers = await browser.$$(`${Page.css('log-line')} [data-gutter]`).getElements();
    return numbers.length === 4 && [...numbers];
  });
  await second?.click();
  await browser.action('key').down(Key.Shift).perform(true);
  await third?.click();
  await browser.releaseActions();
  await page.click('log-copy');
  await page.says('log-done', '2');
  expect(await clipboard(window)).toBe('  two red\n셋\n');
});

/** What is on the clipboard, by pasting it where several lines can be; leaves the list in front. */
async function clipboard({ page, browser }: NaruWindow): Promise<string> {
  await page.home();
  await browser.keys([Key.Ctrl, 'k']);
  await page.click('palette-input');
  await browser.keys([Key.Ctrl, 'v']);
  const text = await until(
    'the clipboard to be pasted',
    async () => (await page.all('palette-input'))[0]?.value || undefined,
  );
  await browser.keys([Key.Ctrl, 'a']);
  await browser.keys([Key.Delete]);
  await page.home();
  return text;
}
