/** Where keys lead in a list of rows, and in one that is a tree. */

/** What a row of a tree is. */
export interface Branch {
  /** 1 at the root. */
  level: number;
  /** Whether what is in it is shown; undefined of what holds nothing. */
  open: boolean | undefined;
}

/** The row that a key leads to from row `at`, which may be beyond the ends; undefined of other keys. */
export function rowKey(key: string, at: number, page: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** What ← and → do in a tree: lead to another row, or open or close the one they are on. */
export function treeKey(
  key: string,
  at: number,
  branch: (row: number) => Branch | undefined,
): number | 'turn' | undefined {
  const here = branch(at);
  if (!here) return undefined;
  if (key === 'ArrowRight') return here.open === undefined ? undefined : here.open ? at + 1 : 'turn';
  if (key !== 'ArrowLeft') return undefined;
  if (here.open) return 'turn';
  let above = at - 1;
  while (above >= 0 && (branch(above)?.level ?? 0) >= here.level) above -= 1;
  return above < 0 ? undefined : above;
}
