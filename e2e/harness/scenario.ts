import { afterAll, beforeAll, onTestFailed, test } from 'vitest';
import { NaruWindow, type WindowOptions } from './window.ts';

/** A file's tests on one window: opens it before them, keeps a picture of each failure, and closes it after them. */
export function scenarios(options: () => WindowOptions | Promise<WindowOptions>) {
  let window: NaruWindow | undefined;
  beforeAll(async () => {
    window = await NaruWindow.open(await options());
  });
  afterAll(async () => {
    await window?.close();
  });
  return (name: string, body: (window: NaruWindow) => Promise<void>, timeout?: number) => {
    test(
      name,
      async () => {
        const opened = window;
        if (opened === undefined) throw new Error('the window did not open');
        onTestFailed(async () => {
          const picture = await opened.keepEvidence(name);
          console.error(`picture: ${picture}`);
        });
        await opened.page.home();
        await body(opened);
      },
      timeout,
    );
  };
}
