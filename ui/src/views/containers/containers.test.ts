import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { failed, problem } from '../../ipc/fake';
import { container, engine, manyContainers, port, someContainers, someImages } from '../../ipc/fake/data';
import { appears, names, openWindow, rows } from '../../test/window';

const web = container('web', 'nginx', 'running', 3, { ports: [port(80, 8080), port(80, 8080, '::')] });
const old = container('old', 'busybox', 'exited', 90, { exitCode: 137 });

const connected = () =>
  openWindow((backend) => {
    backend.containers = [web, old];
    backend.images = someImages();
  }).then(async (opened) => {
    opened.backend.connect();
    await tick();
    return opened;
  });

const row = (name: string): HTMLElement => {
  const found = rows('container-row').find((one) => one.dataset.name === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
};
const inRow = (name: string) => within(row(name));

describe('the containers page', () => {
  it('reads, then shows every container with its state, and reports the paint once', async () => {
    const { backend } = await openWindow();
    expect(screen.getByTestId('state-loading')).toBeTruthy();
    backend.containers = [web, old];
    backend.connect();
    await tick();
    expect(names('container-row')).toEqual(['web', 'old']);
    expect(row('old').dataset.state).toBe('exited');
    expect(inRow('old').getByText('Exited (137)')).toBeTruthy();
    backend.change([{ ...old, state: { kind: 'running' } }]);
    await waitFor(() => expect(backend.marks).toEqual(['containers']));
    expect(row('old').dataset.state).toBe('running');
  });

  it('shows a published port once, and opens it', async () => {
    const { backend } = await connected();
    const links = inRow('web').getAllByTestId('port-link');
    expect(links.map((link) => [link.dataset.host, link.dataset.port])).toEqual([['localhost', '8080']]);
    await fireEvent.click(links[0] as HTMLElement);
    expect(backend.opened).toEqual(['localhost:8080']);
  });

  it('gives the address of a port that no browser opened', async () => {
    const { backend } = await connected();
    backend.hasBrowser = false;
    await fireEvent.click(inRow('web').getAllByTestId('port-link')[0] as HTMLElement);
    const note = await appears('problem');
    expect(note.dataset.code).toBe('browserNotOpened');
    expect(note.textContent).toContain('http://localhost:8080');
  });

  it('says of a port that was pressed when nothing answers there, and puts that away', async () => {
    const { backend } = await connected();
    backend.run.answers = [{ hostPort: 8080, containerPort: 80, found: { kind: 'notListening' } }];
    await fireEvent.click(inRow('web').getAllByTestId('port-link')[0] as HTMLElement);
    const notes = await appears('port-notes');
    expect(notes.textContent).toContain('web');
    expect(within(notes).getByTestId('port-note').dataset.kind).toBe('notListening');
    await fireEvent.click(within(notes).getByTitle('Dismiss'));
    await waitFor(() => expect(screen.queryByTestId('port-notes')).toBeNull());
  });

  it('filters and searches, and says when nothing matches', async () => {
    await connected();
    await fireEvent.click(screen.getByTestId('filter-stopped'));
    expect(names('container-row')).toEqual(['old']);
    await fireEvent.input(screen.getByTestId('search'), { target: { value: 'web' } });
    expect(screen.getByTestId('state-nomatch')).toBeTruthy();
    await fireEvent.click(screen.getByText('Show all'));
    expect(names('container-row')).toEqual(['web', 'old']);
  });

  it('offers to run something when there is nothing', async () => {
    const { backend } = await openWindow();
    backend.connect();
    await tick();
    const empty = screen.getByTestId('state-empty');
    await fireEvent.click(within(empty).getByText('Run nginx'));
    const form = await appears('run-form');
    expect((within(form).getByTestId('run-image') as HTMLInputElement).value).toBe('nginx');
    expect((within(form).getByTestId('run-port-0') as HTMLInputElement).value).toBe('80:80');
  });

  it('stops on a click, shows it going on, and believes only the engine', async () => {
    const { backend } = await connected();
    await fireEvent.click(inRow('web').getByTestId('row-stop'));
    expect(inRow('web').getByText('stopping…')).toBeTruthy();
    expect(row('web').dataset.state).toBe('running');
    expect(backend.pending[0]?.command).toEqual({ verb: 'stop', containers: ['web'], time: null });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await tick();
    expect(row('web').dataset.state, 'no event came').toBe('running');
    backend.change([{ ...web, state: { kind: 'exited' }, exitCode: 0 }]);
    await tick();
    expect(row('web').dataset.state).toBe('exited');
  });

  it('says what failed, why and what to do, with the engine’s words behind a click', async () => {
    const { backend } = await connected();
    await fireEvent.click(inRow('old').getByTestId('row-start'));
    backend.pending[0]?.end(failed('portInUse', { port: '80' }, 'Bind for 0.0.0.0:80 failed'));
    const note = await appears('problem');
    expect(note.dataset.code).toBe('portInUse');
    expect(note.textContent).toContain('Port 80 is taken.');
    expect(within(note).getByText('Bind for 0.0.0.0:80 failed').closest('details')?.open).toBe(false);
    await fireEvent.click(within(note).getByLabelText('Dismiss'));
    expect(screen.queryByTestId('problem')).toBeNull();
  });

  it('asks before a removal and names what is lost and what stays', async () => {
    const { app, backend } = await connected();
    app.dialogs.remove(web);
    const dialog = await appears('confirm-dialog');
    expect(dialog.textContent).toContain('killed at once');
    expect(dialog.textContent).toContain('The image nginx stays.');
    await waitFor(() => expect(dialog.textContent).toContain('docker rm -f web'));
    await fireEvent.click(screen.getByTestId('confirm-cancel'));
    expect(backend.pending).toHaveLength(0);
    app.dialogs.remove(old);
    expect((await appears('confirm-dialog')).textContent).not.toContain('killed');
    await fireEvent.click(screen.getByTestId('confirm-accept'));
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'rm', containers: ['old'], force: false });
  });

  it('takes no press for a removal that was on its way when the container started', async () => {
    const { app, backend } = await connected();
    app.dialogs.remove(old);
    await appears('confirm-dialog');
    const accept = screen.getByTestId('confirm-accept') as HTMLButtonElement;
    await waitFor(() => expect(document.activeElement).toBe(accept));
    backend.change([{ ...old, state: { kind: 'running' }, exitCode: null }]);
    await tick();
    expect(document.activeElement).toBe(screen.getByTestId('confirm-cancel'));
    await fireEvent.submit(screen.getByTestId('confirm-form'));
    expect(backend.pending).toHaveLength(0);
    await waitFor(() => expect(accept.disabled).toBe(false));
    await fireEvent.click(accept);
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'rm', force: true });
  });

  it('keeps a press from what is behind the question when its container goes', async () => {
    const { app, backend } = await connected();
    app.dialogs.remove(web);
    await appears('confirm-dialog');
    backend.change([], [web.id]);
    await appears('lapsed');
    expect(screen.queryByTestId('confirm-dialog')).toBeNull();
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    document.body.dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(true);
    await waitFor(() => expect(screen.queryByTestId('lapsed')).toBeNull());
  });

  it('offers in the menu what fits the state', async () => {
    await connected();
    await fireEvent.click(inRow('web').getByTestId('row-menu'));
    await appears('row-logs');
    for (const id of ['row-restart', 'row-pause', 'row-remove']) expect(screen.getByTestId(id)).toBeTruthy();
    expect(screen.queryByTestId('row-unpause')).toBeNull();
  });

  it('gives the keyboard back to the button of the menu when a dialog that it led to is left', async () => {
    await connected();
    const button = inRow('web').getByTestId('row-menu');
    button.focus();
    await fireEvent.click(button);
    (await appears('row-remove')).focus();
    await fireEvent.keyDown(document.activeElement ?? document, { key: 'Enter' });
    await fireEvent.click(await appears('confirm-cancel'));
    await waitFor(() => expect(screen.queryByTestId('confirm-dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('keeps the keyboard where a button was that went with its state', async () => {
    const { app, backend } = await connected();
    const stop = inRow('web').getByTestId('row-stop');
    stop.focus();
    await fireEvent.click(stop);
    expect(document.activeElement).toBe(row('web'));
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    app.route.go({ page: 'container', id: web.id });
    const pause = await appears('row-pause');
    pause.focus();
    await fireEvent.click(pause);
    backend.pending.at(-1)?.end({ status: 'ok', data: { kind: 'done' } });
    backend.change([{ ...web, state: { kind: 'paused' } }]);
    await appears('row-unpause');
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.testid).toBe('page-title'));
  });

  it('works from the keyboard: arrows move, Enter opens', async () => {
    const { app } = await connected();
    row('web').focus();
    await fireEvent.keyDown(row('web'), { key: 'ArrowDown' });
    await tick();
    expect(document.activeElement).toBe(row('old'));
    expect(row('old').tabIndex).toBe(0);
    expect(row('web').tabIndex).toBe(-1);
    await fireEvent.keyDown(row('old'), { key: 'Enter' });
    expect(app.route.at).toEqual({ page: 'container', id: old.id });
  });

  it('keeps the focus on its container when others come before it', async () => {
    const { app, backend } = await connected();
    row('old').focus();
    await tick();
    backend.change([container('new', 'nginx', 'running', 0)]);
    await tick();
    expect(names('container-row')).toEqual(['new', 'web', 'old']);
    expect(document.activeElement).toBe(row('old'));
    await fireEvent.keyDown(row('old'), { key: 'Enter' });
    expect(app.route.at).toEqual({ page: 'container', id: old.id });
  });

  it('keeps the keyboard in its place when its container goes', async () => {
    const { backend } = await connected();
    row('old').focus();
    backend.change([], [old.id]);
    await tick();
    expect(row('web').tabIndex).toBe(0);
  });

  it('shows the container just made, whatever was searched for, and marks it', async () => {
    const { app } = await connected();
    await fireEvent.click(screen.getByTestId('filter-running'));
    app.route.go({ page: 'containers', marked: old.id });
    await tick();
    expect(row('old').classList.contains('marked')).toBe(true);
  });

  it('draws few of many rows', async () => {
    const { backend } = await openWindow();
    backend.containers = manyContainers(1_000);
    backend.connect();
    await tick();
    expect(rows('container-row').length).toBeLessThan(40);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1001');
  });

  it('greys the list and holds the actions while the connection is lost', async () => {
    const { backend } = await connected();
    backend.status({ state: 'lost', engine, problem: problem('engineUnreachable') });
    await tick();
    expect(screen.getByTestId('state-lost')).toBeTruthy();
    expect(names('container-row')).toEqual(['web', 'old']);
    const stop = inRow('web').getByTestId('row-stop') as HTMLButtonElement;
    expect(stop.disabled).toBe(true);
    expect(stop.title).toContain('not connected');
    backend.connect();
    await tick();
    expect(screen.queryByTestId('state-lost')).toBeNull();
  });

  it('shows hostile names as text', async () => {
    const { backend } = await openWindow();
    backend.containers = [container('<b>x</b>', '<img src=x onerror=alert(1)>', 'running', 1)];
    backend.connect();
    await tick();
    expect(rows('container-row')[0]?.querySelector('img')).toBeNull();
    expect(rows('container-row')[0]?.textContent).toContain('<img src=x onerror=alert(1)>');
  });

  it('has a word for every state', async () => {
    const { backend } = await openWindow();
    backend.containers = [...someContainers(), container('odd', 'x', 'unknown', 1)];
    backend.connect();
    await tick();
    for (const one of rows('container-row')) {
      expect(one.querySelector('.pill')?.textContent?.trim(), one.dataset.name).toBeTruthy();
    }
    expect(inRow('odd').getByText('stasis')).toBeTruthy();
  });
});

describe('the container page', () => {
  it('closes the log when it is left', async () => {
    const { app, backend } = await connected();
    app.route.go({ page: 'container', id: web.id });
    await appears('log-view');
    await waitFor(() => expect(backend.logs.size).toBe(1));
    await fireEvent.click(screen.getByTestId('back'));
    await waitFor(() => expect(backend.logs.size).toBe(0));
    expect(screen.getByTestId('page-title').textContent).toBe('Containers');
  });

  it('shows the raw JSON, and says when the container is gone', async () => {
    const { app, backend } = await connected();
    app.route.go({ page: 'container', id: web.id });
    await fireEvent.click(await appears('tab-inspect'));
    await waitFor(() => expect(screen.getByTestId('raw-json').textContent).toContain(`"Id": "${web.id}"`));
    backend.change([], [web.id]);
    await tick();
    expect(screen.getByTestId('state-gone')).toBeTruthy();
  });
});
