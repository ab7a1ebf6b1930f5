/** Control characters but for the tab and line ends: pasted, they would be keys that nobody pressed, and could end a bracketed paste. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

export interface Paste {
  text: string;
  /** How many lines it would run at once: a line end runs what is before it. */
  lines: number;
}

/** What is pasted into a terminal, without what would act by itself. */
export function pasted(text: string): Paste {
  const clean = text.replace(/\r\n?/g, '\n').replace(CONTROLS, '');
  return { text: clean, lines: clean.split('\n').length - (clean.endsWith('\n') ? 1 : 0) };
}

/** True when it is to be asked about first: it has line ends, and the program does not say that it can tell a paste from typing. */
export function asksFirst({ text }: Paste, bracketed: boolean): boolean {
  return !bracketed && text.includes('\n');
}
