import { setTimeout } from 'node:timers/promises';
import { Key } from 'webdriverio';
import { Page } from './page.ts';
import { until } from './until.ts';
import type { NaruWindow } from './window.ts';

/** Opens the terminals of a container that is in the list. */
export async function openTerminals({ page }: NaruWindow, container: string): Promise<void> {
  await page.container(container);
  await page.act(container, 'logs');
  await page.click('tab-terminal');
  await page.shows('terminal-view');
}

/** Opens a new shell in the container whose terminals are in front, and waits for its prompt. */
export async function openShell(window: NaruWindow): Promise<void> {
  const before = (await window.page.all('session')).length;
  await window.page.click('terminal-new');
  await until('a new session', async () => (await window.page.all('session')).length > before);
  await window.page.shows('terminal-screen', { state: 'live' });
  await shows(window, /[#$] ?$/m);
}

/** What is on the screen of the terminal, row by row, as it is drawn. */
export async function screen({ browser }: NaruWindow): Promise<string> {
  return browser.execute(
    (css: string) =>
      [...document.querySelectorAll(`${css} .xterm-rows > div`)]
        .map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd())
        .join('\n'),
    Page.css('terminal-screen'),
  );
}

/** Waits until the terminal shows something. */
export async function shows(window: NaruWindow, words: string | RegExp, withinMs?: number): Promise<string> {
  let last = '';
  try {
    return await until(
      `the terminal to show ${words}`,
      async () => {
        last = await screen(window);
        const there = typeof words === 'string' ? last.includes(words) : words.test(last);
        return there ? last : undefined;
      },
      withinMs,
    );
  } catch (error) {
    throw new Error(`${(error as Error).message}; it shows:\n${last.trimEnd()}`, { cause: error });
  }
}

/**
 * busybox's shell asks with its prompt where the cursor is, and throws away what comes within 50 ms of the answer. So a test sits down
 * first, as a person does.
 */
const SITTING_DOWN_MS = 200;

/** Types a text, key after key: `keys` would press them all and only then let go. */
export async function typeText({ browser }: NaruWindow, text: string): Promise<void> {
  await setTimeout(SITTING_DOWN_MS);
  const action = browser.action('key');
  for (const key of text) action.down(key).up(key);
  await action.perform();
}

/** Types a line and Return. */
export async function typeLine(window: NaruWindow, line: string): Promise<void> {
  await typeText(window, line + Key.Enter);
}

/** Pastes, as the web view does it when it is asked to. */
export async function pasteText({ browser }: NaruWindow, text: string): Promise<void> {
  await setTimeout(SITTING_DOWN_MS);
  await browser.execute(
    (css: string, pasted: string) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      document
        .querySelector(`${css} textarea`)
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    Page.css('terminal-screen'),
    text,
  );
}
