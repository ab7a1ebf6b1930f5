import { createSubscriber } from 'svelte/reactivity';

/** The time, for those who read it in a template: one timer for all of them, and none while nobody looks. */
class Clock {
  #now = Date.now();
  readonly #subscribe: () => void;

  /** How often it is looked at, in ms. */
  constructor(period: number) {
    this.#subscribe = createSubscriber((update) => {
      const tick = () => {
        if (document.visibilityState !== 'visible') return;
        this.#now = Date.now();
        update();
      };
      const timer = setInterval(tick, period);
      document.addEventListener('visibilitychange', tick);
      return () => {
        clearInterval(timer);
        document.removeEventListener('visibilitychange', tick);
      };
    });
  }

  /** Milliseconds since 1970. */
  get now(): number {
    this.#subscribe();
    return Math.max(this.#now, Date.now());
  }
}

/** For what is running. */
export const quickClock = new Clock(1_000);
