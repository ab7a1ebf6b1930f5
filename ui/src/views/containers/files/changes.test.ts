import { describe, expect, it } from 'vitest';
import type { FileChange, FileChangeKind } from '../../../ipc/bindings';
import { rowsOf } from './changes';

const of = (...list: [FileChangeKind, string][]): FileChange[] => list.map(([kind, path]) => ({ kind, path }));
const shape = (list: FileChange[], search = '', closed: string[] = []) =>
  rowsOf(list, search, new Set(closed)).map(
    ({ names, depth, kind }) => `${'  '.repeat(depth)}${names.join('/')} ${kind}`,
  );

const list = of(
  ['changed', '/etc'],
  ['changed', '/etc/hosts'],
  ['changed', '/usr'],
  ['changed', '/usr/share'],
  ['changed', '/usr/share/html'],
  ['added', '/usr/share/html/a'],
  ['deleted', '/usr/share/html/b'],
  ['added', '/new'],
  ['added', '/new/deep'],
  ['added', '/new/deep/file'],
);

describe('the tree of changes', () => {
  it('joins folders that only lead on, and no others', () => {
    expect(shape(list)).toEqual([
      'etc changed',
      '  hosts changed',
      'usr/share/html changed',
      '  a added',
      '  b deleted',
      'new added',
      '  deep added',
      '    file added',
    ]);
  });

  it('leaves out what is in a closed folder', () => {
    expect(shape(list, '', ['/usr/share/html', '/new'])).toEqual([
      'etc changed',
      '  hosts changed',
      'usr/share/html changed',
      'new added',
    ]);
  });

  it('counts below a folder as the whole is counted', () => {
    const rows = rowsOf(list, '', new Set());
    const below = (path: string) => rows.find((row) => row.path === path)?.below;
    expect(below('/etc')).toEqual({ added: 0, changed: 1, deleted: 0 });
    expect(below('/usr/share/html')).toEqual({ added: 1, changed: 0, deleted: 1 });
    expect(below('/new')).toEqual({ added: 2, changed: 0, deleted: 0 });
  });

  it('finds by any part of the path, and shows what leads there', () => {
    expect(shape(list, 'HTML/A')).toEqual(['usr/share/html changed', '  a added']);
    expect(shape(list, 'no such')).toEqual([]);
  });

  it('takes names as they are', () => {
    const rows = rowsOf(of(['added', '/a\nb'], ['added', '/__proto__'], ['added', '/<b>']), '', new Set());
    expect(rows.map(({ names }) => names[0])).toEqual(['a\nb', '__proto__', '<b>']);
    expect(rowsOf([], '', new Set())).toEqual([]);
  });
});
