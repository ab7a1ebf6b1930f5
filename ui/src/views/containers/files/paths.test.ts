import { describe, expect, it } from 'vitest';
import { file } from '../../../ipc/fake/files';
import {
  inFolder,
  inLocal,
  inOrder,
  isAbsolute,
  localName,
  modeText,
  parentOf,
  shownName,
  shownText,
  wayTo,
} from './paths';

describe('paths', () => {
  it('are joined and taken apart', () => {
    expect(inFolder('/', 'etc')).toBe('/etc');
    expect(inFolder('/etc', 'nginx')).toBe('/etc/nginx');
    expect([parentOf('/etc/nginx'), parentOf('/etc'), parentOf('/')]).toEqual(['/etc', '/', '/']);
    expect(wayTo('/a/b').map(({ path }) => path)).toEqual(['/a', '/a/b']);
    expect(wayTo('/')).toEqual([]);
  });

  it('of this computer follow its system', () => {
    expect(inLocal('/home/me/', 'a', 'linux')).toBe('/home/me/a');
    expect(inLocal('C:\\Users', 'a', 'windows')).toBe('C:\\Users\\a');
    expect([localName('C:\\a\\b.txt'), localName('/a/b/'), localName('b')]).toEqual(['b.txt', 'b', 'b']);
    expect(isAbsolute('/a', 'linux') && isAbsolute('C:/a', 'windows') && isAbsolute('\\\\host\\a', 'windows')).toBe(
      true,
    );
    expect(isAbsolute('a', 'linux') || isAbsolute('~/a', 'macos') || isAbsolute('C:a', 'windows')).toBe(false);
  });

  it('are shown with nothing in them obeyed', () => {
    expect(shownName('a\nb\u001b[31m\u202etxt\u0085')).toBe('a⟨U+000A⟩b⟨U+001B⟩[31m⟨U+202E⟩txt⟨U+0085⟩');
    expect(shownText('a\r\n\tb\u0007\u007f')).toBe('a\n\tb⟨U+0007⟩⟨U+007F⟩');
  });
});

describe('modes', () => {
  it('are written as ls writes them', () => {
    expect([0o755, 0o640, 0o4755, 0o2644, 0o1777, 0].map(modeText)).toEqual([
      'rwxr-xr-x',
      'rw-r-----',
      'rwsr-xr-x',
      'rw-r-Sr--',
      'rwxrwxrwt',
      '---------',
    ]);
  });
});

describe('a folder', () => {
  it('shows folders first, and its own list stays as it is', () => {
    const list = [file('b'), file('z', { kind: 'folder' }), file('a', { kind: 'link' })];
    expect(inOrder(list).map(({ name }) => name)).toEqual(['z', 'a', 'b']);
    expect(list[0]?.name).toBe('b');
  });
});
