/** Tells moves of the pointer from those that a page sends which changes, or scrolls, under a pointer that rests. */
export class Pointer {
  #place: string | undefined;

  /** Whether it is elsewhere on the screen than at the event before. */
  moved({ screenX, screenY }: PointerEvent): boolean {
    const before = this.#place;
    this.#place = `${screenX} ${screenY}`;
    return before !== undefined && before !== this.#place;
  }
}
