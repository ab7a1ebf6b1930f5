/** The page of a container, open in a window with two of them. */
import { container, port, someImages } from '../ipc/fake/data';
import { view } from '../views/containers/view.svelte';
import { appears, type Opened, openWindow } from './window';

export const web = container('web', 'nginx', 'running', 3, { ports: [port(80, 8080)] });
export const old = container('old', 'busybox', 'exited', 90, { exitCode: 137 });

export async function openPage(of = web, prepare: (backend: Opened['backend']) => void = () => {}): Promise<Opened> {
  view.reset();
  const opened = await openWindow((backend) => {
    backend.containers = [web, old];
    backend.images = someImages();
    prepare(backend);
  });
  opened.backend.connect();
  opened.app.route.go({ page: 'container', id: of.id });
  await appears('lifecycle');
  return opened;
}
