import type { TabId } from '../views/containers/tabs';

/** Where in the window the reader is. */
export type Place =
  /** `marked` is the id of a container to show among the others: the one just made. */
  | { page: 'containers'; marked?: string }
  /** `tab` is the one to show, when it matters. */
  | { page: 'container'; id: string; tab?: TabId }
  | { page: 'images' }
  /** `tab` is the one to open with. */
  | { page: 'image'; id: string; name: string; tab?: 'layers' }
  | { page: 'builds' }
  | { page: 'build'; id: string }
  | { page: 'settings' };

export type Page = Place['page'];

/** The list a page belongs to: what the rail marks and `back` leads to. */
export const listOf = {
  containers: 'containers',
  container: 'containers',
  images: 'images',
  image: 'images',
  builds: 'builds',
  build: 'builds',
  settings: 'settings',
} as const satisfies Record<Page, Page>;

export class Route {
  at = $state.raw<Place>({ page: 'containers' });

  /** The page that was left for its list: where the keyboard goes on there. */
  left = $state.raw<Place>();

  go(place: Place) {
    this.left = undefined;
    this.at = place;
  }

  /** Up to the list that this page is one of. */
  back() {
    this.left = this.at;
    this.at = { page: listOf[this.at.page] };
  }
}
