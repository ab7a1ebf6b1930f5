/** What `docker diff` tells, as a tree. */
import type { ChangeCounts, FileChange, FileChangeKind } from '../../../ipc/bindings';

/** A folder or a file of the tree. */
interface Node {
  path: string;
  name: string;
  /** None of a folder that only leads to what changed, where the engine does not name it. */
  kind: FileChangeKind | undefined;
  children: Map<string, Node>;
}

/** A line of the tree as it is shown. */
export interface ChangeRow {
  path: string;
  /** Its names: several where a folder holds nothing but the next one. */
  names: string[];
  kind: FileChangeKind;
  depth: number;
  folder: boolean;
  open: boolean;
  /** What changed below a folder. */
  below: ChangeCounts;
}

/** Reads the list into a tree; `search` keeps only paths that have it in them, and what leads there. */
function treeOf(list: readonly FileChange[], search: string): Node {
  const root: Node = { path: '', name: '', kind: undefined, children: new Map() };
  const wanted = search.trim().toLowerCase();
  for (const { path, kind } of list) {
    if (wanted !== '' && !path.toLowerCase().includes(wanted)) continue;
    let node = root;
    for (const name of path.split('/').slice(1)) {
      let child = node.children.get(name);
      if (!child) {
        child = { path: `${node.path}/${name}`, name, kind: undefined, children: new Map() };
        node.children.set(name, child);
      }
      node = child;
    }
    node.kind = kind;
  }
  return root;
}

/** The rows of the tree, but for what is in folders that are closed. */
export function rowsOf(list: readonly FileChange[], search: string, closed: ReadonlySet<string>): ChangeRow[] {
  const rows: ChangeRow[] = [];
  const visit = (node: Node, depth: number) => {
    const names = [node.name];
    let at = node;
    // A folder on the way to a single one is no news by itself.
    while (isWay(at) && at.children.size === 1) {
      const [only] = at.children.values();
      if (!only || only.children.size === 0) break;
      names.push(only.name);
      at = only;
    }
    const open = at.children.size > 0 && !closed.has(at.path);
    rows.push({
      path: at.path,
      names,
      kind: at.kind ?? 'changed',
      depth,
      folder: at.children.size > 0,
      open,
      below: belowOf(at),
    });
    if (open) for (const child of at.children.values()) visit(child, depth + 1);
  };
  for (const child of treeOf(list, search).children.values()) visit(child, 0);
  return rows;
}

const isWay = (node: Node): boolean => node.kind === undefined || node.kind === 'changed';

/** As Rust counts the whole: a folder that is changed by what is in it does not count by itself. */
function belowOf(node: Node): ChangeCounts {
  const counts = { added: 0, changed: 0, deleted: 0 };
  for (const child of node.children.values()) {
    const below = belowOf(child);
    counts.added += below.added;
    counts.changed += below.changed;
    counts.deleted += below.deleted;
    if (child.kind !== undefined && (child.kind !== 'changed' || child.children.size === 0)) counts[child.kind] += 1;
  }
  return counts;
}
