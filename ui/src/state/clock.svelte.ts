import { createSubscriber } from 'svelte/reactivity';
import { ago } from '../i18n/format';

/** The time, for those who read it in a template: one timer for all of them, and none while nobody looks. */
class Clock {
  #now = Date.now();
  readonly #subscribe: () => void;

  constructor(period: number) {
    this.#subscribe = createSubscriber((update) => {
      const tick = () => {
        this.#now = Date.now();
        update();
      };
      const timer = setInterval(() => {
        if (document.visibilityState === 'visible') tick();
      }, period);
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

/** For ages of seconds. */
const slowClock = new Clock(5_000);
/** For all other ages: a window at rest is woken up as seldom as its words allow. */
const slowestClock = new Clock(20_000);

/** How long ago `then` was (seconds since 1970), for a template: looked at as often as the words for it can change. */
export function age(then: number): string {
  const clock = Date.now() / 1000 - then < 60 ? slowClock : slowestClock;
  return ago(then, clock.now / 1000);
}

/** For what is running. */
export const quickClock = new Clock(1_000);
