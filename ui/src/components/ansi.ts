// biome-ignore-all lint/suspicious/noControlCharactersInRegex: escapes are made of control characters
/** The escapes of a terminal in a log line: colours become classes, everything else disappears. */

import { visible } from './visible';

export interface Span {
  text: string;
  /** Class names of `ansi.css`; empty for plain text. */
  style: string;
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

/** What a line shows. A carriage return begins it anew, as a progress bar does on a terminal. */
export function spansOf(line: string): Span[] {
  const end = line.replace(/\r+$/, '');
  const shown = visible(end.slice(end.lastIndexOf('\r') + 1));
  if (!/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(shown)) return [{ text: shown, style: '' }];
  const spans: Span[] = [];
  let style = PLAIN;
  let from = 0;
  const push = (text: string) => {
    const clean = text.replace(CONTROLS, '');
    if (clean !== '') spans.push({ text: clean, style: className(style) });
  };
  for (const found of shown.matchAll(ESCAPE)) {
    push(shown.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[2] === 'm') style = styled(style, found[1] ?? '');
  }
  push(shown.slice(from));
  return spans;
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
