import { type Browser, type ChainablePromiseElement, Key } from 'webdriverio';
import { until } from './until.ts';

type Attributes = Record<string, string>;

/** What one element of the page says about itself. */
export interface Seen {
  text: string;
  value: string | null;
  title: string;
  disabled: boolean;
  data: Record<string, string>;
}

/** The page of a window, by the test ids that it carries. */
export class Page {
  constructor(private readonly browser: Browser) {}

  /** A CSS selector for a test id, for attributes beside it (`data-` is put before their names), and for what it is in. */
  static css(id: string, attributes: Attributes = {}, within?: string): string {
    const more = Object.entries(attributes)
      .map(([name, value]) => `[data-${name}="${quoted(value)}"]`)
      .join('');
    return `${within ? `${within} ` : ''}[data-testid="${id}"]${more}`;
  }

  element(id: string, attributes: Attributes = {}, within?: string): ChainablePromiseElement {
    return this.browser.$(Page.css(id, attributes, within));
  }

  /** Every element of that id that is in the page now, in page order. */
  async all(id: string, attributes: Attributes = {}): Promise<Seen[]> {
    return this.browser.execute(
      (css: string) => {
        return [...document.querySelectorAll<HTMLElement>(css)].map((element) => ({
          text: (element.textContent ?? '').replace(/\s+/g, ' ').trim(),
          value: 'value' in element ? String((element as HTMLInputElement).value) : null,
          title: element.title,
          disabled: 'disabled' in element && Boolean((element as HTMLButtonElement).disabled),
          data: Object.fromEntries(Object.entries(element.dataset).map(([name, value]) => [name, value ?? ''])),
        }));
      },
      Page.css(id, attributes),
    ) as Promise<Seen[]>;
  }

  async shows(id: string, attributes: Attributes = {}, withinMs?: number): Promise<Seen> {
    const what = Page.css(id, attributes);
    return until(`${what} to show`, async () => (await this.all(id, attributes))[0], withinMs);
  }

  async gone(id: string, attributes: Attributes = {}, withinMs?: number): Promise<void> {
    const what = Page.css(id, attributes);
    await until(`${what} to go away`, async () => (await this.all(id, attributes)).length === 0, withinMs);
  }

  /** Waits until the element's text has all of `words`. */
  async says(id: string, words: string | RegExp, attributes: Attributes = {}, withinMs?: number): Promise<Seen> {
    let last = '(not there)';
    try {
      return await until(
        `${Page.css(id, attributes)} to say ${words}`,
        async () => {
          const seen = await this.all(id, attributes);
          last = seen.map((each) => each.text).join(' | ') || '(not there)';
          return seen.find((each) => (typeof words === 'string' ? each.text.includes(words) : words.test(each.text)));
        },
        withinMs,
      );
    } catch (error) {
      throw new Error(`${(error as Error).message}; it says: ${last.slice(0, 500)}`, { cause: error });
    }
  }

  async click(id: string, attributes: Attributes = {}, within?: string): Promise<void> {
    const css = Page.css(id, attributes, within);
    // Between being found and being pressed an element may move, and a row's become another row.
    const place = () =>
      this.browser.execute((css: string) => {
        const box = document.querySelector(css)?.getBoundingClientRect();
        return box ? [box.x, box.y, box.width, box.height].join() : null;
      }, css);
    await until(`${css} to be pressed`, async () => {
      const before = await place();
      const element = await this.browser.$(css).getElement();
      if (before === null || !(await element.isClickable()) || (await place()) !== before) return false;
      const same = await this.browser.execute(
        (found, css: string) => document.querySelector(css) === (found as unknown),
        element,
        css,
      );
      if (!same) return false;
      await element.click();
      return true;
    });
  }

  async type(id: string, text: string): Promise<void> {
    const element = this.element(id);
    await element.waitForEnabled({ timeout: 20_000, interval: 40 });
    await element.click();
    // As a person does it: the driver's own way to clear a field does not tell the page about it.
    await this.browser.keys([Key.Ctrl, 'a']);
    await this.browser.keys([Key.Delete]);
    if (text !== '') await element.addValue(text);
    await until(`${id} to hold ${text}`, async () => (await this.all(id))[0]?.value === text);
  }

  /** Back to the list of containers, whatever an earlier test left open. */
  async home(): Promise<void> {
    await until('nothing to be open in front of the page', async () => {
      if ((await this.browser.$$('[role="dialog"], [role="menu"]').length) === 0) return true;
      await this.browser.keys([Key.Escape]);
      return false;
    });
    // That of the history is no dialog.
    if ((await this.all('history')).length > 0) await this.click('history-close');
    await this.go('containers');
    // A list that is empty has neither.
    if ((await this.all('filter-all')).length > 0) await this.click('filter-all');
    if ((await this.all('search')).some((field) => field.value !== '')) await this.type('search', '');
  }

  /** Waits for a dialog, and until it has the keyboard: a key pressed before that goes to what is behind it. */
  async asks(id: string): Promise<Seen> {
    const seen = await this.shows(id);
    const css = Page.css(id);
    await until(`${css} to have the keyboard`, () =>
      this.browser.execute(
        (dialog: string) => document.querySelector(dialog)?.contains(document.activeElement) === true,
        css,
      ),
    );
    return seen;
  }

  async press(key: 'Escape' | 'Enter'): Promise<void> {
    await this.browser.keys([Key[key]]);
  }

  /** Goes to a page by the rail, and waits for it. */
  async go(to: 'containers' | 'images' | 'builds' | 'settings'): Promise<void> {
    await this.click(`nav-${to}`);
    await this.shows('page-title');
  }

  /** Waits for the engine to be in a state. */
  async engine(state: 'connecting' | 'connected' | 'lost' | 'absent', withinMs?: number): Promise<Seen> {
    return this.shows('engine-status', { state }, withinMs);
  }

  /** Waits for a container's row, in a state when one is asked for. */
  async container(name: string, state?: string, withinMs?: number): Promise<Seen> {
    return this.shows('container-row', state === undefined ? { name } : { name, state }, withinMs);
  }

  /** Presses an action of a container's row, opening the row's menu when the action is in there. */
  async act(name: string, action: string): Promise<void> {
    const row = Page.css('container-row', { name });
    // What a row offers changes with its container: an element may be gone between being found and being pressed.
    await until(`${action} of ${name} to be pressed`, async () => {
      const item = this.browser.$(`[role="menu"] ${Page.css(`row-${action}`)}`);
      if (await item.isExisting()) {
        if ((await item.getAttribute('data-disabled')) !== null || !(await item.isClickable())) return false;
        await item.click();
        return true;
      }
      const direct = this.browser.$(`${row} ${Page.css(`row-${action}`)}`);
      if (await direct.isClickable()) {
        await direct.click();
        return true;
      }
      await this.browser.$(row).moveTo();
      const menu = this.browser.$(`${row} ${Page.css('row-menu')}`);
      if ((await menu.isExisting()) && !(await direct.isExisting())) {
        await menu.click();
        await this.browser.$('[role="menu"]').waitForExist({ interval: 40 });
      }
      return false;
    });
  }
}

function quoted(value: string): string {
  return value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\a ');
}
