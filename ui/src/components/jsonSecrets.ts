/** Variables and labels in the JSON of an inspect, whose values nobody should read over a shoulder. */
import { MASK, pair, pairKey } from './secrets';

export interface JsonPair {
  /** As `pairKey` makes it: `env NAME` or `labels NAME`. */
  key: string;
  name: string;
  value: string;
  /** Where its text stands, with the quotes. */
  from: number;
  to: number;
  /** What stands there while the value is hidden. */
  masked: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
const CONFIG = new Set(['Config', 'ContainerConfig']);

/**
 * The variables and labels of every config in it. The text is read as it stands and not parsed and written anew: the engine's numbers can be
 * larger than what JavaScript holds exactly.
 */
export function pairsOf(json: string): JsonPair[] {
  const found: JsonPair[] = [];
  const within: { list: boolean; key: string }[] = [];
  let key = '';
  let keyNext = false;
  const value = (token: string, from: number) => {
    const [parent, here] = within.slice(-2);
    if (!here || !parent || !CONFIG.has(parent.key)) return;
    const text: string = JSON.parse(token);
    const at = { from, to: from + token.length };
    if (here.list && here.key === 'Env') {
      const { name, text: own } = pair(text);
      if (name === undefined) return;
      found.push({ ...at, key: pairKey('env', name), name, value: own, masked: JSON.stringify(`${name}=${MASK}`) });
    } else if (!here.list && here.key === 'Labels') {
      found.push({ ...at, key: pairKey('labels', key), name: key, value: text, masked: JSON.stringify(MASK) });
    }
  };
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      within.push({ list: token === '[', key });
      key = '';
      keyNext = token === '{';
    } else if (token === '}' || token === ']') within.pop();
    else if (token === ',') {
      key = '';
      keyNext = within.at(-1)?.list === false;
    } else if (token === ':') keyNext = false;
    else if (keyNext) key = JSON.parse(token);
    else value(token, index);
  }
  return found;
}

/** The text with these values hidden; they come in their order. */
export function masked(json: string, hidden: readonly JsonPair[]): string {
  let text = '';
  let at = 0;
  for (const one of hidden) {
    text += json.slice(at, one.from) + one.masked;
    at = one.to;
  }
  return text + json.slice(at);
}
