/**
 * What a screen obeys instead of showing (controls, but for the end of a line and the tab), and characters that turn the direction of a
 * line around, or mark it, or take no place in it: invisible, and able to make a text look like another one. What ordinary text needs stays: joiners (scripts and emoji), variation selectors, and the tags that make the three flags there are (of England, Scotland, Wales).
 */
const HIDDEN =
  /(?![\t\n]|\r\n)\p{Cc}|\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}|[\u17b4\u17b5\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0001}\u{e0020}-\u{e007f}]/gu;

/** `text` with each of those written out as `⟨U+202E⟩`, so that what is read is what is there. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (found) => {
    const code = found.codePointAt(0) ?? 0;
    return code === 0x1f3f4 ? found : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
