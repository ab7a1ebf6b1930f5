import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import { container, manyContainers } from '../../ipc/fake/data';
import { sample } from '../../ipc/fake/usage';
import { appears, openWindow, rows } from '../../test/window';
import { LATER } from '../../Window.svelte';
import { view } from './view.svelte';

const web = container('web', 'nginx', 'running', 3);
const old = container('old', 'busybox', 'exited', 90, { exitCode: 137 });
const fresh = container('fresh', 'busybox', 'created', 95);

const connected = (containers = [web, old, fresh]) =>
  openWindow((backend) => {
    backend.containers = containers;
    backend.usage.rests.set(old.id, { oomKilled: true });
    backend.usage.rests.set(fresh.id, {
      ports: [{ containerPort: 80, protocol: { kind: 'tcp' }, hostPort: '8080', hostIp: null }],
    });
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
const box = (name: string) => inRow(name).getByTestId('choose') as HTMLInputElement;
const stir = () => {
  for (const screenX of [1, 2]) window.dispatchEvent(new MouseEvent('pointermove', { screenX, screenY: 0 }));
};

// Compiling all of it takes longer than one test may on a busy machine.
beforeAll(async () => {
  await Promise.all(LATER.map((part) => part()));
}, 180_000);

describe('rows that are chosen', () => {
  it('bring a bar that says how many and in which states, and is gone without them', async () => {
    await connected();
    expect(screen.queryByTestId('bulk-bar')).toBeNull();
    await fireEvent.click(box('web'));
    await fireEvent.click(box('old'));
    await appears('bulk-bar');
    expect(screen.getByTestId('bulk-count').textContent).toBe('2 selected');
    expect(screen.getByTestId('bulk-tally').textContent).toBe('1 running · 1 exited');
    expect(screen.getByTestId('bulk-start').textContent?.trim()).toBe('Start (1)');
    expect((screen.getByTestId('choose-all') as HTMLInputElement).indeterminate).toBe(true);
    expect(row('web').getAttribute('aria-selected')).toBe('true');
    await fireEvent.click(screen.getByTestId('bulk-clear'));
    await waitFor(() => expect(screen.queryByTestId('bulk-bar')).toBeNull());
    expect(box('web').checked).toBe(false);
  });

  it('are what one command names', async () => {
    const { backend } = await connected();
    await fireEvent.click(screen.getByTestId('choose-all'));
    await fireEvent.click(await appears('bulk-start'));
    expect(backend.pending[0]?.command).toEqual({ verb: 'start', containers: ['old', 'fresh'] });
    expect(inRow('old').getByText('starting…')).toBeTruthy();
    expect(screen.getByTestId('bulk-stop').hasAttribute('disabled'), 'one thing after the other').toBe(true);
  });

  it('are asked about before they are removed', async () => {
    const { backend } = await connected();
    await fireEvent.click(screen.getByTestId('choose-all'));
    await fireEvent.click(await appears('bulk-rm'));
    const dialog = await appears('several-dialog');
    expect(dialog.textContent).toContain('Remove 3 containers');
    expect(
      within(dialog)
        .getAllByTestId('several-container')
        .map((one) => one.dataset.name),
    ).toEqual(['web', 'old', 'fresh']);
    backend.change([], [fresh.id]);
    await tick();
    expect(dialog.textContent, 'the question follows the engine').toContain('Remove 2 containers');
    await fireEvent.click(screen.getByTestId('several-volumes'));
    await fireEvent.click(screen.getByTestId('several-accept'));
    expect(backend.pending[0]?.command).toEqual({ verb: 'rm', containers: ['web', 'old'], force: true, volumes: true });
  });

  it('take no press for a removal that was on its way when one more of them ran', async () => {
    const { backend } = await connected();
    await fireEvent.click(screen.getByTestId('choose-all'));
    await fireEvent.click(await appears('bulk-rm'));
    await appears('several-dialog');
    backend.change([{ ...old, state: { kind: 'running' }, exitCode: null }]);
    await tick();
    const accept = screen.getByTestId('several-accept') as HTMLButtonElement;
    expect(accept.disabled).toBe(true);
    await fireEvent.submit(screen.getByTestId('several-form'));
    expect(backend.pending).toHaveLength(0);
    await waitFor(() => expect(accept.disabled).toBe(false));
  });

  it('do not open, and what opens is not chosen', async () => {
    const { app } = await connected();
    await fireEvent.click(row('web'), { ctrlKey: true });
    await fireEvent.click(row('fresh'), { shiftKey: true });
    expect([...view.selection.keys]).toHaveLength(3);
    expect(app.route.at).toEqual({ page: 'containers' });
    await fireEvent.click(row('web'));
    expect(app.route.at).toEqual({ page: 'container', id: web.id });
  });

  it('are forgotten when they are gone, and left alone while a filter hides them', async () => {
    const { backend } = await connected();
    await fireEvent.click(screen.getByTestId('choose-all'));
    backend.change([], [old.id]);
    await tick();
    expect(view.selection.size).toBe(2);
    await fireEvent.click(screen.getByTestId('filter-running'));
    await appears('bulk-bar');
    expect(screen.getByTestId('bulk-count').textContent).toBe('1 selected');
    await fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
    expect(view.selection.size).toBe(2);
  });

  it('are a thousand as well', async () => {
    const { backend } = await connected(manyContainers(1_000));
    await fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true });
    await appears('bulk-bar');
    expect(screen.getByTestId('bulk-count').textContent).toBe('1,000 selected');
    await fireEvent.click(screen.getByTestId('bulk-rm'));
    const dialog = await appears('several-dialog');
    expect(within(dialog).getAllByTestId('several-container').length).toBe(100);
    expect(dialog.textContent).toContain('and 900 more');
    await fireEvent.click(screen.getByTestId('several-accept'));
    const [pending] = backend.pending;
    expect(pending?.command).toMatchObject({ verb: 'rm', force: true });
    for (const { name } of backend.containers) pending?.progress({ kind: 'item', name, problem: null });
    pending?.end({ status: 'ok', data: { kind: 'done' } });
    await appears('bulk-end');
    expect(screen.getByTestId('bulk-summary').textContent).toBe('1,000 done');
  });
});

describe('a row', () => {
  it('says why nothing runs in it, and what a start will publish', async () => {
    await connected();
    await waitFor(() => expect(inRow('old').getByTestId('rest-words').textContent).toBe('out of memory, killed'));
    expect(inRow('fresh').getByTestId('planned-ports').textContent).toContain('8080 → 80 (when started)');
  });

  it('is measured while somebody is there, and no longer', async () => {
    const { app, backend } = await connected();
    await waitFor(() => expect(backend.usage.asked.length).toBeGreaterThan(0));
    expect(backend.usage.streams.size, 'nobody was there yet').toBe(0);
    stir();
    await waitFor(() => expect([...backend.usage.streams.keys()]).toEqual([web.id]));
    backend.usage.streams.get(web.id)?.tell(sample(web.id, { cpuPercent: 12.34 }));
    await tick();
    const cell = inRow('web').getByTestId('row-cpu');
    expect(cell.textContent).toContain('12.3%');
    expect(cell.title).toBe('CPU 12.34% · memory 48 MiB of 1 GiB (4.69%)');
    backend.change([{ ...web, state: { kind: 'exited' }, exitCode: 0 }]);
    await waitFor(() => expect(backend.usage.streams.size).toBe(0));
    backend.change([web]);
    await waitFor(() => expect(backend.usage.streams.size).toBe(1));
    app.route.go({ page: 'images' });
    await waitFor(() => expect(backend.usage.streams.size, 'the page was left').toBe(0));
  });
});

describe('the usage tab', () => {
  it('draws what comes, shows the processes, and reads them again by a command', async () => {
    const { app, backend } = await connected();
    app.route.go({ page: 'container', id: web.id });
    await fireEvent.click(await appears('tab-usage'));
    await appears('usage-waiting');
    await waitFor(() => expect(backend.usage.streams.size).toBe(1));
    const at = Date.now();
    backend.usage.streams.get(web.id)?.tell(sample(web.id, { at, received: 1_000 }));
    backend.usage.streams.get(web.id)?.tell(sample(web.id, { at: at + 1_000, received: 3_500 }));
    await appears('usage-page');
    const values = screen.getAllByTestId('usage-value').map((one) => [one.dataset.of, one.textContent]);
    expect(Object.fromEntries(values)).toMatchObject({
      cpu: '1.80%',
      memory: '48 MiB',
      received: '2.5 kB/s',
      pids: '3',
    });
    await waitFor(() => expect(screen.getAllByTestId('process')).toHaveLength(2));
    await fireEvent.click(screen.getByTestId('processes-again'));
    expect(backend.pending[0]?.command).toEqual({ verb: 'top', container: 'web' });
    const answer = { of: 'processes', titles: ['PID'], rows: [['1']] } as const;
    backend.pending[0]?.end({
      status: 'ok',
      data: {
        kind: 'answer',
        answer: { ...answer, titles: [...answer.titles], rows: answer.rows.map((one) => [...one]) },
      },
    });
    await waitFor(() => expect(screen.getAllByTestId('process')).toHaveLength(1));
    await fireEvent.click(screen.getByTestId('back'));
    await waitFor(() => expect(backend.usage.streams.size).toBe(0));
  });

  it('does not wait for the processes of a container that is gone', async () => {
    const { app, backend } = await connected();
    app.route.go({ page: 'container', id: web.id });
    await fireEvent.click(await appears('tab-usage'));
    await waitFor(() => expect(backend.usage.streams.size).toBe(1));
    const at = Date.now();
    backend.usage.streams.get(web.id)?.tell(sample(web.id, { at, received: 1_000 }));
    backend.usage.streams.get(web.id)?.tell(sample(web.id, { at: at + 1_000, received: 3_500 }));
    await appears('usage-page');
    // The list mostly sees a container that is removed as one that is being removed first.
    backend.change([{ ...web, state: { kind: 'removing' } }]);
    await appears('usage-rests');
    backend.change([], [web.id]);
    expect((await appears('processes')).textContent).toContain('has been removed');
    expect(document.querySelector('[data-testid="processes"] .spin'), 'nothing is waited for').toBeNull();
  });

  it('says why there is nothing, and offers a start', async () => {
    const { app, backend } = await connected();
    app.route.go({ page: 'container', id: old.id });
    await fireEvent.click(await appears('tab-usage'));
    const rests = await appears('usage-rests');
    await fireEvent.click(within(rests).getByText('Start'));
    expect(backend.pending[0]?.command).toMatchObject({ verb: 'start', containers: ['old'] });
    expect(backend.usage.streams.size).toBe(0);
  });
});
