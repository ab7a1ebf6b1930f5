import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { container, detailOf, image, layer, someContainers, someImages } from '../../ipc/fake/data';
import { appears, names, openWindow } from '../../test/window';
import { stackOf } from './layers';
import { isSecret, pair } from './meta';
import { view } from './view.svelte';

beforeEach(() => {
  view.search = '';
});

async function images() {
  const opened = await openWindow((backend) => {
    backend.images = someImages();
    backend.containers = someContainers();
  });
  opened.backend.connect();
  await tick();
  await fireEvent.click(screen.getByTestId('nav-images'));
  await waitFor(() => expect(names('image-row').length).toBeGreaterThan(0));
  return opened;
}

const rowOf = (name: string): HTMLElement => {
  const found = screen.getAllByTestId('image-row').find((row) => row.dataset.name === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
};

describe('the images page', () => {
  it('shows a row for each name, and how many containers use the image', async () => {
    await images();
    expect(names('image-row')).toEqual(expect.arrayContaining(['nginx:latest', 'nginx:1.29', '<none>:<none>']));
    expect(rowOf('nginx:latest').textContent).toContain('1 container');
    expect(rowOf('nginx:latest').textContent).toContain('192MB');
    expect(rowOf('<none>:<none>').textContent).toContain('not in use');
  });

  it('lists what docker image ls NAME lists, says so in the strip, and offers what merely contains it', async () => {
    await images();
    await fireEvent.input(screen.getByTestId('search'), { target: { value: 'nginx' } });
    expect(names('image-row')).toEqual(['nginx:1.29', 'nginx:latest']);
    await waitFor(() => expect(screen.getByTestId('strip-line').textContent).toBe('docker image ls nginx'));
    await fireEvent.input(screen.getByTestId('search'), { target: { value: 'counter' } });
    expect(names('image-row').sort()).toEqual(['devwikirepo/hundredcounter:latest', 'devwikirepo/tencounter:latest']);
    expect(screen.getByTestId('similar').textContent).toContain('docker image ls counter lists nothing');
    await fireEvent.input(screen.getByTestId('search'), { target: { value: 'no-such' } });
    expect(screen.getByTestId('state-nomatch')).toBeTruthy();
  });

  it('follows the containers that come and go', async () => {
    const { backend } = await images();
    backend.change([container('second', 'nginx', 'running', 0)]);
    await tick();
    expect(rowOf('nginx:latest').textContent).toContain('2 containers');
  });
});

describe('the image page', () => {
  async function nginx() {
    const opened = await images();
    await fireEvent.click(rowOf('nginx:latest'));
    await appears('image-overview');
    return opened;
  }

  it('explains the metadata and hides what looks secret until it is asked for', async () => {
    await nginx();
    await waitFor(() => expect(screen.getByTestId('strip-line').textContent).toBe('docker image inspect nginx:latest'));
    expect(screen.getByTestId('fact-cmd').textContent).toContain('["nginx", "-g", "daemon off;"]');
    expect(screen.getByTestId('fact-user').textContent).toContain('root (nothing set)');
    const env = screen.getByTestId('fact-env');
    expect(env.textContent).toContain('NGINX_VERSION=1.29.2');
    expect(env.textContent).not.toContain('hunter2');
    await fireEvent.click(within(env).getByLabelText('Show the value of ADMIN_PASSWORD'));
    expect(env.textContent).toContain('hunter2');
  });

  it('stacks the layers, newest first, the empty ones marked', async () => {
    const { backend } = await nginx();
    await fireEvent.click(screen.getByTestId('tab-layers'));
    await waitFor(() =>
      expect(screen.getByTestId('strip-line').textContent).toBe('docker image history --no-trunc nginx:latest'),
    );
    const [nginxImage] = backend.images.filter((one) => one.names.some((name) => name.repository === 'nginx'));
    const { layers } = detailOf(nginxImage ?? image([], 0, 0));
    expect(screen.getAllByTestId('layer-instruction').map((one) => one.textContent)).toEqual(
      layers.map((one) => one.instruction),
    );
    expect(screen.getAllByTestId('layer-row').map((row) => [row.dataset.digest, row.dataset.empty])).toEqual(
      layers.map((one) => [one.digest ?? '', String(one.empty)]),
    );
    expect(screen.getAllByTestId('layer-size').map((one) => one.textContent)).toContain('118MB');
    expect(screen.getAllByText('metadata only')).toHaveLength(layers.filter((one) => one.empty).length);
  });

  it('searches the raw JSON', async () => {
    await nginx();
    await fireEvent.click(screen.getByTestId('tab-inspect'));
    const json = await appears('raw-json');
    expect(json.textContent).toContain('"RepoTags"');
    await fireEvent.input(screen.getByTestId('json-search'), { target: { value: 'daemon off' } });
    expect([...json.querySelectorAll('mark')].map((mark) => mark.textContent)).toContain('daemon off');
    await fireEvent.input(screen.getByTestId('json-search'), { target: { value: 'zzz' } });
    expect(screen.getByText('no match')).toBeTruthy();
  });

  it('says when the image is gone', async () => {
    const { backend } = await nginx();
    backend.images = [];
    backend.tellImages();
    await tick();
    expect(screen.getByTestId('state-gone')).toBeTruthy();
  });

  it('opens the run form with the image filled', async () => {
    await nginx();
    await fireEvent.click(screen.getByTestId('open-run'));
    const field = (await appears('run-image')) as HTMLInputElement;
    expect(field.value).toBe('nginx:latest');
  });
});

describe('layers', () => {
  it('numbers those that have files from the bottom, and sizes them against the largest', () => {
    const stack = stackOf([
      layer('CMD ["x"]', 0, true, 1),
      layer('RUN make', 50, false, 1),
      layer('ADD a /', 100, false, 1),
    ]);
    expect(stack.views.map((view) => [view.verb, view.number, view.share])).toEqual([
      ['CMD', undefined, 0],
      ['RUN', 2, 0.5],
      ['ADD', 1, 1],
    ]);
    expect([stack.bytes, stack.full, stack.empty]).toEqual([150, 2, 1]);
  });

  it('keeps an instruction that is none in one piece', () => {
    const [view] = stackOf([layer('/bin/sh -c apt', 1, false, 1)]).views;
    expect([view?.verb, view?.rest]).toEqual(['', '/bin/sh -c apt']);
  });
});

describe('secrets', () => {
  it('are guessed from the name', () => {
    for (const name of ['POSTGRES_PASSWORD', 'api_token', 'CLIENT_SECRET', 'AWS_ACCESS_KEY_ID', 'SSH_KEY', 'KEY']) {
      expect(isSecret(name), name).toBe(true);
    }
    for (const name of ['PATH', 'NGINX_VERSION', 'KEYBOARD', 'MONKEY', 'LANG'])
      expect(isSecret(name), name).toBe(false);
  });

  it('split a variable at its first equals sign', () => {
    expect(pair('A=b=c')).toEqual({ name: 'A', text: 'b=c', secret: false });
    expect(pair('A=')).toEqual({ name: 'A', text: '', secret: false });
  });
});
