import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { isSecret, pair } from '../../components/secrets';
import { problem } from '../../ipc/fake';
import { container, detailOf, engine, image, layer, someContainers, someImages } from '../../ipc/fake/data';
import LayersInApp from '../../test/LayersInApp.svelte';
import { appears, names, openWindow } from '../../test/window';
import { stackOf } from './layers';
import { masked } from './meta';

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

  it('says why the engine lists none, and shows those that it listed before', async () => {
    const { backend } = await images();
    backend.refuseImages(problem('engineRefused', {}, 'content digest: not found'), true);
    const note = await appears('problem');
    expect(note.textContent).toContain('Below is what was listed last');
    expect(names('image-row').length).toBeGreaterThan(0);
    backend.refuseImages(problem('engineRefused', {}, 'content digest: not found'), false);
    await waitFor(() => expect(names('image-row')).toEqual([]));
    expect(screen.queryByTestId('state-loading')).toBeNull();
    expect(screen.getByTestId('problem').textContent).toContain('Containers are shown all the same');
    backend.status({ state: 'lost', engine, problem: problem('engineUnreachable') });
    expect(await appears('state-waiting'), 'nobody asks an engine that is gone').toBeTruthy();
    expect(screen.queryByTestId('problem')).toBeNull();
    backend.connect();
    await waitFor(() => expect(screen.queryByTestId('problem')).toBeNull());
    expect(names('image-row').length).toBeGreaterThan(0);
  });

  it('is shown a line of the engine in use: of another it is another', async () => {
    const { app, backend } = await images();
    await waitFor(() => expect(screen.getByTestId('strip-line').textContent).toBe('docker image ls'));
    const render = backend.render.bind(backend);
    backend.render = async (command) => {
      const line = await render(command);
      const flag = { text: '-H', role: 'flag', key: null } as const;
      return { ...line, text: `docker -H unix:///other ${line.text}`, parts: [flag, ...line.parts] };
    };
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(screen.getByTestId('strip-line').textContent).toContain('-H'));
    expect(app.route.at.page).toBe('images');
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

describe('secrets in an instruction', () => {
  it('are masked, and nothing else is', () => {
    expect(masked('ENV PATH=/bin SECRET_TOKEN=hunter2 LANG=C')).toEqual({
      text: 'ENV PATH=/bin SECRET_TOKEN=•••••••• LANG=C',
      keys: ['SECRET_TOKEN'],
    });
    expect(masked('ENV DB_PASSWORD=two words').text).toBe('ENV DB_PASSWORD=••••••••');
    expect(masked('LABEL api.token="a b" x=1').text).toBe('LABEL api.token=•••••••• x=1');
    expect(masked('RUN |1 TOKEN=abc /bin/sh -c make').text).toBe('RUN |1 TOKEN=•••••••• /bin/sh -c make');
    expect(masked("RUN PASSWORD='a b' ./login; echo done").text).toBe('RUN PASSWORD=•••••••• ./login; echo done');
    expect(masked('/bin/sh -c #(nop)  ENV API_KEY=a b').text).toBe('/bin/sh -c #(nop)  ENV API_KEY=••••••••');
    for (const plain of ['CMD ["nginx"]', 'ENV A=b', 'ARG TOKEN', 'ENV TOKEN=', 'RUN test $PASSWORD = x']) {
      expect(masked(plain)).toEqual({ text: plain, keys: [] });
    }
  });

  it('are shown on request, with who else can read them', async () => {
    const one = layer('ENV SECRET_TOKEN=hunter2', 0, true, 1);
    const { container: page } = render(LayersInApp, { layers: [{ ...one, createdBy: one.instruction }] });
    expect(page.innerHTML).not.toContain('hunter2');
    await fireEvent.click(screen.getByLabelText('Show the value of SECRET_TOKEN'));
    expect(screen.getByTestId('layer-instruction').textContent).toBe(one.instruction);
    expect(page.textContent).toContain('Anybody who has this image');
  });
});

describe('the size of the layers', () => {
  it('is explained where the list says another one', async () => {
    const layers = [layer('ADD a /', 100_000_000, false, 1)];
    const { rerender } = render(LayersInApp, { layers, listed: 100_000_000 });
    expect(screen.queryByTestId('layers-listed')).toBeNull();
    await rerender({ layers, listed: 140_000_000 });
    expect(screen.getByTestId('layers-listed').textContent).toContain('containerd');
  });
});

it('waits for the engine rather than spinning while it is lost', async () => {
  const { app, backend } = await images();
  backend.status({ state: 'lost', engine, problem: problem('engineUnreachable') });
  const [one] = backend.images;
  app.route.go({ page: 'image', id: one?.id ?? '', name: 'nginx:latest' });
  expect((await appears('state-waiting')).textContent).toContain('once the engine is connected');
  expect(screen.queryByTestId('state-loading')).toBeNull();
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
