// biome-ignore-all lint/suspicious/noControlCharactersInRegex: escapes are made of control characters
/** The escapes of a terminal in a log line: colours become classes, everything else disappears. */

import { visible } from './visible';

export interface Span {
  text: string;
  /** Class names of `ansi.css`; empty for plain text. */
  style: string;
  /** It is a part of a match. */
  marked?: boolean;
}

/** A match in a line, in UTF-16 units. */
interface Mark {
  from: number;
  to: number;
}

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

// Two- and three-part escapes: CSI … letter; OSC, DCS, PM, APC, SOS … terminator; two-byte escapes.
const ESCAPE =
  /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[ -/]*[0-~]?|\x9b[0-?]*[ -/]*[@-~]/g;
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

interface Style {
  colour: string;
  bold: boolean;
  faint: boolean;
  underline: boolean;
}

const PLAIN: Style = { colour: '', bold: false, faint: false, underline: false };

/** Lines without their escapes, as a terminal gives them to the clipboard. */
export function withoutEscapes(text: string): string {
  // Each by itself: an escape that is not ended would take the next lines with it.
  return text
    .split('\n')
    .map((line) => line.replace(ESCAPE, ''))
    .join('\n');
}

/** What a line shows, with its matches told apart. A carriage return begins it anew, as a progress bar does on a terminal. */
export function spansOf(line: string, marks: readonly Mark[] = []): Span[] {
  const end = line.replace(/\r+$/, '');
  const begin = end.lastIndexOf('\r') + 1;
  const shown = end.slice(begin);
  const pieces = marks.length === 0 ? undefined : marks.map(({ from, to }) => ({ from: from - begin, to: to - begin }));
  if (!pieces && !/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(shown)) return [{ text: visible(shown), style: '' }];
  const spans: Span[] = [];
  let style = PLAIN;
  let from = 0;
  const push = (to: number) => {
    for (const [piece, marked] of split(shown, from, to, pieces)) {
      const clean = visible(piece.replace(CONTROLS, ''));
      if (clean !== '')
        spans.push(
          marked ? { text: clean, style: className(style), marked } : { text: clean, style: className(style) },
        );
    }
  };
  for (const found of shown.matchAll(ESCAPE)) {
    push(found.index);
    from = found.index + found[0].length;
    if (found[2] === 'm') style = styled(style, found[1] ?? '');
  }
  push(shown.length);
  return spans;
}

/** The text between two places, parted where matches begin and end. */
function* split(text: string, from: number, to: number, marks: readonly Mark[] = []): Generator<[string, boolean]> {
  let at = from;
  for (const mark of marks) {
    const [begin, end] = [Math.max(at, mark.from), Math.min(to, mark.to)];
    if (begin >= end) continue;
    if (begin > at) yield [text.slice(at, begin), false];
    yield [text.slice(begin, end), true];
    at = end;
  }
  if (at < to) yield [text.slice(at, to), false];
}

/** The line without any escape. */
export function plain(line: string): string {
  return spansOf(line)
    .map((span) => span.text)
    .join('');
}

function className(style: Style): string {
  const names: string[] = [];
  if (style.colour !== '') names.push(`ansi-${style.colour}`);
  if (style.bold) names.push('ansi-bold');
  if (style.faint) names.push('ansi-faint');
  if (style.underline) names.push('ansi-underline');
  return names.join(' ');
}

/** Applies the codes of one SGR escape. Backgrounds and the wide palettes are passed over: they can hide text. */
function styled(before: Style, codes: string): Style {
  let style = { ...before };
  const list = codes.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  for (let at = 0; at < list.length; at += 1) {
    const code = list[at] ?? 0;
    if (code === 0) style = { ...PLAIN };
    else if (code === 1) style.bold = true;
    else if (code === 2) style.faint = true;
    else if (code === 4) style.underline = true;
    else if (code === 22) style = { ...style, bold: false, faint: false };
    else if (code === 24) style.underline = false;
    else if (code >= 30 && code <= 37) style.colour = NAMES[code - 30] ?? '';
    else if (code >= 90 && code <= 97) style.colour = NAMES[code - 90] ?? '';
    else if (code === 39) style.colour = '';
    else if (code === 38 || code === 48) {
      const wide = list[at + 1] === 5 ? 2 : list[at + 1] === 2 ? 4 : 0;
      const index = list[at + 2] ?? 0;
      if (code === 38 && wide === 2 && index < 16) style.colour = NAMES[index % 8] ?? '';
      at += wide;
    }
  }
  return style;
}
