import { Pointer } from '../components/pointer';

/** So long after the last move or key, in ms, the reader is taken to be away. */
export const STAYS = 2 * 60_000;

/** Whether somebody is at the window: it is on the screen, and lately the pointer or a key was moved in it. */
export class Presence {
  here = $state(false);
  /** How often somebody came, also to a machine that had slept meanwhile: what goes by the clock is looked at again then. */
  visits = $state(0);
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #pointer = new Pointer();

  /** Looks out until the answer is called. */
  listen(): () => void {
    const moved = (event: PointerEvent) => {
      if (this.#pointer.moved(event)) this.#stir();
    };
    const stirred = () => this.#stir();
    const turned = () => {
      if (document.visibilityState === 'hidden') this.#away();
    };
    const quiet = { passive: true, capture: true } as const;
    window.addEventListener('pointermove', moved, quiet);
    for (const kind of ['pointerdown', 'keydown', 'wheel'] as const) window.addEventListener(kind, stirred, quiet);
    document.addEventListener('visibilitychange', turned);
    return () => {
      window.removeEventListener('pointermove', moved, quiet);
      for (const kind of ['pointerdown', 'keydown', 'wheel'] as const) window.removeEventListener(kind, stirred, quiet);
      document.removeEventListener('visibilitychange', turned);
      this.#away();
    };
  }

  #stir() {
    const now = Date.now();
    const stayed = this.here && now - this.#last <= STAYS;
    this.#last = now;
    if (stayed) return;
    this.here = true;
    this.visits += 1;
    this.#watch(STAYS);
  }

  #watch(after: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const left = this.#last + STAYS - Date.now();
      if (left > 0) this.#watch(left);
      else this.#away();
    }, after);
  }

  #away() {
    clearTimeout(this.#timer);
    this.here = false;
  }
}
