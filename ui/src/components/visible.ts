/** Characters that turn the direction of a line around, or mark it: invisible, and able to make a text look like another one. */
const TURNING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** `text` with each direction control written out as `⟨U+202E⟩`, so that what is read is what is there. */
export function visible(text: string): string {
  return text.replace(TURNING, (turn) => `⟨U+${turn.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
