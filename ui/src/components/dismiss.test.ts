import { expect, it } from 'vitest';
import { dismiss } from './dismiss';

/** A page with a note; pressing its button this often (0: with the keyboard) dismisses it. */
function press(clicks: number): { left: boolean; title: HTMLElement } {
  const page = document.createElement('main');
  const title = document.createElement('h1');
  title.tabIndex = -1;
  const button = document.createElement('button');
  page.append(title, button);
  document.body.append(page);
  button.addEventListener('click', (event) => dismiss(event, () => button.remove()));
  button.focus();
  button.dispatchEvent(new MouseEvent('click', { detail: clicks }));
  return { left: button.isConnected, title };
}

it('a keyboard goes on from the title of the page', () => {
  const { left, title } = press(0);
  expect(left).toBe(false);
  expect(document.activeElement).toBe(title);
});

it('a pointer leaves the keyboard where it was', () => {
  const { left, title } = press(1);
  expect(left).toBe(false);
  expect(document.activeElement).not.toBe(title);
});
