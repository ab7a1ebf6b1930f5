import path from 'node:path';
import { environment } from '../harness/environment.ts';
import type { Language, Theme } from '../harness/home.ts';
import type { NaruWindow } from '../harness/window.ts';

const [width, height] = (process.env.NARU_TOUR_SIZE ?? '1200x800').split('x').map(Number) as [number, number];

/** How the tour's windows look. */
export const look = {
  language: (process.env.NARU_TOUR_LANGUAGE ?? 'ko') as Language,
  theme: (process.env.NARU_TOUR_THEME ?? 'light') as Theme,
  width,
  height,
};

/**
 * Takes a picture of the screen once the page has painted what it holds. The pointer goes out of the way, unless what it rests on is what the picture is
 * of: where it was left, the tooltip of what it was on would come over the picture.
 */
export async function shoot(window: NaruWindow, stop: string, pointer: 'away' | 'rests' = 'away'): Promise<void> {
  if (pointer === 'away') await window.browser.action('pointer').move({ x: 1, y: 1 }).perform();
  await window.browser.executeAsync((done: () => void) => {
    const still = () =>
      document
        .getAnimations()
        .every((each) => each.effect?.getTiming().iterations === Infinity || each.playState !== 'running');
    const look = () => {
      if (still()) requestAnimationFrame(() => requestAnimationFrame(() => done()));
      else requestAnimationFrame(look);
    };
    void document.fonts.ready.then(look);
  });
  window.picture(path.join(environment.out(), `${stop}-${look.language}-${look.theme}.png`));
}
