/** What a key does in a log: a number is pixels to move by; `choose` is so many rows, down or up, that are chosen. */
export type LogKey = 'all' | 'copy' | 'clear' | 'top' | 'end' | { choose: number } | number;

/** What a key does, in a view with lines of `line` pixels and pages of `page` pixels; nothing of ours when undefined. */
export function logKey(event: KeyboardEvent, line: number, page: number): LogKey | undefined {
  if (event.ctrlKey || event.metaKey) {
    const letter = event.key.toLowerCase();
    return letter === 'a' ? 'all' : letter === 'c' ? 'copy' : undefined;
  }
  if (event.altKey) return undefined;
  const rows = Math.max(1, Math.floor(page / line));
  switch (event.key) {
    case 'Escape':
      return 'clear';
    case 'Home':
      return event.shiftKey ? { choose: -Infinity } : 'top';
    case 'End':
      return event.shiftKey ? { choose: Infinity } : 'end';
    case 'ArrowDown':
      return event.shiftKey ? { choose: 1 } : line;
    case 'ArrowUp':
      return event.shiftKey ? { choose: -1 } : -line;
    case ' ':
      return event.shiftKey ? -page : page;
    case 'PageDown':
      return event.shiftKey ? { choose: rows } : page;
    case 'PageUp':
      return event.shiftKey ? { choose: -rows } : -page;
    default:
      return undefined;
  }
}
