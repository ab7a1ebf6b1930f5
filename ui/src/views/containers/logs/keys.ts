/** What a key does in a log: a number is pixels to move by. */
export type LogKey = 'all' | 'copy' | 'clear' | 'top' | 'end' | number;

/** What a key does, in a view with lines of `line` pixels and pages of `page` pixels; nothing of ours when undefined. */
export function logKey(event: KeyboardEvent, line: number, page: number): LogKey | undefined {
  if (event.ctrlKey || event.metaKey) {
    const letter = event.key.toLowerCase();
    return letter === 'a' ? 'all' : letter === 'c' ? 'copy' : undefined;
  }
  if (event.altKey) return undefined;
  switch (event.key) {
    case 'Escape':
      return 'clear';
    case 'Home':
      return 'top';
    case 'End':
      return 'end';
    case 'ArrowDown':
      return line;
    case 'ArrowUp':
      return -line;
    case ' ':
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    default:
      return undefined;
  }
}
