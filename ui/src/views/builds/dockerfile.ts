export interface FileLine {
  number: number;
  text: string;
  failed: boolean;
}

/** The lines of a Dockerfile; with `around`, only those near the failed one. An instruction that goes on over several
 * lines (`\` at their ends) failed as a whole. */
export function excerpt(text: string, failed: number | undefined, around?: number): FileLine[] {
  const all = text.replace(/\n$/, '').split(/\r?\n/);
  const last = failed === undefined ? undefined : lastLineOf(all, failed);
  const lines = all.map((line, at) => ({
    number: at + 1,
    text: line,
    failed: failed !== undefined && last !== undefined && at + 1 >= failed && at + 1 <= last,
  }));
  if (around === undefined || failed === undefined || last === undefined) return lines;
  return lines.filter(({ number }) => number >= failed - around && number <= last + around);
}

/** The last line of the instruction that begins on `first`. A comment inside does not end it. */
function lastLineOf(lines: string[], first: number): number {
  let at = first;
  while (at < lines.length) {
    const line = lines[at - 1] ?? '';
    const comment = at > first && /^\s*#/.test(line);
    if (!comment && !/[\\`]\s*$/.test(line)) break;
    at += 1;
  }
  return Math.min(at, lines.length);
}
