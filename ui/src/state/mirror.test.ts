import { describe, expect, it } from 'vitest';
import { container, engine, image } from '../ipc/fake/data';
import { Mirror } from './mirror.svelte';

const a = container('a', 'nginx', 'running', 1);
const b = container('b', 'nginx', 'running', 2);
const list = (mirror: Mirror) => mirror.containers?.map((one) => [one.name, one.state.kind]);

describe('the mirror', () => {
  it('knows nothing before it is told', () => {
    const mirror = new Mirror();
    expect(mirror.containers).toBeUndefined();
    expect(mirror.live).toBe(false);
  });

  it('adds, changes and removes, newest first', () => {
    const mirror = new Mirror();
    mirror.apply({ kind: 'containers', revision: 1, all: true, changed: [b], removed: [] });
    mirror.apply({ kind: 'containers', revision: 2, all: false, changed: [a], removed: [] });
    expect(list(mirror)).toEqual([
      ['a', 'running'],
      ['b', 'running'],
    ]);
    const stopped = { ...a, state: { kind: 'exited' as const } };
    mirror.apply({ kind: 'containers', revision: 3, all: false, changed: [stopped], removed: [b.id] });
    expect(list(mirror)).toEqual([['a', 'exited']]);
  });

  it('ignores what is older than what it shows', () => {
    const mirror = new Mirror();
    mirror.apply({ kind: 'containers', revision: 5, all: true, changed: [a], removed: [] });
    mirror.apply({ kind: 'containers', revision: 5, all: false, changed: [], removed: [a.id] });
    expect(list(mirror)).toHaveLength(1);
  });

  it('forgets everything else when a whole list comes', () => {
    const mirror = new Mirror();
    mirror.apply({ kind: 'containers', revision: 9, all: true, changed: [a], removed: [] });
    mirror.apply({ kind: 'containers', revision: 10, all: true, changed: [b], removed: [] });
    expect(list(mirror)).toEqual([['b', 'running']]);
  });

  it('keeps the last lists and the engine while the connection is lost', () => {
    const mirror = new Mirror();
    mirror.apply({ kind: 'status', status: { state: 'connected', engine } });
    mirror.apply({ kind: 'images', revision: 1, images: [image(['nginx:latest'], 1, 1)], problem: null });
    expect(mirror.live).toBe(true);
    const problem = { code: 'engineUnreachable' as const, params: {}, detail: '' };
    mirror.apply({ kind: 'status', status: { state: 'lost', engine, problem } });
    expect(mirror.live).toBe(false);
    expect(mirror.engine?.name).toBe(engine.name);
    expect(mirror.images).toHaveLength(1);
  });
});
