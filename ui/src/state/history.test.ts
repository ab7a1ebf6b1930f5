import { describe, expect, it } from 'vitest';
import type { Command, HistoryEntry } from '../ipc/bindings';
import { FakeBackend, problem } from '../ipc/fake';
import { engine } from '../ipc/fake/data';
import { History } from './history.svelte';
import { Operations } from './operations.svelte';
import { Strip } from './strip.svelte';

const start: Command = { verb: 'start', containers: ['web'] };
const rm: Command = { verb: 'rm', containers: ['web'], force: true };

async function setUp() {
  const backend = new FakeBackend();
  const operations = new Operations(backend, new Strip());
  const inFront: Command[] = [];
  const history = new History(
    backend,
    operations,
    (command) => inFront.push(command),
    () => engine,
  );
  await backend.watchHistory((change) => history.apply(change));
  return { backend, operations, history, inFront };
}

function first(history: History): HistoryEntry {
  const entry = history.entries[0];
  if (!entry) throw new Error('nothing recorded');
  return entry;
}

describe('the history', () => {
  it('shows what is performed, newest first, and how it ends', async () => {
    const { backend, operations, history } = await setUp();
    const one = operations.perform(start);
    operations.perform(rm);
    expect(history.entries.map(({ command, end }) => [command.verb, end.kind])).toEqual([
      ['rm', 'running'],
      ['start', 'running'],
    ]);
    backend.pending[0]?.end({ status: 'error', error: problem('portInUse', { port: '80' }) });
    await one.result;
    expect(history.entries.map(({ end }) => end.kind)).toEqual(['running', 'failed']);
    history.forget();
    expect(
      history.entries.map(({ command }) => command.verb),
      'what goes on stays',
    ).toEqual(['rm']);
  });

  it('does again at once what takes nothing away', async () => {
    const { backend, operations, history } = await setUp();
    operations.perform(start);
    await history.again(first(history));
    expect(history.asked).toBeUndefined();
    expect(backend.pending.map(({ command }) => command.verb)).toEqual(['start', 'start']);
  });

  it('does again in front of the reader what there is something to see of', async () => {
    const { backend, operations, history, inFront } = await setUp();
    const seen: Command[] = [
      { verb: 'logs', follow: true, container: 'web' },
      { verb: 'ps' },
      { verb: 'start', interactive: true, containers: ['web'] },
    ];
    for (const command of seen) operations.perform(command);
    history.open = true;
    for (const entry of history.entries.toReversed()) await history.again(entry);
    expect(inFront).toEqual(seen);
    expect(backend.pending).toHaveLength(seen.length);
    expect(history.open).toBe(false);
  });

  it('asks before it removes again', async () => {
    const { backend, operations, history } = await setUp();
    operations.perform(rm);
    await history.again(first(history));
    expect(history.asked?.care).toBe('removes');
    expect(backend.pending).toHaveLength(1);
  });

  it('asks on another engine, and names both', async () => {
    const { backend, operations, history } = await setUp();
    operations.perform(start);
    const entry = first(history);
    const elsewhere = { name: 'lab', address: 'unix:///lab.sock', flag: { kind: 'context', value: 'lab' } } as const;
    await history.again({ ...entry, engine: elsewhere });
    expect(history.asked?.engines).toEqual({ was: 'lab', now: engine.name });
    expect(backend.pending).toHaveLength(1);
  });

  it('never performs a mask: what was masked is asked for', async () => {
    const { backend, operations, history } = await setUp();
    operations.perform({ verb: 'run', image: 'nginx', env: ['A=••••••••'] });
    const entry = { ...first(history), masked: ['A'] };
    await history.again(entry);
    expect(history.asked?.entry).toBe(entry);
    expect(backend.pending).toHaveLength(1);
    await history.filled(entry, ['1']);
    expect(backend.history.filled).toEqual(['1']);
  });
});
