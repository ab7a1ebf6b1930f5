/**
 * Dismisses a note. A keyboard goes on from the title of the page it stood on: its button goes away with it, and what has lost the
 * focus begins at the window's first button again.
 */
export function dismiss({ currentTarget, detail }: MouseEvent, done: () => void): void {
  const page = detail === 0 && currentTarget instanceof Element ? currentTarget.closest('main') : null;
  done();
  page?.querySelector('h1')?.focus({ preventScroll: true });
}
