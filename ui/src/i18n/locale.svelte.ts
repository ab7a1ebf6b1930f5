/** The language of the window, as a rune: every message read in a template follows it without a reload. */
import { overwriteGetLocale } from '../paraglide/runtime';

export type Locale = 'en' | 'ko';

let current = $state<Locale>('en');
overwriteGetLocale(() => current);

export const locale = {
  get current(): Locale {
    return current;
  },
  set(next: Locale) {
    current = next;
    document.documentElement.lang = next;
  },
};

/** The language to speak to somebody whose system is set to `tag` (BCP 47 or POSIX: `ko-KR`, `ko_KR.UTF-8`). */
export function localeOf(tag: string): Locale {
  return /^ko\b|^ko_/i.test(tag) ? 'ko' : 'en';
}
