/** What a container used, over time. */
import type { StatsSample } from '../../../ipc/bindings';

/** So much is kept and drawn, in ms. */
export const SPAN = 5 * 60_000;

/** Longer than this between two readings, in ms, nothing was measured. */
export const GAP = 4_000;

/** Counters are compared over no longer than this, in ms: a mean over more would pass for what is now. */
const COMPARED = 10_000;

/** One reading. Rates are in bytes a second; undefined where there is none before it to compare with. */
export interface Point {
  /** When it came, in ms since 1970 here. */
  time: number;
  /** Percent of one core. */
  cpu: number;
  /** Bytes. */
  memory: number;
  received: number | undefined;
  sent: number | undefined;
  read: number | undefined;
  written: number | undefined;
  pids: number;
}

/** The measures of a point that can be drawn. */
export type Measure = Exclude<keyof Point, 'time'>;

/** A reading, and how fast its counters went since the one before. The engine's clock says how long that was: ours knows only when it heard of it. */
export function pointOf(sample: StatsSample, before: StatsSample | undefined, time: number): Point {
  const passed = before === undefined ? 0 : sample.at - before.at;
  const seconds = passed > COMPARED ? 0 : passed / 1000;
  const rate = (of: 'received' | 'sent' | 'read' | 'written') => {
    // A counter that fell was begun anew: a network was left, or the container restarted.
    if (before === undefined || seconds <= 0 || sample[of] < before[of]) return undefined;
    return (sample[of] - before[of]) / seconds;
  };
  return {
    time,
    cpu: sample.cpuPercent ?? 0,
    memory: sample.memory,
    received: rate('received'),
    sent: rate('sent'),
    read: rate('read'),
    written: rate('written'),
    pids: sample.pids,
  };
}

/** With one more, and without what is too old to be drawn. */
export function withPoint(points: readonly Point[], point: Point): Point[] {
  const oldest = point.time - SPAN;
  const from = points.findIndex((one) => one.time >= oldest);
  return from < 0 ? [point] : [...points.slice(from), point];
}
