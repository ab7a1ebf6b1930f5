import { describe, expect, it } from 'vitest';
import type { Command } from '../ipc/bindings';
import { FakeBackend, failed } from '../ipc/fake';
import { Operations } from './operations.svelte';
import { Strip } from './strip.svelte';
import { Terminals, wantsTerminal } from './terminals.svelte';

const web = { id: 'c1', name: 'web' };
const exec: Command = { verb: 'exec', interactive: true, tty: true, container: 'web', program: 'bash' };
const run: Command = { verb: 'run', image: 'busybox', interactive: true, tty: true };

function setUp() {
  const backend = new FakeBackend();
  const shown: string[] = [];
  const terminals = new Terminals(backend, new Operations(backend, new Strip()), ({ id }) => shown.push(id));
  return { backend, terminals, shown };
}

/** Lets promises that are resolved go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('what wants a terminal', () => {
  it('is what somebody sits at', () => {
    for (const command of [run, exec, { ...exec, tty: false }] as Command[]) expect(wantsTerminal(command)).toBe(true);
    expect(wantsTerminal({ verb: 'start', interactive: true, containers: ['web'] })).toBe(true);
    expect(wantsTerminal({ verb: 'attach', container: 'web' })).toBe(true);
    for (const command of [
      { ...run, detach: true },
      { verb: 'run', image: 'busybox' },
      { verb: 'start', attach: true, containers: ['web'] },
      { verb: 'attach', container: 'web', noStdin: true },
      { verb: 'stop', containers: ['web'] },
    ] as Command[]) {
      expect(wantsTerminal(command), JSON.stringify(command)).toBe(false);
    }
  });
});

describe('terminals', () => {
  it('belong to a container and outlive its page', async () => {
    const { backend, terminals } = setUp();
    const one = terminals.open(exec, web);
    const two = terminals.open(exec, web);
    expect(terminals.of('c1')).toEqual([one, two]);
    expect(terminals.front('c1')).toBe(two);
    terminals.choose(one);
    expect(terminals.front('c1')).toBe(one);
    backend.pending[0]?.progress({ kind: 'attached', ...web, tty: true });
    expect([one.state, two.state]).toEqual(['live', 'opening']);
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'ended', ...web, exitCode: 3 } });
    await settle();
    expect([one.state, one.exitCode]).toEqual(['ended', 3]);
    expect(terminals.of('c1')).toHaveLength(2);
    expect(backend.terminals.forgotten, 'what it showed can still be read').toEqual([]);
  });

  it('type in order, and a large paste in pieces', async () => {
    const { backend, terminals } = setUp();
    const session = terminals.open(exec, web);
    const text = '가나다라'.repeat(20_000);
    session.type('ls\r');
    session.type(text);
    session.type('end');
    await settle();
    expect(backend.terminals.all.get(session.id)?.typed).toBe(`ls\r${text}end`);
  });

  it('come to the front when what was pasted is attached', async () => {
    const { backend, terminals, shown } = setUp();
    const operation = terminals.perform(run);
    expect(terminals.sessions).toHaveLength(1);
    backend.pending[0]?.progress({ kind: 'created', ...web });
    expect(shown).toEqual([]);
    backend.pending[0]?.progress({ kind: 'attached', ...web, tty: true });
    expect(shown).toEqual(['c1']);
    expect(terminals.front('c1')?.id).toBe(operation.id);
  });

  it('that never began are forgotten', async () => {
    const { backend, terminals } = setUp();
    const operation = terminals.perform(run);
    backend.pending[0]?.end(failed('imageNotFound', { image: 'busybox' }));
    await operation.result;
    await settle();
    expect(terminals.sessions).toEqual([]);
    expect(backend.terminals.forgotten).toEqual([operation.id]);
  });

  it('ask a shell to end when they are closed, and say when it did not', async () => {
    const { backend, terminals } = setUp();
    const session = terminals.open(exec, web);
    backend.terminals.onhangup = () =>
      backend.pending[0]?.end({ status: 'ok', data: { kind: 'ended', ...web, exitCode: 0 } });
    await terminals.close(session);
    expect(terminals.of('c1')).toEqual([]);
    expect(terminals.left.size).toBe(0);
    const stubborn = terminals.open(exec, web);
    backend.terminals.onhangup = () => backend.pending[0]?.end({ status: 'ok', data: { kind: 'detached', ...web } });
    await terminals.close(stubborn);
    expect(terminals.left.get('c1')).toBe('bash');
    expect(backend.terminals.forgotten).toEqual([session.id, stubborn.id]);
  });

  it('of containers that are gone are swept away once they are over', async () => {
    const { backend, terminals } = setUp();
    terminals.open(exec, web);
    terminals.sweep(() => false);
    expect(terminals.sessions, 'it may still go on').toHaveLength(1);
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'ended', ...web, exitCode: 137 } });
    await settle();
    terminals.sweep(() => true);
    expect(terminals.sessions).toHaveLength(1);
    terminals.sweep(() => false);
    expect(terminals.sessions).toEqual([]);
  });

  it('look for a shell once', async () => {
    const { backend, terminals } = setUp();
    await terminals.shell(web);
    await terminals.shell(web);
    expect(backend.terminals.looked).toEqual(['web']);
    backend.terminals.shell = failed('shellNotFound', { container: 'bare' });
    await terminals.shell({ id: 'c2', name: 'bare' });
    await settle();
    await terminals.shell({ id: 'c2', name: 'bare' });
    expect(backend.terminals.looked).toEqual(['web', 'bare', 'bare']);
  });
});
