/** The arrows of a container's life: which are legal now, what each does, and why the others are not legal. */
import type { ContainerState } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';
import type { Step } from '../actions';

/** Where a container can be, as boxes of the diagram. */
export type Node = 'created' | 'running' | 'paused' | 'exited' | 'restarting' | 'removed';

export type ArrowId =
  | 'start'
  | 'startAgain'
  | 'pause'
  | 'unpause'
  | 'restart'
  | 'stop'
  | 'kill'
  | 'rm'
  | 'rmCreated'
  | 'rmForce';

export interface Arrow {
  id: ArrowId;
  verb: Step;
  from: Node;
  to: Node;
}

/** In the order in which Tab goes through them: along the life. */
export const ARROWS: readonly Arrow[] = [
  { id: 'start', verb: 'start', from: 'created', to: 'running' },
  { id: 'restart', verb: 'restart', from: 'running', to: 'running' },
  { id: 'pause', verb: 'pause', from: 'running', to: 'paused' },
  { id: 'unpause', verb: 'unpause', from: 'paused', to: 'running' },
  { id: 'stop', verb: 'stop', from: 'running', to: 'exited' },
  { id: 'kill', verb: 'kill', from: 'running', to: 'exited' },
  { id: 'startAgain', verb: 'start', from: 'exited', to: 'running' },
  { id: 'rmForce', verb: 'rm', from: 'running', to: 'removed' },
  { id: 'rmCreated', verb: 'rm', from: 'created', to: 'removed' },
  { id: 'rm', verb: 'rm', from: 'exited', to: 'removed' },
];

/** The state's own kind, and one more for a container that is gone. */
export type Where = ContainerState['kind'] | 'removed';

/** The box that is lit; none for what the diagram has no box for. */
export function nodeOf(where: Where): Node | undefined {
  switch (where) {
    case 'removing':
      return 'removed';
    case 'dead':
      return 'exited';
    case 'unknown':
      return undefined;
    default:
      return where;
  }
}

/** What docker accepts where. Docker takes a `restart` of what does not run as a start, so that it is legal there too. */
const LEGAL: Record<Where, readonly ArrowId[]> = {
  created: ['start', 'restart', 'rmCreated'],
  running: ['restart', 'pause', 'stop', 'kill', 'rmForce'],
  paused: ['unpause', 'restart', 'stop', 'kill', 'rmForce'],
  restarting: ['restart', 'stop', 'kill', 'rmForce'],
  exited: ['startAgain', 'restart', 'rm'],
  dead: ['rm'],
  removing: [],
  removed: [],
  unknown: [],
};

export function isLegal(id: ArrowId, where: Where): boolean {
  return LEGAL[where].includes(id);
}

/** How long `docker stop` waits, in seconds; -1 for ever. Docker's own is 10. */
export const GRACE = 10;

/** What a legal arrow does. */
export function does(id: ArrowId, where: Where, grace: number): string {
  switch (id) {
    case 'start':
      return m.life_does_start();
    case 'startAgain':
      return m.life_does_start_again();
    case 'restart':
      return where === 'created' || where === 'exited' ? m.life_does_restart_stopped() : restarts(grace);
    case 'pause':
      return m.life_does_pause();
    case 'unpause':
      return m.life_does_unpause();
    case 'stop':
      return stops(where, grace);
    case 'kill':
      return where === 'restarting' ? m.life_does_stop_restarting() : m.life_does_kill();
    case 'rm':
    case 'rmCreated':
      return m.life_does_rm();
    case 'rmForce':
      return m.life_does_rm_force();
  }
}

function restarts(grace: number): string {
  return grace < 0 ? m.life_does_restart_for_ever() : m.life_does_restart({ seconds: grace });
}

function stops(where: Where, grace: number): string {
  if (where === 'restarting') return m.life_does_stop_restarting();
  if (grace < 0) return m.life_does_stop_for_ever();
  return where === 'paused' ? m.life_does_stop_paused({ seconds: grace }) : m.life_does_stop({ seconds: grace });
}

/** Why an arrow is not legal, and what has to come first. */
export function whyNot(id: ArrowId, where: Where): string {
  if (where === 'removed') return m.life_not_removed();
  if (where === 'removing') return m.life_not_removing();
  if (where === 'dead') return m.life_not_dead();
  if (where === 'unknown') return m.life_not_unknown();
  const up = where === 'running' || where === 'paused' || where === 'restarting';
  switch (id) {
    case 'start':
    case 'startAgain':
      if (where === 'paused') return m.life_not_start_paused();
      if (where === 'created') return m.life_not_start_again_created();
      if (where === 'exited') return m.life_not_start_created();
      return m.life_not_start_running();
    case 'pause':
      if (where === 'paused') return m.life_not_pause_paused();
      return where === 'restarting' ? m.life_not_pause_restarting() : m.life_not_pause_stopped();
    case 'unpause':
      return where === 'running' ? m.life_not_unpause_running() : m.life_not_unpause();
    case 'stop':
    case 'kill':
      return where === 'created' ? m.life_not_end_created() : m.life_not_end_exited();
    case 'rm':
    case 'rmCreated':
      return up ? m.life_not_rm_running() : m.life_not_rm_other();
    case 'rmForce':
      return m.life_not_rm_force();
    // Legal wherever this is asked; kept whole so that a new state has to be thought about.
    case 'restart':
      return m.life_not_unknown();
  }
}
