import { createSubscriber } from 'svelte/reactivity';
import { ago } from '../i18n/format';
import { Presence } from './presence.svelte';

/** The time, for those who read it in a template: one timer for all of them, and none while nobody looks. */
class Clock {
  #now = Date.now();
  readonly #subscribe: () => void;

  /** How often it is looked at, in ms; and how often while nobody is at the window. */
  constructor(period: number, away = period) {
    this.#subscribe = createSubscriber((update) => {
      const presence = new Presence();
      // Who looks as often either way need not know who is there.
      const leave = away > period ? presence.listen() : undefined;
      const tick = () => {
        this.#now = Date.now();
        update();
      };
      let waited = 0;
      const timer = setInterval(() => {
        waited += period;
        if (document.visibilityState !== 'visible' || (!presence.here && waited < away)) return;
        waited = 0;
        tick();
      }, period);
      document.addEventListener('visibilitychange', tick);
      return () => {
        leave?.();
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

/** For ages of seconds. Each look draws the window: without a graphics card that is a tenth of a second of a core. */
const slowClock = new Clock(5_000, 30_000);
/** For all other ages: a window at rest is woken up as seldom as its words allow. */
const slowestClock = new Clock(20_000);

/** How long ago `then` was (seconds since 1970), for a template: looked at as often as the words for it can change. */
export function age(then: number): string {
  const clock = Date.now() / 1000 - then < 60 ? slowClock : slowestClock;
  return ago(then, clock.now / 1000);
}

/** For what is running. */
export const quickClock = new Clock(1_000);
