/** How long a stop waits before it kills. */
import type { Command } from '../../ipc/bindings';
import { GRACE } from './overview/arrows';

/** Seconds that this command gives the container, -1 for ever; undefined for what gives no time. `own` is the container's, if it has one. */
export function graceOf(command: Command, own: number | undefined): number | undefined {
  if (command.verb !== 'stop' && command.verb !== 'restart') return undefined;
  return command.time ?? own ?? GRACE;
}

/** Whole seconds that are left, never less than 0. `began` and `now` are in ms. */
export function left(began: number, grace: number, now: number): number {
  return Math.max(0, Math.ceil((began + grace * 1_000 - now) / 1_000));
}
