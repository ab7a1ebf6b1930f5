import type { Seen } from './page.ts';
import type { NaruWindow } from './window.ts';

/** Opens a container's page from its row. */
export async function open({ page }: NaruWindow, name: string): Promise<void> {
  await page.container(name);
  // Its middle may be a link to a port.
  await page.click('row-name', { name });
  await page.shows('lifecycle');
}

/** Waits until the life diagram says that its container is there. */
export async function lit({ page }: NaruWindow, node: string, withinMs?: number): Promise<Seen> {
  return page.shows('life-node', { node, lit: 'true' }, withinMs);
}

/** Presses an arrow of the life diagram, as soon as it does something. */
export async function arrow({ page }: NaruWindow, id: string): Promise<void> {
  await page.click('life-arrow', { arrow: id, legal: 'true', ready: 'true' });
}
