/** Values that nobody should read over a shoulder. */

/** A value, and its name where it is a pair. */
export interface Pair {
  name?: string;
  text: string;
  secret: boolean;
}

const SECRET = /PASS(WORD|WD|PHRASE)?|TOKEN|SECRET|(^|_)(API|ACCESS|PRIVATE|ENCRYPTION|SIGNING)?_?KEY(_|$)|CREDENTIAL/i;

/** Whether a name promises a value that should not be shown unasked. */
export function isSecret(name: string): boolean {
  return SECRET.test(name);
}

/** `KEY=value`, split at the first `=`. */
export function pair(text: string): Pair {
  const at = text.indexOf('=');
  if (at < 0) return { text, secret: false };
  const name = text.slice(0, at);
  return { name, text: text.slice(at + 1), secret: isSecret(name) };
}

/** What a value is known by: the list that it is in, and its name. */
export function pairKey(of: string, name: string | undefined): string {
  return `${of} ${name}`;
}

/** What stands for a value that is not shown. */
export const MASK = '••••••••';
