/** The whole window on a made-up backend, for tests of its pages. */
import { render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { FakeBackend } from '../ipc/fake';
import { App } from '../state/app';
import { LogOptions, options } from '../views/containers/logs/options.svelte';
import { TABS } from '../views/containers/tabs';
import { view as containers } from '../views/containers/view.svelte';
import { view as images } from '../views/images/view.svelte';
import Window, { LATER } from '../Window.svelte';
import { opened } from './opened';

// Loaded before: a page that is still on its way when a test ends would fail the run, and the first test would wait for all of them.
await Promise.all([...LATER, ...TABS.map(({ load }) => load)].map((part) => part()));

export interface Opened {
  app: App;
  backend: FakeBackend;
}

export async function openWindow(prepare: (backend: FakeBackend) => void = () => {}): Promise<Opened> {
  forget();
  const backend = new FakeBackend();
  prepare(backend);
  const app = new App(backend);
  opened.push(app.start());
  render(Window, { app });
  await tick();
  return { app, backend };
}

/** What outlives the pages of a window, as in one that was just opened. */
function forget() {
  containers.reset();
  containers.selection.clear();
  images.search = '';
  const { follow, timestamps, wrap, streams, since, until } = new LogOptions();
  Object.assign(options, { follow, timestamps, wrap, streams, since, until });
}

/** Pages behind the first are loaded when asked for; this waits until one is there. */
export function appears(testid: string): Promise<HTMLElement> {
  return waitFor(() => screen.getByTestId(testid));
}

export function rows(testid: string): HTMLElement[] {
  return screen
    .queryAllByTestId(testid)
    .sort((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top));
}

export function names(testid: string): (string | undefined)[] {
  return rows(testid).map((row) => row.dataset.name);
}
