import { describe, expect, it } from 'vitest';
import { container, port } from '../../ipc/fake/data';
import { commandFor, found, legal, passes, psFor } from './actions';

const web = container('web', 'nginx', 'running', 3, { ports: [port(80, 8080)] });

describe('what can be done', () => {
  it('offers what docker accepts in the state, the likeliest first', () => {
    expect(legal({ kind: 'running' })[0]).toBe('stop');
    expect(legal({ kind: 'exited' })[0]).toBe('start');
    expect(legal({ kind: 'paused' })[0]).toBe('unpause');
    expect(legal({ kind: 'removing' })).toEqual([]);
    expect(legal({ kind: 'exited' })).not.toContain('pause');
  });

  it('forces a removal only when something would be killed', () => {
    expect(commandFor('rm', web)).toEqual({ verb: 'rm', containers: ['web'], force: true, volumes: false });
    expect(commandFor('rm', container('old', 'nginx', 'exited', 3))).toMatchObject({ force: false });
  });
});

describe('filters', () => {
  it('counts a paused and a restarting container as running, as docker ps does', () => {
    const states = ['running', 'paused', 'restarting', 'created', 'exited', 'dead'] as const;
    const all = states.map((state) => container(state, 'nginx', state, 1));
    expect(all.filter((one) => passes('running', one)).map((one) => one.name)).toEqual([
      'running',
      'paused',
      'restarting',
    ]);
    expect(all.filter((one) => passes('stopped', one)).map((one) => one.name)).toEqual(['created', 'exited', 'dead']);
    expect(all.every((one) => passes('all', one))).toBe(true);
  });

  it('says each filter as the docker ps that lists it', () => {
    expect(psFor('running')).toEqual({ verb: 'ps', all: false, status: [] });
    expect(psFor('all')).toMatchObject({ all: true });
    expect(psFor('stopped')).toMatchObject({ status: ['created', 'exited', 'dead'] });
  });
});

describe('search', () => {
  it('finds by name, image, id and published port, and by several words', () => {
    for (const text of ['WEB', 'ngi', web.id.slice(0, 6), ':8080', 'web nginx'])
      expect(found(text, web), text).toBe(true);
    for (const text of ['db', ':80801', 'web redis']) expect(found(text, web), text).toBe(false);
  });
});
