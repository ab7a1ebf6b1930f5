/** The files of a container, open in a window. */
import { fireEvent, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { container, someImages } from '../ipc/fake/data';
import { appears, type Opened, openWindow, rows } from './window';

export const web = container('web', 'nginx', 'running', 3);

export async function openFiles(): Promise<Opened> {
  const window = await openWindow((backend) => {
    backend.containers = [web];
    backend.images = someImages();
  });
  window.backend.connect();
  await tick();
  window.app.route.go({ page: 'container', id: web.id });
  await fireEvent.click(await appears('tab-files'));
  await appears('files-writable');
  return window;
}

export function row(testid: string, name: string): HTMLElement {
  const found = rows(testid).find((one) => one.dataset.name === name || one.dataset.path === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

export const type = (testid: string, value: string) =>
  fireEvent.input(screen.getByTestId(testid), { target: { value } });
