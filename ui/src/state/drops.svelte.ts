/** Who takes what is dropped onto the window. */
export interface DropTarget {
  /** What dropping does, shown while something is dragged over the window. */
  label: () => string;
  take: (paths: string[]) => void;
}

/** Where a drop goes: to the page that claims it, else it is a folder to build. */
export class Drops {
  target = $state.raw<DropTarget>();

  /** Takes drops until the returned function is called. */
  claim(target: DropTarget): () => void {
    this.target = target;
    return () => {
      if (this.target === target) this.target = undefined;
    };
  }
}
