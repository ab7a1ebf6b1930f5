/** Paths in a container and on this computer, and how they are shown. */
import { visible } from '../../../components/visible';
import type { FileEntry } from '../../../ipc/bindings';

/** Characters that a screen obeys instead of showing. */
const CONTROLS = /\p{Cc}/gu;

/** A name with everything in it seen and nothing of it obeyed: controls and turning marks written out. */
export function shownName(name: string): string {
  return visible(name.replace(CONTROLS, written));
}

/** The same of a text of several lines, which keeps its lines and tabs. */
export function shownText(text: string): string {
  return visible(text.replaceAll('\r\n', '\n'));
}

function written(char: string): string {
  return `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** `/etc` and `nginx` are `/etc/nginx`. */
export function inFolder(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

export function lastName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

/** Each folder on the way, from the root on. */
export function wayTo(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean);
  return names.map((name, at) => ({ name, path: `/${names.slice(0, at + 1).join('/')}` }));
}

/** The last name of a path of this computer, whichever its system. */
export function localName(path: string): string {
  return (
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? ''
  );
}

/** A name in a folder of this computer. */
export function inLocal(folder: string, name: string, os: string): string {
  const separator = os === 'windows' ? '\\' : '/';
  return `${folder.replace(/[/\\]+$/, '')}${separator}${name}`;
}

/** True for a path that begins at a root. */
export function isAbsolute(path: string, os: string): boolean {
  return os === 'windows' ? /^[a-z]:[/\\]|^\\\\/i.test(path) : path.startsWith('/');
}

/** `rwxr-xr-x`, as `ls` writes it. */
export function modeText(mode: number): string {
  const bits = [0o400, 0o200, 0o100, 0o40, 0o20, 0o10, 0o4, 0o2, 0o1];
  const letters = bits.map((bit, at) => (mode & bit ? ('rwx'[at % 3] ?? '-') : '-'));
  const special: [bit: number, at: number, on: string, off: string][] = [
    [0o4000, 2, 's', 'S'],
    [0o2000, 5, 's', 'S'],
    [0o1000, 8, 't', 'T'],
  ];
  for (const [bit, at, on, off] of special) if (mode & bit) letters[at] = letters[at] === 'x' ? on : off;
  return letters.join('');
}

/** Folders first, then by name. */
export function inOrder(entries: readonly FileEntry[]): FileEntry[] {
  const rank = (entry: FileEntry) => (entry.kind === 'folder' ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What tells the entries of a folder apart: their names, but for names that are no text, several of which may read the same. */
export function idsOf(entries: readonly FileEntry[]): Map<FileEntry, string> {
  const times = new Map<string, number>();
  const ids = new Map<FileEntry, string>();
  for (const entry of entries) {
    const before = times.get(entry.name) ?? 0;
    times.set(entry.name, before + 1);
    // No name has a slash in it.
    ids.set(entry, before === 0 ? entry.name : `${entry.name}/${before}`);
  }
  return ids;
}
