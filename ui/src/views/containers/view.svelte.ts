import { Selection } from '../../components/selection.svelte';
import type { Filter } from './actions';

/** What the containers list is narrowed to, and what is chosen in it. It outlives the page, so that coming back shows the same list. */
class View {
  search = $state('');
  filter = $state<Filter>('all');
  /** By id. */
  readonly selection = new Selection();

  reset() {
    this.search = '';
    this.filter = 'all';
  }
}

export const view = new View();
