import { untrack } from 'svelte';
import type { Container } from '../../../ipc/bindings';
import type { Presence } from '../../../state/presence.svelte';
import { isUp } from '../actions';
import type { Rest } from './rest.svelte';
import { Meters, type Usage } from './usage.svelte';

/** Rows that stay on the screen so long, in ms, are measured: a list that is scrolled opens nothing on the way. */
const SETTLES = 250;

/** No more are measured at once, however tall the window is. */
export const MOST = 24;

/** The containers whose rows are on the screen: those that run are measured while somebody is there, of the others it is asked once how they came to rest. */
export class OnScreen {
  #rows = $state.raw<readonly Container[]>([]);
  #settling: ReturnType<typeof setTimeout> | undefined;
  readonly #meters: Meters;

  constructor(
    usage: Usage,
    private readonly rest: Rest,
    private readonly presence: Presence,
    private readonly live: () => boolean,
  ) {
    this.#meters = new Meters(usage);
  }

  /** Ends everything. */
  close() {
    clearTimeout(this.#settling);
    this.#meters.want([]);
  }

  /** These rows are on the screen now. */
  show(rows: readonly Container[]) {
    // Whoever tells what is shown does not follow it.
    const shown = untrack(() => this.#rows);
    const same = rows.length === shown.length && rows.every(({ id }, at) => id === shown[at]?.id);
    clearTimeout(this.#settling);
    const settle = () => {
      if (rows.length !== shown.length || rows.some((row, at) => row !== shown[at])) this.#rows = rows;
    };
    // A container that changed is what it is now; only a scroll has to settle.
    if (same) settle();
    else this.#settling = setTimeout(settle, SETTLES);
  }

  /** Measures what should be; to be run again when what it reads changes. */
  measure() {
    const live = this.live();
    const rows = this.#rows;
    const running = rows.filter(({ state }) => state.kind === 'running' || state.kind === 'paused');
    const wanted = live && this.presence.here ? running.slice(0, MOST).map(({ id }) => id) : [];
    untrack(() => {
      this.#meters.want(wanted);
      if (live) this.rest.ask(rows.filter(({ state }) => !isUp(state)));
    });
  }
}
