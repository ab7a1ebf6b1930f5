/** Searching in a text of many lines. */

export interface Match {
  line: number;
  from: number;
  to: number;
}

/** Where `text` is in the lines, in order, without regard to case. */
export function matches(lines: string[], text: string): Match[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  const found: Match[] = [];
  lines.forEach((line, number) => {
    const hay = line.toLowerCase();
    for (let from = hay.indexOf(wanted); from >= 0; from = hay.indexOf(wanted, from + wanted.length)) {
      found.push({ line: number, from, to: from + wanted.length });
    }
  });
  return found;
}

/** A line in pieces: what lies between the matches, and the matches. */
export function pieces(line: string, found: Match[]): { text: string; match?: Match }[] {
  const list: { text: string; match?: Match }[] = [];
  let at = 0;
  for (const match of found) {
    if (match.from > at) list.push({ text: line.slice(at, match.from) });
    list.push({ text: line.slice(match.from, match.to), match });
    at = match.to;
  }
  if (at < line.length || list.length === 0) list.push({ text: line.slice(at) });
  return list;
}
