import { Key } from 'webdriverio';
import { until } from './until.ts';
import type { NaruWindow } from './window.ts';

/** Opens the palette by its key and puts a text into it, as a paste does. */
export async function paste({ page, browser }: NaruWindow, text: string): Promise<void> {
  if ((await page.all('palette')).length === 0) await browser.keys([Key.Ctrl, 'k']);
  await until('the palette to take a text', async () => {
    if ((await page.all('palette-input')).length > 0) return true;
    // It comes back with what was performed last, until that was seen.
    if ((await page.all('palette-close')).length === 0) return false;
    await page.click('palette-close');
    await page.gone('palette');
    await browser.keys([Key.Ctrl, 'k']);
    return false;
  });
  await browser.execute((pasted: string) => {
    const box = document.querySelector<HTMLTextAreaElement>('[data-testid="palette-input"]');
    if (!box) return;
    box.focus();
    box.value = pasted;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
  await until('the palette to hold the text', async () => (await page.all('palette-input'))[0]?.value === text);
}
