/** A piece of a line: a word that has an explanation, or what stands between two. Positions count characters, as Rust does. */
import type { ExplainedPart, ParseError } from '../../ipc/bindings';

export interface Segment {
  text: string;
  part?: ExplainedPart;
}

/** The piece of `text` from `at` to `end`. */
export function cut(text: string, at: number, end: number): string {
  return [...text].slice(at, end).join('');
}

/** A command as it stands in a text, in pieces. A masked secret stays masked. */
export function segmentsOf(text: string, at: number, end: number, parts: readonly ExplainedPart[]): Segment[] {
  const characters = [...text];
  const segments: Segment[] = [];
  let reached = at;
  for (const part of parts) {
    if (part.at < reached || part.end > end) continue;
    if (part.at > reached) segments.push({ text: characters.slice(reached, part.at).join('') });
    segments.push({ text: part.text, part });
    reached = part.end;
  }
  if (reached < end) segments.push({ text: characters.slice(reached, end).join('') });
  return segments;
}

/** The words before a mistake, the wrong ones, and those behind. */
export function around(text: string, at: number, end: number, error: ParseError): [string, string, string] {
  const from = Math.min(Math.max(error.at, at), Math.max(end, error.at));
  const to = Math.max(from, error.end);
  return [cut(text, at, from), cut(text, from, to), cut(text, to, Math.max(end, to))];
}

/** The text with what was probably meant in the place of what is wrong. */
export function mended(text: string, error: ParseError): string {
  const characters = [...text];
  return characters.slice(0, error.at).join('') + (error.suggestion ?? '') + characters.slice(error.end).join('');
}

/** Explained words as a reader takes them: a flag with its value is one thing. */
export interface Row {
  text: string;
  part: ExplainedPart;
  /** What follows a flag, and what stands between the two. */
  value?: ExplainedPart;
  gap?: string;
}

export function rowsOf(parts: readonly ExplainedPart[]): Row[] {
  const rows: Row[] = [];
  for (const part of parts) {
    const before = rows.at(-1);
    if (part.role === 'flagValue' && before?.part.role === 'flag' && before.value === undefined) {
      before.value = part;
      before.gap = before.part.end === part.at ? '' : ' ';
    } else if (before && part.key === before.part.key && part.role === before.part.role && part.role === 'argument') {
      before.text += ` ${part.text}`;
    } else rows.push({ text: part.text, part });
  }
  return rows;
}

/** The key of what the whole command does: the last word of its name. */
export function verbKey(parts: readonly ExplainedPart[]): string | undefined {
  return parts.findLast((part) => part.role === 'command')?.key ?? undefined;
}
