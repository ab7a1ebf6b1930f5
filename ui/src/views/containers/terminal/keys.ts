/** What a key does at a terminal, besides being typed in it. */
export type KeyUse = 'typed' | 'copy' | 'paste' | 'leave' | 'browser';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'metaKey' | 'altKey'>;

/** The keys that lead out of a terminal, where Tab and Escape belong to the program. */
export const LEAVE_KEYS = { mac: '⌃⇧↑', other: 'Ctrl+Shift+↑' } as const;

export function keyUse({ key, ctrlKey, shiftKey, metaKey, altKey }: Pressed, mac: boolean): KeyUse {
  if (altKey) return 'typed';
  if (ctrlKey && shiftKey && !metaKey) {
    if (key === 'ArrowUp') return 'leave';
    const letter = key.toLowerCase();
    if (letter === 'c') return 'copy';
    if (letter === 'v') return 'paste';
  }
  // ⌘C and ⌘V come as the web view's own copy and paste, and the window has ⌘K.
  if (mac && metaKey) return 'browser';
  if (!mac && shiftKey && !ctrlKey && key === 'Insert') return 'paste';
  return 'typed';
}
