import { describe, expect, it } from 'vitest';
import { FakeBackend, failed, problem } from '../../../ipc/fake';
import { container } from '../../../ipc/fake/data';
import { Operations } from '../../../state/operations.svelte';
import { Strip } from '../../../state/strip.svelte';
import { consequencesOf } from '../../dialogs/care';
import { Bulk } from './bulk.svelte';
import { PRUNE, takingOf } from './several';
import { bulkCommand, tally, targetsOf } from './verbs';

const web = container('web', 'nginx', 'running', 1);
const db = container('db', 'postgres', 'paused', 2, {
  volumes: [
    { name: 'data', anonymous: false },
    { name: 'f00', anonymous: true },
  ],
});
const old = container('old', 'busybox', 'exited', 3, { volumes: [{ name: 'abc', anonymous: true }] });
const fresh = container('fresh', 'busybox', 'created', 4);
const all = [web, db, old, fresh];

describe('a command for several', () => {
  it('names those that docker would do it to', () => {
    expect(bulkCommand('start', all)).toEqual({ verb: 'start', containers: ['old', 'fresh'] });
    expect(bulkCommand('stop', all)).toEqual({ verb: 'stop', containers: ['web', 'db'], time: null });
    expect(bulkCommand('unpause', all)).toMatchObject({ containers: ['db'] });
    expect(bulkCommand('kill', all)).toMatchObject({ verb: 'kill', containers: ['web', 'db'] });
    expect(bulkCommand('pause', [old])).toBeUndefined();
    expect(targetsOf('rm', all)).toHaveLength(4);
  });

  it('forces a removal only when something runs', () => {
    expect(bulkCommand('rm', [web, old])).toMatchObject({ force: true, containers: ['web', 'old'] });
    expect(bulkCommand('rm', [old, fresh])).toMatchObject({ force: false });
  });

  it('is for what is chosen, counted by state', () => {
    expect(tally(all)).toBe('1 running · 1 paused · 1 exited · 1 created');
    expect(tally([])).toBe('');
  });
});

describe('what is asked before', () => {
  it('follows the engine while the question is on the screen', () => {
    const asked = { verb: 'rm', ids: [web.id, old.id] } as const;
    expect(takingOf(asked, all, true)?.command).toEqual({
      verb: 'rm',
      containers: ['web', 'old'],
      force: true,
      volumes: true,
    });
    expect(takingOf(asked, [{ ...old, state: { kind: 'exited' } }], false)?.command).toMatchObject({
      containers: ['old'],
      force: false,
    });
    expect(takingOf(asked, [], false)).toBeUndefined();
    expect(takingOf({ verb: 'kill', ids: [web.id, old.id] }, all, false)?.containers).toEqual([web]);
  });

  it('takes what the line takes', () => {
    expect(takingOf({ verb: 'rmAll' }, all, false)).toMatchObject({
      containers: all,
      command: { verb: 'rmAll', force: true, volumes: false, which: { all: true, quiet: true } },
    });
    expect(takingOf({ verb: 'containerPrune' }, all, false)?.containers).toEqual([old, fresh]);
    expect(takingOf({ verb: 'containerPrune' }, [web], false)).toBeUndefined();
    expect(takingOf({ verb: 'rmAll' }, [], false)).toBeUndefined();
  });

  const texts = (...asked: Parameters<typeof takingOf>) => {
    const taking = takingOf(...asked);
    return taking
      ? consequencesOf(taking.command, { containers: all }).map(({ kind, text }) => `${kind}: ${text}`)
      : [];
  };

  it('says which volumes go and which stay', () => {
    const stay = texts({ verb: 'rmAll' }, all, false);
    expect(stay).toContain('kept: 2 anonymous volumes stay, used by nobody then.');
    expect(stay).toContain('kept: The volume data and its data stay.');
    const go = texts({ verb: 'rmAll' }, all, true);
    expect(go.find((text) => text.startsWith('lost: 2 anonymous volumes go'))).toBeTruthy();
    expect(go).toContain('kept: The volume data and its data stay.');
    expect(
      stay.find((text) => text.includes('web, db')),
      'what is killed is named',
    ).toBeTruthy();
  });

  it('does not count a volume that another container still uses', () => {
    const sharing = { ...fresh, volumes: old.volumes };
    const list = consequencesOf({ verb: 'rm', containers: ['old'], volumes: true }, { containers: [old, sharing] });
    expect(list.map(({ text }) => text).join()).not.toContain('anonymous');
  });
});

function bulk() {
  const backend = new FakeBackend();
  backend.containers = [...all];
  const operations = new Operations(backend, new Strip());
  return { backend, operations, bulk: new Bulk(operations) };
}

describe('several at once', () => {
  it('shows each row’s way and end, keeps what failed, and sums up', async () => {
    const { backend, operations, bulk: one } = bulk();
    const ended = one.perform([old, fresh], { verb: 'start', containers: ['old', 'fresh'] });
    const [pending] = backend.pending;
    expect(operations.onContainer.has(old.id) && operations.onContainer.has(fresh.id)).toBe(true);
    const taken = problem('portInUse', { port: '80' });
    pending?.progress({ kind: 'item', name: 'old', problem: taken });
    expect(operations.onContainer.has(old.id), 'its turn is over').toBe(false);
    expect(operations.failures.get(old.id)).toMatchObject({ name: 'old', among: 2, problem: taken });
    expect(one.ended).toBe(1);
    pending?.progress({ kind: 'item', name: 'fresh', problem: null });
    pending?.end({ status: 'error', error: taken });
    const end = await ended;
    expect(end).toMatchObject({ done: 1, left: 0, problem: undefined });
    expect(end.failed.map(({ name }) => name)).toEqual(['old']);
    expect(one.run).toBeUndefined();
    expect(one.last).toBe(end);
    expect(operations.onContainer.size).toBe(0);
  });

  it('finds what the engine names by id, and takes for done what is gone already', async () => {
    const { backend, operations, bulk: one } = bulk();
    const ended = one.perform(all, { verb: 'rmAll', which: { all: true }, force: true });
    for (const { id } of all)
      backend.pending[0]?.progress({ kind: 'item', name: id, problem: problem('containerNotFound') });
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    expect(await ended).toMatchObject({ done: 4, failed: [], left: 0 });
    expect(operations.failures.size).toBe(0);
  });

  it('tells of one by itself, which the engine tells only at the end', async () => {
    const { backend, bulk: one } = bulk();
    const ended = one.perform([old], { verb: 'start', containers: ['old'] });
    backend.pending[0]?.end(failed('conflict'));
    const end = await ended;
    expect(end).toMatchObject({ done: 0, left: 0, problem: undefined });
    expect(end.failed).toHaveLength(1);
  });

  it('says what was not done when it breaks or is cancelled', async () => {
    const { backend, operations, bulk: one } = bulk();
    const ended = one.perform([web, db], { verb: 'stop', containers: ['web', 'db'], time: null });
    backend.pending[0]?.progress({ kind: 'item', name: 'web', problem: null });
    one.run?.operation.cancel();
    const end = await ended;
    expect(end).toMatchObject({ done: 1, left: 1, problem: { code: 'cancelled' } });
    expect(operations.onContainer.size, 'no row goes on turning').toBe(0);
  });

  it('counts what a prune really took', async () => {
    const { backend, bulk: one } = bulk();
    const ended = one.perform([old, fresh], PRUNE);
    const pruned = { containers: [old.id], networks: [], volumes: [], images: [], buildCache: [], reclaimed: 2_048 };
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'pruned', pruned } });
    expect(await ended).toMatchObject({ done: 1, reclaimed: 2_048 });
  });
});
