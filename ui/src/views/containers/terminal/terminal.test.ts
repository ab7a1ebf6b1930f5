import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Container } from '../../../ipc/bindings';
import { type FakeBackend, failed } from '../../../ipc/fake';
import { container as made } from '../../../ipc/fake/data';
import { appears, openWindow } from '../../../test/window';

// What xterm.js draws needs a layout, which jsdom has none of; the end-to-end tests look at it.
const opened = vi.hoisted(() => [] as string[]);
vi.mock('./screen', () => ({
  Screen: class {
    size = { columns: 90, rows: 30 };
    constructor(_host: HTMLElement, session: { id: string }) {
      opened.push(session.id);
    }
    focus() {}
    dress() {}
    close() {}
  },
}));

// The first time it is compiled, which takes a busy machine longer than a test may.
beforeAll(() => import('./TerminalTab.svelte'), 120_000);
beforeEach(() => {
  opened.length = 0;
});

/** The window with one container, and its terminals in front. */
async function open(container: Container, prepare: (backend: FakeBackend) => void = () => {}) {
  const { app, backend } = await openWindow((backend) => {
    backend.containers = [container];
    prepare(backend);
  });
  backend.connect();
  app.route.go({ page: 'container', id: container.id, tab: 'terminal' });
  await appears('terminal-view');
  return { app, backend, ...container };
}

const running = () => made('desk', 'nginx', 'running', 0);

describe('the terminals of a container', () => {
  it('begin with the shell that is in it, and show the line before it runs', async () => {
    const { app, backend, id, name } = await open(running());
    await waitFor(() => expect(screen.getByTestId('terminal-view').dataset.shell).toBe('bash'));
    const button = screen.getByTestId('terminal-new');
    expect(button.textContent).toBe('Open bash');
    await fireEvent.focusIn(button);
    expect(app.strip.shown?.command).toMatchObject({ verb: 'exec', container: name, program: 'bash', tty: true });
    await fireEvent.click(button);
    await appears('terminal-screen');
    expect(opened).toEqual([backend.pending[0]?.operation]);
    expect(screen.getByTestId('session').dataset).toMatchObject({ state: 'opening', name: 'bash' });
    backend.pending[0]?.progress({ kind: 'attached', id, name, tty: true });
    await waitFor(() => expect(screen.getByTestId('session').dataset.state).toBe('live'));
    expect(screen.getByText(/exit or Ctrl\+D ends the shell/)).toBeTruthy();
  });

  it('say how a session ended and lead back in', async () => {
    const { backend, id, name } = await open(running());
    await waitFor(() => expect(screen.getByTestId('terminal-view').dataset.shell).toBe('bash'));
    await fireEvent.click(screen.getByTestId('terminal-new'));
    backend.pending[0]?.progress({ kind: 'attached', id, name, tty: true });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'ended', id, name, exitCode: 127 } });
    const end = await appears('session-end');
    expect(end.textContent).toContain('Ended with exit code 127');
    await fireEvent.click(screen.getByTestId('session-again'));
    await waitFor(() => expect(opened).toHaveLength(2));
    expect(screen.getAllByTestId('session')).toHaveLength(1);
  });

  it('ask a shell to end when its tab is closed, and say when it did not', async () => {
    const { backend, id, name } = await open(running());
    await waitFor(() => expect(screen.getByTestId('terminal-view').dataset.shell).toBe('bash'));
    await fireEvent.click(screen.getByTestId('terminal-new'));
    backend.pending[0]?.progress({ kind: 'attached', id, name, tty: true });
    await fireEvent.click(await appears('session-close'));
    await waitFor(() => expect(screen.getByText('closing…')).toBeTruthy());
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'detached', id, name } });
    const left = await appears('terminal-left');
    expect(left.textContent).toContain('bash did not end');
    await appears('terminal-empty');
  });

  it('of one that is stopped offer to start it and sit down', async () => {
    const { backend, name } = await open(made('idle', 'busybox', 'exited', 0));
    await appears('terminal-stopped');
    expect(backend.terminals.looked, 'nothing is tried in a container that does not run').toEqual([]);
    await fireEvent.click(screen.getByTestId('terminal-start'));
    expect(backend.pending[0]?.command).toEqual({ verb: 'start', interactive: true, containers: [name] });
  });

  it('of one without a shell say so, and another program can be named', async () => {
    const { backend, name } = await open(running(), (fake) => {
      fake.terminals.shell = failed('shellNotFound', { container: 'desk' });
    });
    const problem = await appears('problem');
    expect(problem.dataset.code).toBe('shellNotFound');
    expect(problem.textContent).toContain('There is no shell in desk.');
    await fireEvent.click(screen.getByTestId('terminal-options'));
    await fireEvent.keyDown(await appears('shell-shell'), { key: 'Escape' });
    expect(screen.queryByTestId('shell-options')).toBeNull();
    expect((document.activeElement as HTMLElement).dataset.testid).toBe('terminal-options');
    await fireEvent.click(screen.getByTestId('terminal-options'));
    await fireEvent.input(await appears('shell-shell'), { target: { value: '/app/tool  --fast' } });
    await fireEvent.input(screen.getByTestId('shell-user'), { target: { value: 'nobody' } });
    await fireEvent.submit(screen.getByTestId('shell-options'));
    expect(backend.pending[0]?.command).toMatchObject({
      verb: 'exec',
      container: name,
      program: '/app/tool',
      arguments: ['--fast'],
      user: 'nobody',
      workdir: null,
    });
    await waitFor(() => expect(screen.getByTestId('session').dataset.name).toBe('nobody@tool'));
  });

  it('say what a program without a terminal is typed to', async () => {
    const { backend, id, name } = await open(running());
    await waitFor(() => expect(screen.getByTestId('terminal-view').dataset.shell).toBe('bash'));
    await fireEvent.click(screen.getByTestId('terminal-new'));
    backend.pending[0]?.progress({ kind: 'attached', id, name, tty: false });
    await waitFor(() => expect(screen.getByText(/Enter sends a line/)).toBeTruthy());
  });
});
