import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/locale.svelte';
import { failed } from '../../ipc/fake';
import { someContainers, someImages } from '../../ipc/fake/data';
import { appears, openWindow, rows } from '../../test/window';

async function openPalette() {
  const opened = await openWindow((backend) => {
    backend.containers = someContainers();
    backend.images = someImages();
  });
  opened.backend.connect();
  await tick();
  await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
  const input = (await appears('palette-input')) as HTMLTextAreaElement;
  return { ...opened, input };
}

const paste = (input: HTMLElement, value: string) => fireEvent.input(input, { target: { value } });
const ids = () => screen.queryAllByTestId('palette-entry').map(({ dataset }) => dataset.id);

describe('the palette', () => {
  it('opens with its key and with its button, and closes with Escape', async () => {
    const { app } = await openPalette();
    await fireEvent.keyDown(screen.getByTestId('palette-input'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('palette')).toBeNull());
    await fireEvent.click(screen.getByTestId('open-palette'));
    await appears('palette');
    expect(app.palette.open).toBe(true);
  });

  it('gives the focus back to what had it', async () => {
    await openWindow((backend) => {
      backend.containers = someContainers();
    });
    const button = screen.getByTestId('nav-images');
    button.focus();
    await fireEvent.keyDown(button, { key: 'k', metaKey: true });
    const input = await appears('palette-input');
    await waitFor(() => expect(document.activeElement).toBe(input));
    await fireEvent.keyDown(input, { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('offers actions and pages before anything is typed', async () => {
    await openPalette();
    expect(ids()).toEqual(expect.arrayContaining(['run', 'build', 'pull', 'theme', 'page-images']));
  });

  it('finds a container by its name with what can be done with it; the strip shows what Enter does', async () => {
    const { app, backend, input } = await openPalette();
    const running = backend.containers.find(({ state }) => state.kind === 'running');
    if (!running) throw new Error('no running container');
    await paste(input, `stop ${running.name}`);
    await waitFor(() => expect(ids()[0]).toBe(`stop-${running.id}`));
    await waitFor(() => expect(app.strip.shown?.command).toMatchObject({ verb: 'stop', containers: [running.name] }));
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(backend.pending.map(({ command }) => command)).toMatchObject([{ verb: 'stop', containers: [running.name] }]);
    await waitFor(() => expect(screen.queryByTestId('palette')).toBeNull());
  });

  it('is walked with the arrows, and takes no Enter of a syllable that is being put together', async () => {
    const { app, input } = await openPalette();
    const [first, second] = ids();
    await fireEvent.keyDown(input, { key: 'ArrowDown' });
    expect(screen.getByRole('option', { selected: true }).dataset.id).toBe(second);
    await fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(screen.getByRole('option', { selected: true }).dataset.id).toBe(first);
    await fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    expect(app.palette.open).toBe(true);
    expect(input.getAttribute('aria-activedescendant')).toBe(`palette-list-${first}`);
  });

  it('does not take what comes to lie under a pointer that rests', async () => {
    await openPalette();
    const [first, second] = screen.getAllByTestId('palette-entry') as [HTMLElement, HTMLElement];
    const chosen = () => screen.getByRole('option', { selected: true }).dataset.id;
    await fireEvent.pointerMove(first, { screenX: 5, screenY: 5 });
    await fireEvent.pointerMove(second, { screenX: 5, screenY: 5 });
    expect(chosen()).toBe(first.dataset.id);
    await fireEvent.pointerMove(second, { screenX: 5, screenY: 6 });
    expect(chosen()).toBe(second.dataset.id);
  });

  it('takes an image that is called like what is offered for another', async () => {
    const { backend } = await openPalette();
    const [one] = backend.images;
    const [name] = one?.names ?? [];
    if (!one || !name) throw new Error('an image');
    backend.images = [{ ...one, names: ['web', 'run-web'].map((repository) => ({ ...name, repository })) }];
    backend.tellImages();
    await paste(screen.getByTestId('palette-input'), 'web');
    await waitFor(() => expect(ids().filter((id) => id?.includes('image'))).toHaveLength(4));
  });

  it('says so when nothing is called that', async () => {
    const { input } = await openPalette();
    await paste(input, 'zzzzzz');
    await appears('palette-nothing');
  });
});

describe('a pasted line', () => {
  it('is explained part by part, with its image taken apart', async () => {
    const { input } = await openPalette();
    await paste(input, 'docker run -d -p 8081:80 --name hello nginx');
    await appears('palette-heading');
    expect(screen.getAllByTestId('palette-part').map((part) => part.dataset.key)).toEqual([
      'docker',
      'run',
      'run.detach',
      'run.publish',
      'run.name',
      'image.reference',
    ]);
    const image = within(screen.getByTestId('palette-image'));
    expect(image.getByText('latest').closest('.filled')).not.toBeNull();
    expect(image.getByText('nginx').closest('.filled')).toBeNull();
  });

  it('runs, shows its pull and ends with the container, whose page opens', async () => {
    const { app, backend, input } = await openPalette();
    await paste(input, 'docker run -d --name hello nginx');
    await fireEvent.click(await appears('palette-run'));
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'run', detach: true, name: 'hello' });
    const layer = { id: 'a1', status: { kind: 'downloading' as const }, current: 1, total: 2 };
    backend.pending[0]?.progress({ kind: 'pull', image: 'nginx', layers: [layer] });
    await appears('pull-progress');
    backend.pending[0]?.end({
      status: 'ok',
      data: { kind: 'container', id: backend.containers[0]?.id ?? '', name: 'hello' },
    });
    await fireEvent.click(await appears('outcome-open'));
    expect(app.route.at.page).toBe('container');
    expect(app.palette.open).toBe(false);
  });

  it('goes on when the palette is closed, and shows again when it is opened', async () => {
    const { app, backend, input } = await openPalette();
    await paste(input, 'docker run nginx');
    await fireEvent.click(await appears('palette-run'));
    await fireEvent.click(await appears('palette-close'));
    expect(backend.cancelled).toEqual([]);
    await fireEvent.click(screen.getByTestId('open-palette'));
    expect((await appears('palette-step')).dataset.state).toBe('running');
    backend.pending[0]?.progress({
      kind: 'output',
      output: { lines: [{ stream: 'stdout', text: '<b>hello</b>' }], skipped: 0 },
    });
    await waitFor(() => expect(screen.getByTestId('step-line').textContent).toBe('<b>hello</b>'));
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'ended', id: 'x', name: 'brave_curie', exitCode: 137 } });
    const outcome = await appears('outcome');
    expect(outcome.textContent).toContain('137');
    expect(outcome.textContent).toContain('SIGKILL');
    expect(app.palette.session?.running).toBe(false);
  });

  it('that ended while the palette was closed shows its end', async () => {
    const { backend, input } = await openPalette();
    await paste(input, 'docker pull nginx');
    await fireEvent.click(await appears('palette-run'));
    await fireEvent.click(await appears('palette-close'));
    backend.pending[0]?.end(failed('imageNotFound', { image: 'nginx' }));
    await tick();
    await fireEvent.click(screen.getByTestId('open-palette'));
    expect((await appears('problem')).dataset.code).toBe('imageNotFound');
    await fireEvent.click(screen.getByTestId('palette-close'));
    await fireEvent.click(screen.getByTestId('open-palette'));
    await appears('palette-input');
  });

  it('goes on in sight when another is performed, and can still be cancelled', async () => {
    const { app, backend, input } = await openPalette();
    await paste(input, 'docker run busybox');
    await fireEvent.click(await appears('palette-run'));
    await fireEvent.click(await appears('palette-close'));
    const [following] = backend.pending;
    app.palette.run([{ verb: 'run', image: 'nginx' }]);
    await waitFor(() => expect(screen.getAllByTestId('palette-step')).toHaveLength(2));
    expect(app.palette.running).toBe(true);
    await fireEvent.click(screen.getByTestId('palette-cancel-earlier'));
    expect(backend.cancelled).toEqual([following?.operation]);
    await waitFor(() => expect(screen.getAllByTestId('palette-step')[0]?.dataset.state).toBe('cancelled'));
    expect(screen.getAllByTestId('palette-step')[1]?.dataset.state).toBe('running');
  });

  it('runs at once when Enter is pressed at once', async () => {
    const { backend, input } = await openPalette();
    await paste(input, 'docker pull nginx');
    await fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(backend.pending[0]?.command).toMatchObject({ verb: 'pull' }));
    await appears('palette-session');
    expect(backend.pending).toHaveLength(1);
  });

  it('is cancelled only when asked', async () => {
    const { backend, input } = await openPalette();
    await paste(input, 'docker run nginx');
    await fireEvent.click(await appears('palette-run'));
    await fireEvent.click(await appears('palette-cancel'));
    await waitFor(() => expect(screen.getByTestId('palette-step').dataset.state).toBe('cancelled'));
    expect(backend.cancelled).toHaveLength(1);
  });

  it('that is misspelt shows where, and a click mends it', async () => {
    const { input } = await openPalette();
    await paste(input, 'docker puase hellonginx');
    expect((await appears('palette-wrong')).textContent).toBe('puase');
    expect(screen.queryByTestId('palette-run')).toBeNull();
    await fireEvent.click(screen.getByTestId('palette-mend'));
    expect(input.value).toBe('docker pause hellonginx');
    await appears('palette-run');
  });

  it('without docker is offered with it', async () => {
    const { input } = await openPalette();
    await paste(input, 'run -p 80:80 nginx');
    await waitFor(() => expect(ids()[0]).toBe('line'));
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(input.value).toBe('docker run -p 80:80 nginx');
  });

  it('without docker moves nothing that was found when it comes, and stays while its end is typed', async () => {
    const { input } = await openPalette();
    await paste(input, 'stop hellongin');
    const [first] = ids();
    expect(first).toMatch(/^stop-/);
    await waitFor(() => expect(ids()).toContain('line'));
    expect(ids()[0]).toBe(first);
    expect(ids().at(-1)).toBe('line');
    await paste(input, 'stop hellonginx');
    const line = screen.getAllByTestId('palette-entry').at(-1);
    expect(line?.dataset.label, 'before it was read again').toBe('docker stop hellonginx');
  });

  it('fills the form and loses nothing; what it says further can be left out', async () => {
    const { backend, input } = await openPalette();
    await paste(input, 'docker run -d -e A=1 -e B -e C -p 80:80 nginx');
    await fireEvent.click(await appears('palette-fill'));
    await appears('run-form');
    expect((screen.getByTestId('run-env-key-0') as HTMLInputElement).value, 'what has a field is in it').toBe('A');
    await waitFor(() => expect(screen.getAllByTestId('further-item')).toHaveLength(2));
    const first = screen.getAllByTestId('further-item')[0] as HTMLElement;
    await fireEvent.click(within(first).getByRole('button'));
    await waitFor(() => expect(screen.getAllByTestId('further-item')).toHaveLength(1));
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    expect(backend.pending[0]?.command).toMatchObject({
      detach: true,
      env: ['A=1', 'C'],
      publish: ['80:80'],
      image: 'nginx',
    });
  });

  it('stays in the foreground when it was: its output shows where lines run', async () => {
    const { backend, input } = await openPalette();
    await paste(input, 'docker run -e A busybox echo hi');
    await fireEvent.click(await appears('palette-fill'));
    await appears('further');
    await fireEvent.submit(screen.getByTestId('run-form'));
    await appears('palette-session');
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'run', env: ['A'], command: ['echo', 'hi'] });
    expect(backend.pending[0]?.command).not.toHaveProperty('detach', true);
  });

  it('asks for the folder that it needs, and goes on', async () => {
    const { app, input } = await openPalette();
    await paste(input, 'docker build .');
    await appears('palette-folder');
    expect(screen.queryByTestId('palette-run')).toBeNull();
    await fireEvent.input(screen.getByTestId('palette-folder-input'), { target: { value: '/src/app' } });
    await fireEvent.click(screen.getByTestId('palette-folder-take'));
    await appears('palette-run');
    expect(app.palette.folder).toBe('/src/app');
  });

  it('that removes says what goes, and removes nothing before the answer', async () => {
    const { backend, input } = await openPalette();
    const all = backend.containers.length;
    await paste(input, 'docker rm -f $(docker ps -aq)');
    await fireEvent.click(await appears('palette-run'));
    const care = await appears('palette-care');
    expect(care.textContent).toContain(String(all));
    expect(backend.pending).toHaveLength(0);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('care-cancel')));
    await fireEvent.click(screen.getByTestId('care-accept'));
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'rmAll', force: true });
  });

  it('cannot run without an engine', async () => {
    const { backend, input } = await openPalette();
    backend.status({ state: 'connecting' });
    await paste(input, 'docker pull nginx');
    expect((await appears('palette-run')).hasAttribute('disabled')).toBe(true);
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(backend.pending).toHaveLength(0);
  });

  it('is never markup', async () => {
    const { input } = await openPalette();
    await paste(input, 'docker run <img/src=x> nginx');
    await appears('palette-line');
    expect(screen.getByTestId('palette').querySelector('img')).toBeNull();
  });
});

describe('several lines', () => {
  it('show a build on its own page, too', async () => {
    const { app, backend } = await openPalette();
    app.perform([{ verb: 'build', context: '/app', tag: 'app' }, { verb: 'ps' }]);
    await fireEvent.click(await appears('step-build'));
    expect(app.route.at.page).toBe('build');
    expect(app.builds.running).toBe(1);
    expect(backend.pending).toHaveLength(1);
  });

  it('say what a copy left out', async () => {
    const { app, backend } = await openPalette();
    app.perform([{ verb: 'cp', from: 'web:/dev', to: '/tmp' }]);
    await appears('palette-step');
    backend.pending[0]?.progress({ kind: 'leftOut', special: 2, links: 0 });
    expect((await appears('step-special')).textContent).toContain('2 special files');
  });

  const TEXT = '# first\ndocker pull nginx\ndocker ps -a\ndocker pull busybox';

  it('run in order, and stop at the first that fails', async () => {
    const { backend, input } = await openPalette();
    await paste(input, TEXT);
    await waitFor(() => expect(screen.getAllByTestId('palette-command')).toHaveLength(3));
    await fireEvent.click(await appears('palette-run'));
    const states = () => screen.getAllByTestId('palette-step').map(({ dataset }) => dataset.state);
    await waitFor(() => expect(states()).toEqual(['running', 'waiting', 'waiting']));
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'image', id: 'x', reference: 'nginx' } });
    await waitFor(() => expect(states()).toEqual(['done', 'running', 'waiting']));
    backend.pending[0]?.end(failed('internal'));
    await waitFor(() => expect(states()).toEqual(['done', 'failed', 'skipped']));
    expect(backend.pending).toHaveLength(0);
  });

  it('are not run together while one of them is wrong, but one by one', async () => {
    const { backend, input } = await openPalette();
    await paste(input, 'docker pull nginx\ndocker puase web');
    await waitFor(() => expect(screen.getAllByTestId('palette-command')).toHaveLength(2));
    expect(screen.queryByTestId('palette-run')).toBeNull();
    await fireEvent.click(screen.getByTestId('palette-run-one'));
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'pull', image: 'nginx' });
  });
});

describe('an answer', () => {
  it('is a table, and says which page follows it', async () => {
    const { app, backend, input } = await openPalette();
    locale.set('ko');
    await paste(input, 'docker ps -a');
    await fireEvent.click(await appears('palette-run'));
    const answer = { of: 'containers' as const, containers: backend.containers.slice(0, 2), sizes: null };
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'answer', answer } });
    await waitFor(() => expect(screen.getAllByTestId('answer-row')).toHaveLength(2));
    await fireEvent.click(screen.getByTestId('answer-page'));
    expect(app.route.at.page).toBe('containers');
    expect(rows('container-row').length).toBeGreaterThan(0);
  });
});
