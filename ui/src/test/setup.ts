import { cleanup, configure } from '@testing-library/svelte';
import { afterEach, beforeEach, vi } from 'vitest';
import { locale } from '../i18n/locale.svelte';
import { endOpened } from './opened';

// jsdom has no layout and no media queries; components that ask get the plain answer.
class NoResize implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoResize;
window.matchMedia ??= (query) =>
  ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.getAnimations ??= () => [];

// The first dialog of a run is compiled while a test waits for it; a busy machine takes its time.
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => locale.set('en'));
// Files share a page: nothing of a test is there for the next.
afterEach(() => {
  cleanup();
  endOpened();
  document.body.replaceChildren();
  // jsdom has neither; a test that needs one puts it there.
  Reflect.deleteProperty(navigator, 'clipboard');
  Reflect.deleteProperty(document, 'execCommand');
  vi.useRealTimers();
});
