import type { Filter } from './actions';

/** What the containers list is narrowed to. It outlives the page, so that coming back shows the same list. */
class View {
  search = $state('');
  filter = $state<Filter>('all');

  reset() {
    this.search = '';
    this.filter = 'all';
  }
}

export const view = new View();
