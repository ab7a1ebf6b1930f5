/** The rule of `docker image ls NAME`, and a kinder second one for those who don't know it. */
import type { Image } from '../../ipc/bindings';

/** One row of the list: an image with two names is two rows, as docker shows it. */
export interface ImageRow {
  key: string;
  image: Image;
  repository: string;
  tag: string;
  /** What a command calls it: `repository:tag`, or the id when it has no name. */
  reference: string;
  dangling: boolean;
}

const NONE = '<none>';

export function rowsOf(images: Image[]): ImageRow[] {
  const rows = images.flatMap((image): ImageRow[] => {
    if (image.names.length === 0) {
      return [{ key: image.id, image, repository: NONE, tag: NONE, reference: image.id, dangling: true }];
    }
    return image.names.map(({ repository, tag }) => {
      const reference = `${repository}:${tag}`;
      return { key: `${image.id} ${reference}`, image, repository, tag, reference, dangling: false };
    });
  });
  return rows.sort((a, b) => b.image.created - a.image.created || a.reference.localeCompare(b.reference, 'en'));
}

/** The name as the CLI shows it: without the host and the `library/` that Docker Hub's own images have. */
function familiar(repository: string): string {
  return repository.replace(/^docker\.io\//, '').replace(/^library\//, '');
}

/** A glob of Go's `path.Match` as a pattern: `*` and `?` stop at `/`. Undefined when the glob is malformed. */
export function globPattern(glob: string): RegExp | undefined {
  let source = '';
  for (let at = 0; at < glob.length; at += 1) {
    const char = glob.charAt(at);
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\') {
      at += 1;
      if (at >= glob.length) return undefined;
      source += literal(glob.charAt(at));
    } else if (char === '[') {
      const set = characterSet(glob, at);
      if (!set) return undefined;
      source += set.source;
      at = set.end;
    } else source += literal(char);
  }
  return new RegExp(`^${source}$`);
}

function literal(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** `[a-z]` or `[^a-z]` beginning at `start`. In Go a set may match a `/`, which `*` and `?` never do. */
function characterSet(glob: string, start: number): { source: string; end: number } | undefined {
  let at = start + 1;
  const negated = glob.charAt(at) === '^';
  if (negated) at += 1;
  let ranges = '';
  const member = (): string | undefined => {
    if (glob.charAt(at) === '\\') at += 1;
    const char = glob.charAt(at);
    at += 1;
    return char === '' ? undefined : char;
  };
  while (at < glob.length && !(glob.charAt(at) === ']' && ranges !== '')) {
    if (glob.charAt(at) === '-' || glob.charAt(at) === ']') return undefined;
    const low = member();
    if (low === undefined) return undefined;
    let high = low;
    if (glob.charAt(at) === '-') {
      at += 1;
      if (glob.charAt(at) === ']') return undefined;
      const end = member();
      if (end === undefined) return undefined;
      high = end;
    }
    // Go lets a range run backwards and matches nothing by it.
    if (low <= high) ranges += `${literal(low)}-${literal(high)}`;
    else ranges += '\\u0000-\\u0000';
  }
  if (glob.charAt(at) !== ']') return undefined;
  return { source: `[${negated ? '^' : ''}${ranges}]`, end: at };
}

/** True for what `docker image ls NAME` lists: NAME is a glob of the whole repository, or of repository:tag. */
export function dockerMatches(name: string, row: ImageRow): boolean {
  if (row.dangling) return false;
  const pattern = globPattern(name);
  if (!pattern) return false;
  const repository = familiar(row.repository);
  return pattern.test(`${repository}:${row.tag}`) || pattern.test(repository);
}

/** Digits of an id that are enough to mean one: fewer are the beginning of many a name. */
const DIGITS = 3;

function isIdOf(part: string, { image }: ImageRow): boolean {
  return part.length >= DIGITS && image.id.replace(/^sha256:/, '').startsWith(part.replace(/^sha256:/, ''));
}

/** The rows a search shows: what docker would list, then what merely contains the text. */
export function searched(search: string, rows: ImageRow[]): { exact: ImageRow[]; similar: ImageRow[] } {
  const name = search.trim();
  if (name === '') return { exact: rows, similar: [] };
  const exact: ImageRow[] = [];
  const similar: ImageRow[] = [];
  const part = name.toLowerCase();
  for (const row of rows) {
    if (dockerMatches(name, row)) exact.push(row);
    else if (`${row.repository}:${row.tag}`.toLowerCase().includes(part) || isIdOf(part, row)) similar.push(row);
  }
  return { exact, similar };
}
