/** What is done to several containers with one command. */
import Zap from 'lucide/dist/esm/icons/zap.mjs';
import type { Command, Container } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';
import { legal, needsForce } from '../actions';
import { VERBS, type VerbLook } from '../verbs';

export type BulkVerb = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'rm';

/** In the order of the bar. */
export const BULK: readonly BulkVerb[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill', 'rm'];

/** What goes behind the bar's first buttons. */
export const SELDOM: ReadonlySet<BulkVerb> = new Set(['restart', 'pause', 'unpause', 'kill']);

export function lookOf(verb: BulkVerb): Pick<VerbLook, 'icon' | 'style' | 'label'> {
  return verb === 'kill' ? { icon: Zap, style: 'solid', label: m.list_kill } : VERBS[verb];
}

function fits(verb: BulkVerb, { state }: Container): boolean {
  return verb === 'kill' ? needsForce(state) : legal(state).includes(verb);
}

/** Those of the chosen ones that docker would do it to. */
export function targetsOf(verb: BulkVerb, chosen: readonly Container[]): Container[] {
  return chosen.filter((container) => fits(verb, container));
}

/** One command for all of them; undefined where there is none to do it to. */
export function bulkCommand(verb: BulkVerb, chosen: readonly Container[]): Command | undefined {
  const targets = targetsOf(verb, chosen);
  if (targets.length === 0) return undefined;
  const containers = targets.map(({ name }) => name);
  switch (verb) {
    case 'rm':
      return { verb, containers, force: targets.some(({ state }) => needsForce(state)), volumes: false };
    case 'kill':
      return { verb, containers, signal: null };
    case 'stop':
    case 'restart':
      return { verb, containers, time: null };
    default:
      return { verb, containers };
  }
}

/** How many of the chosen ones are in each state, the likeliest first: `1 running · 2 exited`. */
export function tally(chosen: readonly Container[]): string {
  const count = (...kinds: Container['state']['kind'][]) =>
    chosen.filter(({ state }) => kinds.includes(state.kind)).length;
  const words: [number, (inputs: { count: number }) => string][] = [
    [count('running'), m.list_tally_running],
    [count('paused'), m.list_tally_paused],
    [count('restarting'), m.list_tally_restarting],
    [count('exited'), m.list_tally_exited],
    [count('created'), m.list_tally_created],
    [count('dead', 'removing', 'unknown'), m.list_tally_other],
  ];
  return words
    .filter(([many]) => many > 0)
    .map(([many, word]) => word({ count: many }))
    .join(' · ');
}
