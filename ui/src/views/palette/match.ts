/** What the palette finds, and in which order. */

/** How well a text answers a search; undefined when it does not. Smaller is better. */
export function score(query: string, label: string, also: string): number | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 0;
  const title = label.toLowerCase();
  const hay = `${title}\n${also.toLowerCase()}`;
  if (words.every((word) => hay.includes(word))) {
    if (title === words.join(' ')) return 0;
    if (title.startsWith(words[0] ?? '')) return 1;
    if (words.every((word) => title.includes(word))) return 2;
    return 3;
  }
  // Letters in order, as those type who know what they look for: `hngx` for `hellonginx`.
  const joined = words.join('');
  return joined.length > 1 && isSubsequence(joined, title) ? 4 : undefined;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at += 1;
  return at === letters.length;
}
