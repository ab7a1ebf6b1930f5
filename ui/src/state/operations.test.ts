import { describe, expect, it } from 'vitest';
import { FakeBackend, failed } from '../ipc/fake';
import { container } from '../ipc/fake/data';
import { Operations } from './operations.svelte';
import { Strip } from './strip.svelte';

const web = { id: 'w1', name: 'web' };
const stop = { verb: 'stop', containers: ['web'] } as const;

function setup() {
  const backend = new FakeBackend();
  return { backend, operations: new Operations(backend, new Strip()) };
}

describe('operations', () => {
  it('are on their container while they go on, and not afterwards', async () => {
    const { backend, operations } = setup();
    const over = operations.onto(web, { ...stop, containers: ['web'] });
    expect(operations.onContainer.get('w1')?.command.verb).toBe('stop');
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await over;
    expect(operations.onContainer.size).toBe(0);
    expect(operations.failures.size).toBe(0);
  });

  it('leave their problem at the container until it is tried again', async () => {
    const { backend, operations } = setup();
    const over = operations.onto(web, { ...stop, containers: ['web'] });
    backend.pending[0]?.end(failed('conflict'));
    await over;
    expect(operations.failures.get('w1')?.problem.code).toBe('conflict');
    void operations.onto(web, { ...stop, containers: ['web'] });
    expect(operations.failures.size).toBe(0);
  });

  it('forget a start that failed once the container runs, and nothing else', async () => {
    const { backend, operations } = setup();
    const running = container('web', 'nginx', 'running', 1);
    const start = operations.onto(running, { verb: 'start', containers: ['web'] });
    backend.pending[0]?.end(failed('portInUse'));
    await start;
    operations.heard([{ ...running, state: { kind: 'exited' } }]);
    expect(operations.failures.size, 'it does not run yet').toBe(1);
    operations.heard([running]);
    expect(operations.failures.size).toBe(0);
    const failing = operations.onto(running, { verb: 'stop', containers: ['web'] });
    backend.pending[0]?.end(failed('conflict'));
    await failing;
    operations.heard([running]);
    expect(operations.failures.size).toBe(1);
  });

  it('do not call a cancel a failure', async () => {
    const { backend, operations } = setup();
    const over = operations.onto(web, { ...stop, containers: ['web'] });
    operations.onContainer.get('w1')?.cancel();
    await over;
    expect(backend.cancelled).toHaveLength(1);
    expect(operations.failures.size).toBe(0);
  });

  it('tell of a pull and of the container once it exists', async () => {
    const { backend, operations } = setup();
    const operation = operations.perform({ verb: 'run', image: 'nginx' });
    backend.pending[0]?.progress({
      kind: 'pull',
      image: 'nginx',
      layers: [{ id: 'a', status: { kind: 'downloading' }, current: 1, total: 2 }],
    });
    expect(operation.pulling).toBe('nginx');
    expect(operation.pull).toHaveLength(1);
    backend.pending[0]?.progress({ kind: 'created', id: 'c1', name: 'brave_curie' });
    expect(operation.created?.name).toBe('brave_curie');
  });
});
