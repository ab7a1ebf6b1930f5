/**
 * Ages as words, kept right at the least cost. Each time a timer ends the window wakes up, and each time words change it is drawn: while
 * nothing else happens that is all it does. So there is one timer for every age that is shown, set for when the first of them reads
 * otherwise; and while nobody is at the window, what is younger than a minute is said to be that, which stays true without being drawn.
 */
import { createSubscriber } from 'svelte/reactivity';
import { ago, agoUntil, type Wording } from '../i18n/format';
import { m } from '../paraglide/messages';
import type { Presence } from './presence.svelte';

/** Ages change together, at whole multiples of so many seconds: a list of many wakes the window up no more often than that. */
const SOON = 5;
const LATER = 20;
/** In seconds. */
const MINUTE = 60;
/** The longest wait of a timer, in seconds: timers stand still while the machine sleeps, and ages do not. */
const LONGEST = 300;

/** All the ages of a window. */
export class Ages {
  readonly #subscribe: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first of them reads otherwise, in seconds since 1970. */
  #due = Number.POSITIVE_INFINITY;
  #update: (() => void) | undefined;

  constructor(private readonly presence: Presence) {
    this.#subscribe = createSubscriber((update) => {
      this.#update = update;
      this.#wait();
      const turned = () => this.#look();
      document.addEventListener('visibilitychange', turned);
      return () => {
        clearTimeout(this.#timer);
        this.#update = undefined;
        this.#due = Number.POSITIVE_INFINITY;
        document.removeEventListener('visibilitychange', turned);
      };
    });
  }

  /** How long ago `then` was (seconds since 1970), for a template: read again when the words for it change. */
  of(then: number, wording: Wording = 'long'): string {
    this.#subscribe();
    void this.presence.visits;
    const now = Date.now() / 1000;
    const young = now - then < MINUTE;
    if (young && now >= then && !this.presence.here) {
      this.#by(then + MINUTE, SOON);
      return wording === 'narrow' ? m.time_within_minute_narrow() : m.time_within_minute();
    }
    this.#by(agoUntil(then, now), young ? SOON : LATER);
    return ago(then, now, wording);
  }

  #by(moment: number, grid: number) {
    const due = Math.ceil(moment / grid) * grid;
    if (due >= this.#due) return;
    this.#due = due;
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    if (this.#update === undefined || this.#due === Number.POSITIVE_INFINITY) return;
    const seconds = Math.min(LONGEST, Math.max(0, this.#due - Date.now() / 1000));
    this.#timer = setTimeout(() => this.#look(), Math.ceil(seconds * 1000));
  }

  /** Whoever shows an age reads it again, and says by when it has to be read next. */
  #look() {
    this.#due = Number.POSITIVE_INFINITY;
    // What is not on the screen is read when it comes back.
    if (document.visibilityState === 'visible') this.#update?.();
  }
}
