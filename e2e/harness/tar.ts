/** What is in a tar, as it is written there: no name is mended. */
export interface Entry {
  name: string;
  kind: 'file' | 'folder' | 'link' | 'hardlink';
  /** Of a file what is in it, of a link where it leads. */
  more?: string;
}

const BLOCK = 512;
const TYPES: Record<Entry['kind'], string> = { file: '0', hardlink: '1', link: '2', folder: '5' };

/** A tar that no tool would make. */
export function tar(entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.flatMap(pieces), Buffer.alloc(2 * BLOCK)]);
}

function pieces({ name, kind, more = '' }: Entry): Buffer[] {
  const content = kind === 'file' ? Buffer.from(more) : Buffer.alloc(0);
  const head = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    head.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  head.write(name, 0);
  octal(0o755, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(content.length, 124, 12);
  octal(0, 136, 12);
  head.write(' '.repeat(8), 148);
  head.write(TYPES[kind], 156);
  if (kind !== 'file') head.write(more, 157);
  head.write('ustar\x0000', 257, 'latin1');
  octal(
    head.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return [head, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
}
