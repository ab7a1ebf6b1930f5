import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { failed, problem } from '../../ipc/fake';
import { container, engine, port } from '../../ipc/fake/data';
import { appears, names, openWindow } from '../../test/window';

async function form() {
  const opened = await openWindow();
  opened.backend.connect();
  await tick();
  await fireEvent.click(screen.getByTestId('open-run'));
  await appears('run-form');
  return opened;
}

const type = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });
const errors = () =>
  screen.queryAllByTestId('field-error').map((error) => [error.dataset.field, error.textContent] as const);

describe('lesson one: docker run -p 80:80 --name hellonginx nginx', () => {
  it('shows the line while it is typed, pulls with progress, and goes to the container', async () => {
    const { backend } = await form();
    await type('run-image', 'nginx');
    await type('run-name', 'hellonginx');
    await type('run-port-0', '80:80');
    const line = 'docker run -d -p 80:80 --name hellonginx nginx';
    await waitFor(() => expect(screen.getByTestId('strip-line').textContent).toBe(line));
    expect(screen.getByTestId('run-form').textContent).toContain(line);
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    backend.pending[0]?.progress({
      kind: 'pull',
      image: 'nginx',
      layers: [
        { id: 'a480a496ba95', status: { kind: 'downloading' }, current: 5_000_000, total: 10_000_000 },
        { id: 'b1c2d3e4f506', status: { kind: 'done' }, current: null, total: null },
      ],
    });
    await tick();
    expect(screen.getByTestId('pull-progress').textContent).toContain('1 of 2 layers');
    const made = container('hellonginx', 'nginx', 'running', 0);
    backend.change([made]);
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'container', id: made.id, name: made.name } });
    await waitFor(() => expect(screen.queryByTestId('run-form')).toBeNull());
    expect(names('container-row')).toEqual(['hellonginx']);
  });

  it('says mistakes at their fields and sends nothing', async () => {
    const { backend } = await form();
    await type('run-image', 'Nginx');
    await type('run-port-0', '80:99999');
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(errors()).toHaveLength(2));
    expect(errors().map(([field]) => field)).toEqual(['image', 'ports']);
    expect(errors()[0]?.[1]).toBe('Image names are lower case.');
    expect(backend.pending).toHaveLength(0);
  });

  it('puts a taken port at its field, and offers to remove what was left behind', async () => {
    const { backend } = await form();
    await type('run-image', 'nginx');
    await type('run-name', 'hellonginx');
    await type('run-port-0', '8080:80');
    await fireEvent.click(screen.getByTestId('run-add-port'));
    await type('run-port-1', '80:80');
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    backend.pending[0]?.progress({ kind: 'created', id: 'c1', name: 'hellonginx' });
    backend.pending[0]?.end(failed('portInUse', { port: '80' }));
    const note = await appears('problem');
    expect(note.dataset.code).toBe('portInUse');
    expect(errors()).toEqual([['ports', 'Port 80 is taken.']]);
    expect(screen.getByTestId('run-port-1').getAttribute('aria-invalid')).toBe('true');
    await fireEvent.click(within(note).getByText('Remove hellonginx and run again'));
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'rm', containers: ['hellonginx'] });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await waitFor(() => expect(backend.pending[0]?.command.verb).toBe('run'));
  });

  it('says who has a port before it is sent, offers a free one, and closes and opens again with all of that', async () => {
    const { backend } = await form();
    backend.change([container('holder', 'nginx', 'running', 0, { ports: [port(80, 8090)] })]);
    await type('run-image', 'nginx');
    await type('run-name', 'second');
    await type('run-port-0', '8090:80');
    await waitFor(() => expect(errors()).toEqual([['ports', 'The container holder has port 8090.']]));
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    const left = container('second', 'nginx', 'created', 0);
    backend.change([left]);
    backend.pending[0]?.progress({ kind: 'created', id: left.id, name: left.name });
    backend.pending[0]?.end(failed('portInUse', { port: '8090', container: 'second' }));
    await appears('problem');
    screen.getByTestId('run-port-0').focus();
    await fireEvent.keyDown(document.activeElement ?? document, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('run-form')).toBeNull());
    expect(screen.getByTestId('strip-lead').textContent, 'what failed is told, and no longer about to run').toContain(
      '8090',
    );
    expect(screen.getByTestId('strip-lead').textContent).not.toBe('runs');
    await fireEvent.click(screen.getByTestId('open-run'));
    await appears('run-form');
    await type('run-image', 'nginx');
    await type('run-port-0', '8090:80');
    await fireEvent.click(await appears('run-port-free'));
    await waitFor(() => expect(screen.getByTestId('run-form').textContent).toContain('docker run -d -p 8091:80 nginx'));
  });

  it('opens the folded part that a problem is about, and marks the field', async () => {
    const { backend } = await form();
    await type('run-image', 'nginx');
    await fireEvent.click(screen.getByTestId('run-section-env-summary'));
    for (const [at, file] of ['/a.env', '/b.env'].entries()) {
      await fireEvent.click(await appears('run-add-env-file'));
      await type(`run-env-file-${at}`, file);
    }
    await fireEvent.click(screen.getByTestId('run-section-env-summary'));
    await waitFor(() => expect(screen.queryByTestId('run-env-file-1')).toBeNull());
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    backend.pending[0]?.end(failed('fileNotFound', { path: '/b.env' }));
    expect((await appears('run-env-file-1')).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByTestId('run-env-file-0').getAttribute('aria-invalid')).toBe('false');
  });

  it('no longer offers to remove what somebody else removed', async () => {
    const { backend } = await form();
    await type('run-image', 'nginx');
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    const made = container('web', 'nginx', 'created', 0);
    backend.change([made]);
    backend.pending[0]?.progress({ kind: 'created', id: made.id, name: made.name });
    backend.pending[0]?.end(failed('startFailed'));
    await appears('run-remove-again');
    backend.change([], [made.id]);
    await waitFor(() => expect(screen.queryByTestId('run-remove-again')).toBeNull());
  });

  it('never leaves a line in the strip that the form does not run', async () => {
    await form();
    const line = () => screen.queryByTestId('strip-line')?.textContent ?? '';
    await type('run-image', 'nginx');
    await waitFor(() => expect(line()).toBe('docker run -d nginx'));
    await fireEvent.pointerEnter(screen.getByTestId('run-accept'));
    await fireEvent.pointerLeave(screen.getByTestId('run-accept'));
    await type('run-image', 'Nginx');
    await waitFor(() => expect(line()).not.toContain('run'));
    await type('run-image', 'redis');
    await waitFor(() => expect(line()).toBe('docker run -d redis'));
    await fireEvent.click(screen.getByTestId('run-cancel'));
    await waitFor(() => expect(screen.queryByTestId('run-form')).toBeNull());
    expect(line()).not.toContain('run');
  });

  it('says beside the button why it cannot run while the engine is lost', async () => {
    const { backend } = await form();
    backend.status({ state: 'lost', engine, problem: problem('engineUnreachable') });
    await tick();
    const submit = screen.getByTestId('run-accept') as HTMLButtonElement;
    expect(submit.disabled).toBe(true);
    expect(document.getElementById(submit.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'not connected',
    );
  });

  it('ends what runs on Escape, stays with what came of it, and closes on the next', async () => {
    const { backend } = await form();
    await type('run-image', 'nginx');
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    await fireEvent.keyDown(document.activeElement ?? document, { key: 'Escape' });
    await waitFor(() => expect(backend.cancelled).toHaveLength(1));
    await tick();
    expect(screen.getByTestId('run-form')).toBeTruthy();
    await fireEvent.keyDown(document.activeElement ?? document, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('run-form')).toBeNull());
    await fireEvent.click(screen.getByTestId('open-run'));
    await appears('run-form');
  });

  it('ends what runs on Cancel, and closes on the next', async () => {
    const { backend } = await form();
    await type('run-image', 'nginx');
    await fireEvent.submit(screen.getByTestId('run-form'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    await fireEvent.click(screen.getByTestId('run-cancel'));
    await waitFor(() => expect(backend.cancelled).toHaveLength(1));
    expect(screen.getByTestId('run-form')).toBeTruthy();
    expect(screen.queryByTestId('problem')).toBeNull();
    await fireEvent.click(screen.getByTestId('run-cancel'));
    await waitFor(() => expect(screen.queryByTestId('run-form')).toBeNull());
  });
});

describe('the remove dialog', () => {
  async function asks(state: 'running' | 'exited') {
    const { app, backend } = await openWindow();
    const one = container('web', 'nginx', state, 0);
    backend.containers = [one];
    backend.connect();
    await tick();
    app.dialogs.remove(one);
    await appears('confirm-dialog');
  }

  it('is answered by Enter, unless that would kill something', async () => {
    await asks('exited');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('confirm-accept')));
  });

  it('begins on Cancel when the container runs', async () => {
    await asks('running');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(document.activeElement).toBe(screen.getByTestId('confirm-cancel'));
  });
});
