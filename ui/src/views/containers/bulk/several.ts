/** A command that takes something away from several containers, as the engine has them now. */
import type { Command, Container } from '../../../ipc/bindings';
import type { Several } from '../../../state/dialogs.svelte';
import { isUp } from '../actions';
import { bulkCommand, targetsOf } from './verbs';

export interface Taking {
  /** Those it takes something away from. */
  containers: Container[];
  command: Command;
}

/** The course's first command: `docker rm -f $(docker ps -aq)`. */
export const REMOVE_ALL = { verb: 'rmAll', which: { all: true, quiet: true }, force: true, volumes: false } as const;

/** `docker container prune` */
export const PRUNE = { verb: 'containerPrune' } as const;

/** What is asked, of the containers that there are; undefined where it has nothing to do. */
export function takingOf(asked: Several, all: readonly Container[], volumes: boolean): Taking | undefined {
  if (asked.verb === 'rmAll') {
    return all.length > 0 ? { containers: [...all], command: { ...REMOVE_ALL, volumes } } : undefined;
  }
  if (asked.verb === 'containerPrune') {
    const stopped = prunable(all);
    return stopped.length > 0 ? { containers: stopped, command: PRUNE } : undefined;
  }
  const ids = new Set(asked.ids);
  const chosen = targetsOf(
    asked.verb,
    all.filter(({ id }) => ids.has(id)),
  );
  const command = bulkCommand(asked.verb, chosen);
  if (!command) return undefined;
  return { containers: chosen, command: command.verb === 'rm' ? { ...command, volumes } : command };
}

/** What `docker container prune` removes: whatever does not run, and was not about to go anyway. */
export function prunable(all: readonly Container[]): Container[] {
  return all.filter(({ state }) => !isUp(state) && state.kind !== 'removing');
}
