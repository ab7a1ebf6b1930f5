import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import type { ContainerMount } from '../../ipc/bindings';
import { failed } from '../../ipc/fake';
import { old, openPage, web } from '../../test/containerPage';
import { appears } from '../../test/window';
import { graceOf, left } from '../containers/grace';
import { consequences } from './consequences';

describe('a stop', () => {
  it('counts down the container’s own time, and can be cut short', async () => {
    const { app, backend } = await openPage(web, (made) => made.life.details.set(web.id, { stopTimeout: 30 }));
    await waitFor(() => expect(screen.getByTestId('facts').textContent).toContain('Networks'));
    await fireEvent.click(screen.getByTestId('row-stop'));
    const note = await appears('stop-grace');
    expect(Number(note.dataset.left)).toBeGreaterThan(27);
    await fireEvent.click(screen.getByTestId('kill-now'));
    expect(backend.pending.map(({ command }) => command.verb)).toEqual(['stop', 'kill']);
    // It ended by itself in the same moment: no failure.
    backend.pending[1]?.end(failed('conflict'));
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await waitFor(() => expect(screen.queryByTestId('stop-grace')).toBeNull());
    expect(app.operations.failures.size).toBe(0);
  });

  it('of a restart of several begins when the one before is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { app, backend } = await openPage();
    void app.bulk.perform([old, web], { verb: 'restart', containers: ['old', 'web'] });
    await tick();
    expect(screen.queryByTestId('stop-grace'), 'nobody has asked it to end').toBeNull();
    vi.setSystemTime(Date.now() + 8_000);
    backend.pending[0]?.progress({ kind: 'item', name: 'old', problem: null });
    expect(Number((await appears('stop-grace')).dataset.left)).toBeGreaterThan(8);
  });

  it('is given the time of its line before the container’s', () => {
    expect(graceOf({ verb: 'stop', containers: ['a'], time: 3 }, 30)).toBe(3);
    expect(graceOf({ verb: 'restart', containers: ['a'], time: null }, 30)).toBe(30);
    expect(graceOf({ verb: 'stop', containers: ['a'] }, undefined)).toBe(10);
    expect(graceOf({ verb: 'pause', containers: ['a'] }, 30)).toBeUndefined();
    expect([left(0, 10, 0), left(0, 10, 9_001), left(0, 10, 20_000)]).toEqual([10, 1, 0]);
  });

  it('takes another time from its dialog, and says what is no time', async () => {
    const { app, backend } = await openPage();
    app.dialogs.stop(web);
    await appears('stop-dialog');
    await fireEvent.input(screen.getByTestId('stop-seconds'), { target: { value: 'soon' } });
    expect(screen.getByTestId('field-error').dataset.field).toBe('time');
    await fireEvent.input(screen.getByTestId('stop-seconds'), { target: { value: '30' } });
    await fireEvent.click(screen.getByTestId('stop-accept'));
    expect(backend.pending[0]?.command).toEqual({ verb: 'stop', containers: ['web'], time: 30 });
  });
});

describe('a kill', () => {
  it('sends the chosen signal', async () => {
    const { app, backend } = await openPage();
    app.dialogs.kill(web);
    const dialog = await appears('kill-dialog');
    expect(dialog.textContent).toContain('no time to clean up');
    const hup = within(dialog)
      .getAllByTestId('kill-signal')
      .find((one) => one.dataset.signal === 'SIGHUP');
    await fireEvent.click(hup as HTMLElement);
    expect(dialog.textContent, 'which ends nothing by itself').not.toContain('It ends at once');
    await fireEvent.click(screen.getByTestId('kill-accept'));
    expect(backend.pending[0]?.command).toEqual({ verb: 'kill', containers: ['web'], signal: 'SIGHUP' });
  });

  it('takes another signal by its name or number', async () => {
    const { app, backend } = await openPage();
    app.dialogs.kill(web);
    await appears('kill-dialog');
    await fireEvent.focus(screen.getByTestId('kill-other'));
    expect((screen.getByTestId('kill-accept') as HTMLButtonElement).disabled, 'there is none yet').toBe(true);
    await fireEvent.input(screen.getByTestId('kill-other'), { target: { value: ' 28 ' } });
    await fireEvent.click(screen.getByTestId('kill-accept'));
    expect(backend.pending[0]?.command).toMatchObject({ signal: '28' });
  });
});

describe('a wait', () => {
  it('goes on beside everything else, and says what it ended with', async () => {
    const { app, backend } = await openPage();
    app.waits.begin(web);
    await appears('wait-note');
    expect((screen.getByTestId('row-stop') as HTMLButtonElement).disabled, 'it holds nothing back').toBe(false);
    expect(backend.pending[0]?.command).toEqual({ verb: 'wait', containers: ['web'] });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'exits', exits: [{ container: 'web', exitCode: 3 }] } });
    await waitFor(() => expect(screen.getByTestId('wait-note').dataset.code).toBe('3'));
  });

  it('can be given up', async () => {
    const { app, backend } = await openPage();
    app.waits.begin(web);
    await appears('wait-note');
    await fireEvent.click(screen.getByTestId('wait-stop'));
    await waitFor(() => expect(screen.queryByTestId('wait-note')).toBeNull());
    expect(backend.cancelled).toHaveLength(1);
  });
});

describe('a rename', () => {
  const type = (value: string) => fireEvent.input(screen.getByTestId('rename-name'), { target: { value } });

  it('says at the field what is wrong with a name', async () => {
    const { app, backend } = await openPage();
    app.dialogs.rename(web);
    await appears('rename-dialog');
    for (const [name, words] of [
      ['', 'Needed'],
      ['-x', 'Two characters'],
      ['old', 'Another container'],
    ] as const) {
      await type(name);
      await waitFor(() => expect(screen.getByTestId('field-error').textContent, name).toMatch(words));
    }
    await fireEvent.click(screen.getByTestId('rename-accept'));
    await tick();
    expect(backend.pending).toHaveLength(0);
  });

  it('renames, and says at the field what only the engine knew', async () => {
    const { app, backend } = await openPage();
    app.dialogs.rename(web);
    await appears('rename-dialog');
    await type('shop');
    await fireEvent.click(screen.getByTestId('rename-accept'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    expect(backend.pending[0]?.command).toEqual({ verb: 'rename', container: 'web', name: 'shop' });
    backend.pending[0]?.end(failed('nameInUse', { name: 'shop' }));
    await waitFor(() => expect(screen.getByTestId('field-error').textContent).toContain('Another container'));
    await type('shop2');
    await fireEvent.click(screen.getByTestId('rename-accept'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await waitFor(() => expect(screen.queryByTestId('rename-dialog')).toBeNull());
  });
});

describe('a removal', () => {
  const mount = (more: Partial<ContainerMount>): ContainerMount => ({
    kind: 'volume',
    name: 'db',
    source: '/var/lib/docker/volumes/db/_data',
    target: '/data',
    writable: true,
    anonymous: false,
    ...more,
  });
  const mounts = [
    mount({}),
    mount({ name: 'a'.repeat(64), target: '/cache', anonymous: true }),
    mount({ kind: 'bind', name: '', source: '/home/me', target: '/src' }),
  ];

  it('takes anonymous volumes only when asked to, and says so before', async () => {
    const { app, backend } = await openPage(web, (made) => made.life.details.set(old.id, { mounts }));
    app.dialogs.remove(old);
    const dialog = await appears('confirm-dialog');
    const said = (kind: string) =>
      within(dialog)
        .getAllByTestId('consequence')
        .filter((one) => one.dataset.kind === kind)
        .map((one) => one.textContent)
        .join(' ');
    await waitFor(() => expect(said('kept')).toContain('/cache'));
    expect(said('kept')).toMatch(/volume db.*\/home\/me/);
    await fireEvent.click(screen.getByTestId('remove-volumes'));
    expect(said('lost')).toContain('/cache');
    expect(said('kept')).toContain('volume db');
    await fireEvent.click(screen.getByTestId('confirm-accept'));
    expect(backend.pending[0]?.command).toEqual({ verb: 'rm', containers: ['old'], force: false, volumes: true });
  });

  it('tells two binds of one folder apart', async () => {
    const binds = ['/a', '/b'].map((target) => mount({ kind: 'bind', name: '', source: '/etc', target }));
    const { app } = await openPage(web, (made) => made.life.details.set(old.id, { mounts: binds }));
    app.dialogs.remove(old);
    const dialog = await appears('confirm-dialog');
    await waitFor(() => expect(dialog.textContent).toContain('/etc at /b'));
    expect(dialog.textContent).toContain('/etc at /a');
  });

  it('is as careful before the mounts are known', () => {
    expect(consequences(old).map(({ kind }) => kind)).toEqual(['lost', 'lost', 'kept', 'kept']);
  });
});
