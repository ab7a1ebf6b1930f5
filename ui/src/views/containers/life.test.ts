import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ContainerMount } from '../../ipc/bindings';
import { failed, problem } from '../../ipc/fake';
import { container, engine, port, someImages } from '../../ipc/fake/data';
import { happened, lifeOf } from '../../ipc/fake/life';
import { appears, openWindow } from '../../test/window';
import { consequences } from '../dialogs/consequences';
import { graceOf, left } from './grace';
import { view } from './view.svelte';

const web = container('web', 'nginx', 'running', 3, { ports: [port(80, 8080)] });
const old = container('old', 'busybox', 'exited', 90, { exitCode: 137 });

beforeEach(() => view.reset());

async function page(
  of = web,
  prepare: (backend: Parameters<Parameters<typeof openWindow>[0] & object>[0]) => void = () => {},
) {
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

const arrow = (id: string): HTMLElement => {
  const found = screen.getAllByTestId('life-arrow').find((one) => one.dataset.arrow === id);
  if (!found) throw new Error(`no arrow ${id}`);
  return found;
};
const lit = () =>
  screen
    .getAllByTestId('life-node')
    .filter((one) => one.dataset.lit === 'true')
    .map((one) => one.dataset.node);

describe('the lifecycle diagram', () => {
  it('lights where the container is and follows the engine', async () => {
    const { backend } = await page();
    expect(lit()).toEqual(['running']);
    backend.change([{ ...web, state: { kind: 'paused' } }]);
    await tick();
    expect(lit()).toEqual(['paused']);
    backend.change([{ ...web, state: { kind: 'exited' }, exitCode: 3 }]);
    await tick();
    expect(lit()).toEqual(['exited']);
    expect(screen.getByTestId('lifecycle').textContent).toContain('Exited (3)');
  });

  it('does what a legal arrow says, and shows its line before', async () => {
    const { app, backend } = await page();
    await fireEvent.pointerEnter(arrow('pause'));
    expect(app.strip.shown?.command).toEqual({ verb: 'pause', containers: ['web'] });
    expect(screen.getByTestId('life-says').textContent).toContain('Freezes every process');
    await fireEvent.click(arrow('pause'));
    expect(backend.pending.map(({ command }) => command.verb)).toEqual(['pause']);
  });

  it('explains an illegal arrow, and does nothing', async () => {
    const { app, backend } = await page();
    expect(arrow('unpause').getAttribute('aria-disabled')).toBe('true');
    await fireEvent.focus(arrow('unpause'));
    expect(screen.getByTestId('life-says').textContent).toContain('Pause it first');
    expect(app.strip.shown?.command.verb).not.toBe('unpause');
    await fireEvent.click(arrow('unpause'));
    expect(backend.pending).toHaveLength(0);
  });

  it('asks before a kill and a removal', async () => {
    await page();
    await fireEvent.click(arrow('kill'));
    expect(await appears('kill-dialog')).toBeTruthy();
    await fireEvent.keyDown(screen.getByTestId('kill-dialog'), { key: 'Escape' });
    await fireEvent.click(arrow('rmForce'));
    expect((await appears('confirm-dialog')).textContent).toContain('killed at once');
  });

  it('says what memory a paused container holds', async () => {
    const paused = { ...web, state: { kind: 'paused' as const } };
    await page(web, (backend) => {
      backend.containers = [paused];
    });
    await waitFor(() => expect(screen.getByTestId('life-says').textContent).toContain('1.13 MB of memory stay taken'));
  });
});

describe('the history of a container', () => {
  it('begins with what the engine remembers and goes on with what happens', async () => {
    const began = web.created * 1000;
    const { backend } = await page(web, (made) => {
      made.life.past.set(web.id, [happened(began, 0, { kind: 'create' }), happened(began, 0.4, { kind: 'start' })]);
    });
    const shown = () => screen.getAllByTestId('life-chapter').map((one) => one.dataset.kind);
    await waitFor(() => expect(shown()).toEqual(['started', 'created']));
    backend.life.happens(web.id, happened(began, 60, { kind: 'die', exitCode: 139 }));
    await waitFor(() => expect(shown()).toEqual(['ended', 'started', 'created']));
    expect(screen.getAllByTestId('life-chapter')[0]?.textContent).toContain('SIGSEGV');
  });

  it('stops listening with the page', async () => {
    const { app, backend } = await page();
    await waitFor(() => expect(backend.life.followed.size).toBe(1));
    app.route.go({ page: 'images' });
    await waitFor(() => expect(backend.life.followed.size).toBe(0));
  });
});

describe('a container that is removed while its page is open', () => {
  it('is said to be gone, and stays readable on every tab', async () => {
    const { backend } = await page();
    await waitFor(() => expect(screen.getByTestId('facts').textContent).toContain('the image’s ENTRYPOINT + CMD'));
    backend.change([], [web.id]);
    await tick();
    expect(screen.getByTestId('state-gone')).toBeTruthy();
    expect(screen.getByTestId('page-title').textContent).toBe('web');
    expect(lit()).toEqual(['removed']);
    expect(screen.queryByTestId('row-stop')).toBeNull();
    expect(screen.getByTestId('facts').textContent).toContain('nginx -g "daemon off;"');
    await fireEvent.click(screen.getByTestId('tab-inspect'));
    expect((await appears('raw-json')).textContent).toContain(web.id);
  });

  it('is asked for nothing more, and offers nothing that needs it', async () => {
    const { backend } = await page();
    backend.change([], [web.id]);
    await fireEvent.click(screen.getByTestId('tab-usage'));
    await appears('usage-gone');
    expect(backend.usage.streams.size).toBe(0);
    await fireEvent.click(screen.getByTestId('tab-terminal'));
    await appears('terminal-gone');
    expect(screen.queryByTestId('terminal-new')).toBeNull();
    await fireEvent.click(screen.getByTestId('tab-files'));
    await appears('files-gone');
    for (const button of ['files-upload', 'files-commit', 'files-export']) {
      expect((screen.getByTestId(button) as HTMLButtonElement).disabled, button).toBe(true);
    }
  });

  it('keeps what it knew while the engine is lost', async () => {
    const { backend } = await page();
    await waitFor(() => expect(screen.getByTestId('facts').textContent).toContain('Networks'));
    backend.status({ state: 'lost', engine, problem: problem('engineUnreachable') });
    await tick();
    expect(screen.getByTestId('facts').textContent).toContain('Networks');
    expect(arrow('stop').getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(arrow('stop'));
    expect(backend.pending).toHaveLength(0);
  });
});

describe('a stop', () => {
  it('counts down the container’s own time, and can be cut short', async () => {
    const { app, backend } = await page(web, (made) => made.life.details.set(web.id, { stopTimeout: 30 }));
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
    try {
      const { app, backend } = await page();
      void app.bulk.perform([old, web], { verb: 'restart', containers: ['old', 'web'] });
      await tick();
      expect(screen.queryByTestId('stop-grace'), 'nobody has asked it to end').toBeNull();
      vi.setSystemTime(Date.now() + 8_000);
      backend.pending[0]?.progress({ kind: 'item', name: 'old', problem: null });
      expect(Number((await appears('stop-grace')).dataset.left)).toBeGreaterThan(8);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is given the time of its line before the container’s', () => {
    expect(graceOf({ verb: 'stop', containers: ['a'], time: 3 }, 30)).toBe(3);
    expect(graceOf({ verb: 'restart', containers: ['a'], time: null }, 30)).toBe(30);
    expect(graceOf({ verb: 'stop', containers: ['a'] }, undefined)).toBe(10);
    expect(graceOf({ verb: 'pause', containers: ['a'] }, 30)).toBeUndefined();
    expect([left(0, 10, 0), left(0, 10, 9_001), left(0, 10, 20_000)]).toEqual([10, 1, 0]);
  });

  it('takes another time from its dialog, and says what is no time', async () => {
    const { app, backend } = await page();
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
    const { app, backend } = await page();
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
    const { app, backend } = await page();
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
    const { app, backend } = await page();
    app.waits.begin(web);
    await appears('wait-note');
    expect((screen.getByTestId('row-stop') as HTMLButtonElement).disabled, 'it holds nothing back').toBe(false);
    expect(backend.pending[0]?.command).toEqual({ verb: 'wait', containers: ['web'] });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'exits', exits: [{ container: 'web', exitCode: 3 }] } });
    await waitFor(() => expect(screen.getByTestId('wait-note').dataset.code).toBe('3'));
  });

  it('can be given up', async () => {
    const { app, backend } = await page();
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
    const { app, backend } = await page();
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
    const { app, backend } = await page();
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
    const { app, backend } = await page(web, (made) => made.life.details.set(old.id, { mounts }));
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
    const { app } = await page(web, (made) => made.life.details.set(old.id, { mounts: binds }));
    app.dialogs.remove(old);
    const dialog = await appears('confirm-dialog');
    await waitFor(() => expect(dialog.textContent).toContain('/etc at /b'));
    expect(dialog.textContent).toContain('/etc at /a');
  });

  it('is as careful before the mounts are known', () => {
    expect(consequences(old).map(({ kind }) => kind)).toEqual(['lost', 'lost', 'kept', 'kept']);
  });
});

describe('the inspect tab', () => {
  it('hides what the line gave until it is asked for', async () => {
    const config = {
      cmd: ['sleep', '1000'],
      entrypoint: [],
      env: ['PATH=/bin', 'COLOR=blue', 'GREETING=hello'],
      exposedPorts: [],
      workingDir: '/app',
      user: '',
      volumes: [],
      labels: [{ key: '<b>x</b>', value: 'y' }],
    };
    await page(web, (made) =>
      made.life.details.set(web.id, {
        config,
        ofImage: { ...config, cmd: ['sh'], env: ['PATH=/bin', 'COLOR=green'], workingDir: '' },
      }),
    );
    await fireEvent.click(screen.getByTestId('tab-inspect'));
    const env = await appears('inspect-env');
    expect(env.textContent).toContain('PATH=/bin');
    expect(env.textContent).not.toContain('blue');
    expect(env.textContent).toContain('overrides the image');
    await fireEvent.click(within(env).getByLabelText('Show the value of COLOR'));
    expect(env.textContent).toContain('COLOR=blue');
    expect(screen.getByTestId('inspect-cmd').textContent).toContain('overrides the image');
    expect(screen.getByTestId('inspect-labels').querySelector('b:not(dt b)'), 'a label is text').toBeNull();
  });

  it('hides the same in the JSON beside it, where nothing hidden is found or copied', async () => {
    const write = vi.fn(async () => {});
    Object.assign(navigator, { clipboard: { writeText: write } });
    const Env = ['PATH=/bin', 'DB_PASSWORD=hunter2', 'COLOR=blue'];
    const config = { ...lifeOf(web).config, env: Env };
    const raw = JSON.stringify([{ Config: { Env, Labels: { note: 'gpj.\u202eexe' } } }], null, 4);
    await page(web, (made) =>
      made.life.details.set(web.id, { config, ofImage: { ...config, env: ['PATH=/bin'] }, raw }),
    );
    await fireEvent.click(screen.getByTestId('tab-inspect'));
    const json = await appears('raw-json');
    expect(json.textContent).toContain('"PATH=/bin"');
    expect(json.textContent).toContain('gpj.⟨U+202E⟩exe');
    expect(json.textContent).not.toMatch(/hunter2|blue/);
    await fireEvent.input(screen.getByTestId('json-search'), { target: { value: 'hunter2' } });
    expect(json.querySelector('mark')).toBeNull();
    await fireEvent.click(screen.getByLabelText('Copy the JSON'));
    expect(write).toHaveBeenLastCalledWith(expect.not.stringContaining('hunter2'));
    await fireEvent.click(screen.getByLabelText('Show the value of COLOR'));
    expect(json.textContent).toContain('COLOR=blue');
    await fireEvent.click(screen.getByTestId('json-values'));
    expect(screen.getByTestId('inspect-env').textContent).toContain('DB_PASSWORD=hunter2');
    await waitFor(() => expect(json.querySelector('mark')?.textContent).toBe('hunter2'));
    await fireEvent.click(screen.getByLabelText('Copy the JSON'));
    expect(write).toHaveBeenLastCalledWith(raw);
    await fireEvent.click(screen.getByTestId('json-values'));
    expect(screen.getByTestId('container-inspect').textContent).not.toMatch(/hunter2|blue/);
  });
});
