import { describe, expect, it } from 'vitest';
import { image } from '../../ipc/fake/data';
import { dockerMatches, globPattern, type ImageRow, rowsOf, searched } from './match';

const rows = rowsOf([
  image(['nginx:latest', 'nginx:1.29'], 1, 1),
  image(['devwikirepo/nginx:1.0'], 1, 2),
  image(['localhost:5000/team/web:2'], 1, 3),
  image([], 1, 4),
]);
const row = (reference: string): ImageRow => {
  const found = rows.find((one) => one.reference === reference);
  if (!found) throw new Error(`no row ${reference}`);
  return found;
};
const listed = (name: string) => searched(name, rows).exact.map((one) => one.reference);

describe('rows', () => {
  it('shows an image once for each of its names, as docker image ls does', () => {
    expect(rows.map((one) => one.reference)).toContain('nginx:latest');
    expect(rows.map((one) => one.reference)).toContain('nginx:1.29');
  });

  it('shows an image without names as <none>, called by its id', () => {
    const dangling = rows.find((one) => one.dangling);
    expect(dangling).toMatchObject({ repository: '<none>', tag: '<none>' });
    expect(dangling?.reference).toBe(dangling?.image.id);
  });
});

describe('docker image ls NAME', () => {
  it('compares the whole repository', () => {
    expect(listed('nginx')).toEqual(['nginx:1.29', 'nginx:latest']);
    expect(listed('ngin')).toEqual([]);
    expect(listed('team/web')).toEqual([]);
    expect(listed('localhost:5000/team/web')).toEqual(['localhost:5000/team/web:2']);
  });

  it('compares repository and tag when a tag is given', () => {
    expect(listed('nginx:1.29')).toEqual(['nginx:1.29']);
    expect(listed('nginx:1')).toEqual([]);
  });

  it('stops * and ? at a slash', () => {
    expect(listed('*')).toEqual(['nginx:1.29', 'nginx:latest']);
    expect(listed('*/nginx')).toEqual(['devwikirepo/nginx:1.0']);
    expect(listed('*/*/*')).toEqual(['localhost:5000/team/web:2']);
    expect(listed('ngin?')).toEqual(['nginx:1.29', 'nginx:latest']);
    expect(listed('nginx:*')).toEqual(['nginx:1.29', 'nginx:latest']);
  });

  it('knows sets and escapes', () => {
    expect(dockerMatches('[a-n]ginx', row('nginx:latest'))).toBe(true);
    expect(dockerMatches('[^a-m]ginx', row('nginx:latest'))).toBe(true);
    expect(dockerMatches('[^n]ginx', row('nginx:latest'))).toBe(false);
    expect(dockerMatches('\\nginx', row('nginx:latest'))).toBe(true);
    expect(dockerMatches('n.inx', row('nginx:latest'))).toBe(false);
  });

  it('matches nothing by a malformed pattern', () => {
    for (const glob of ['[', '[a', '[]a]', '[-a]', '[a-]', 'a\\']) expect(globPattern(glob), glob).toBeUndefined();
    expect(listed('[')).toEqual([]);
  });

  it('knows Docker Hub names by their short form', () => {
    const [hub] = rowsOf([image(['docker.io/library/redis:7'], 1, 1)]);
    expect(hub && dockerMatches('redis', hub)).toBe(true);
  });

  it('never lists an image without a name', () => {
    expect(listed('<none>')).toEqual([]);
  });
});

describe('the kinder search', () => {
  it('offers names that merely contain the text, apart from what docker lists', () => {
    const { exact, similar } = searched('nginx', rows);
    expect(exact.map((one) => one.reference)).toEqual(['nginx:1.29', 'nginx:latest']);
    expect(similar.map((one) => one.reference)).toEqual(['devwikirepo/nginx:1.0']);
  });

  it('finds an image by the beginning of its id, and none by digits that happen to be in it', () => {
    const [named] = rows;
    if (!named) throw new Error('a row');
    const digits = named.image.id.replace('sha256:', '');
    const found = (search: string) => searched(search, rows).similar.map((one) => one.image.id);
    expect(found(digits.slice(0, 12))).toContain(named.image.id);
    expect(found('sha256')).toEqual([]);
    expect(found(digits.slice(1, 9))).toEqual([]);
  });

  it('does not mind upper case', () => {
    expect(searched('WEB', rows).similar.map((one) => one.reference)).toEqual(['localhost:5000/team/web:2']);
  });

  it('shows everything without a search', () => {
    expect(searched('  ', rows)).toEqual({ exact: rows, similar: [] });
  });
});
