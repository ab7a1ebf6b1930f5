import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { failed } from '../../ipc/fake';
import { container } from '../../ipc/fake/data';
import { appears, openWindow } from '../../test/window';

const containers = [container('web', 'nginx', 'running', 1), container('old', 'busybox', 'exited', 2)];

async function withHistory() {
  const opened = await openWindow();
  opened.backend.containers = containers;
  opened.backend.connect();
  await tick();
  return opened;
}

describe('the history panel', () => {
  it('opens by its key, says that nothing was performed, and Escape gives the focus back', async () => {
    await withHistory();
    const search = screen.getByTestId('search');
    search.focus();
    await fireEvent.keyDown(search, { key: 'j', ctrlKey: true });
    const panel = await appears('history');
    await appears('history-empty');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('history-search')));
    await fireEvent.keyDown(panel, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('history')).toBeNull());
    expect(document.activeElement).toBe(search);
  });

  it('closes with Escape when nothing has the focus, as after a click in WebKit', async () => {
    await withHistory();
    await fireEvent.click(screen.getByTestId('strip-history'));
    await appears('history-empty');
    (document.activeElement as HTMLElement | null)?.blur();
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('history')).toBeNull());
  });

  it('lists lines with their outcome, opens one whole with its problem, and finds by words', async () => {
    const { app, backend } = await withHistory();
    const one = app.operations.perform({ verb: 'start', containers: ['web'] });
    backend.pending[0]?.end(failed('portInUse', { port: '80' }));
    await one.result;
    expect(screen.getByTestId('strip-lead').textContent).toContain('80');
    await fireEvent.click(screen.getByTestId('strip-history'));
    const row = await appears('history-row');
    expect(row.dataset.end).toBe('failed');
    await waitFor(() => expect(row.textContent).toContain('docker start web'));
    await fireEvent.click(screen.getByTestId('history-line'));
    expect((await appears('history-whole')).textContent).toContain('80');
    await fireEvent.input(screen.getByTestId('history-search'), { target: { value: 'postgres' } });
    await appears('history-nomatch');
  });

  it('says what a removal takes away, and performs it only when told to', async () => {
    const { app, backend } = await withHistory();
    const one = app.operations.perform({ verb: 'rm', containers: ['old'] });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await one.result;
    await fireEvent.click(screen.getByTestId('strip-history'));
    await fireEvent.click(await appears('history-again'));
    expect((await appears('again-dialog')).textContent).toContain('old');
    expect(backend.pending).toHaveLength(0);
    await fireEvent.click(screen.getByTestId('again-accept'));
    await waitFor(() => expect(backend.pending.map(({ command }) => command.verb)).toEqual(['rm']));
  });
});
