/** The whole window on a made-up backend, for tests of its pages. */
import { render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { FakeBackend } from '../ipc/fake';
import { App } from '../state/app';
import Window, { LATER } from '../Window.svelte';

export interface Opened {
  app: App;
  backend: FakeBackend;
}

export async function openWindow(prepare: (backend: FakeBackend) => void = () => {}): Promise<Opened> {
  // Loaded before: a page that is still on its way when a test ends would fail the run.
  await Promise.all(LATER.map((part) => part()));
  const backend = new FakeBackend();
  prepare(backend);
  const app = new App(backend);
  await app.start();
  render(Window, { app });
  await tick();
  return { app, backend };
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
