/** So many are remembered. */
const REMEMBERED = 4_000;

/** The heights of rows, in pixels, as far as they were drawn; reading one is told when more are known. */
export class Heights {
  #known = new Map<string, number>();
  #version = $state(0);

  /** Another number when any is another. */
  get version(): number {
    return this.#version;
  }

  /** What a row has that was never drawn: the middle of those that were, or the height of a line. */
  typical(line: number): number {
    void this.#version;
    if (this.#known.size === 0) return line;
    let sum = 0;
    for (const one of this.#known.values()) sum += one;
    return sum / this.#known.size;
  }

  of(key: string): number | undefined {
    void this.#version;
    return this.#known.get(key);
  }

  /** Takes down what rows measure; those remembered longest make room. */
  note(drawn: Iterable<readonly [key: string, height: number]>) {
    let news = false;
    for (const [key, height] of drawn) {
      // What has no layout yet has no height either.
      if (height === 0 || this.#known.get(key) === height) continue;
      this.#known.set(key, height);
      news = true;
    }
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) break;
      this.#known.delete(oldest);
    }
    if (news) this.#version += 1;
  }

  forget() {
    this.#known.clear();
    this.#version += 1;
  }
}
