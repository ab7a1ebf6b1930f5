/** How long a stop waits before it kills. */
import type { Command, Container } from '../../ipc/bindings';
import type { Operation } from '../../state/operations.svelte';
import { GRACE } from './overview/arrows';

/** Seconds that this command gives the container, -1 for ever; undefined for what gives no time. `own` is the container's, if it has one. */
export function graceOf(command: Command, own: number | undefined): number | undefined {
  if (command.verb !== 'stop' && command.verb !== 'restart') return undefined;
  return command.time ?? own ?? GRACE;
}

/** When this container was asked to end, in ms; undefined while others are before it: restarts go one by one. */
export function askedAt(
  { command, began, ended, turned }: Pick<Operation, 'command' | 'began' | 'ended' | 'turned'>,
  { id, name }: Pick<Container, 'id' | 'name'>,
): number | undefined {
  if (command.verb !== 'restart') return began;
  const place = (command.containers ?? []).findIndex((one) => one === name || one === id);
  return place > ended ? undefined : turned;
}

/** Whole seconds that are left, never less than 0. `began` and `now` are in ms. */
export function left(began: number, grace: number, now: number): number {
  return Math.max(0, Math.ceil((began + grace * 1_000 - now) / 1_000));
}
