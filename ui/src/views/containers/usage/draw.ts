/** Readings as paths of an SVG. */
import { GAP, type Measure, type Point, SPAN } from './series';

/** How wide a bar of a sparkline is, and how far the next one is from it. */
const BAR = { width: 3, step: 4 };

/** How many bars a sparkline has. */
export const BARS = 22;

/** A busy core is 100; below this, in percent, everything looks equally idle. */
const LEAST_CPU = 5;

/** A row of bars, the newest at the right; as high as the highest of them, or as 5% where all is idle. A line at the foot where nothing was used. */
export function bars(values: readonly number[], height: number): string {
  const shown = values.slice(-BARS);
  const top = Math.max(LEAST_CPU, ...shown);
  const first = BARS - shown.length;
  return shown
    .map((value, at) => {
      const high = Math.max(1, Math.round((Math.max(0, value) / top) * height));
      return `M${(first + at) * BAR.step} ${height}v${-high}h${BAR.width}v${high}z`;
    })
    .join('');
}

/** The measure of what `bars` draws. */
export const SPARK_WIDTH = BARS * BAR.step - (BAR.step - BAR.width);

/** The size of a chart's own coordinates. */
export const WIDTH = 600;
export const HEIGHT = 100;

/** Where a moment is, from 0 (as old as can be) to 1 (the newest). */
export function placeOf(time: number, newest: number): number {
  return 1 - (newest - time) / SPAN;
}

/** Lines over the last five minutes, broken where nothing was measured; `close` makes an area of them. */
export function line(points: readonly Point[], of: Measure, top: number, close = false): string {
  const newest = points.at(-1)?.time ?? 0;
  const pieces: [x: number, y: number][][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const value = point[of];
    if (value === undefined) continue;
    if (point.time - last > GAP) pieces.push([]);
    last = point.time;
    const y = HEIGHT - Math.min(1, Math.max(0, value / top)) * HEIGHT;
    pieces.at(-1)?.push([round(placeOf(point.time, newest) * WIDTH), round(y)]);
  }
  return pieces.map((piece) => path(piece, close)).join('');
}

function path(piece: [x: number, y: number][], close: boolean): string {
  const [first] = piece;
  const last = piece.at(-1);
  if (!first || !last) return '';
  const through = piece.map(([x, y]) => `${x} ${y}`).join('L');
  if (close) return `M${first[0]} ${HEIGHT}L${through}L${last[0]} ${HEIGHT}z`;
  // One reading by itself is a dot.
  return piece.length === 1 ? `M${through}h-1` : `M${through}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The next round number above: 1, 2 or 5 times a power of `base`'s ten (or of 1,024 where bytes are counted in KiB). */
export function roundTop(value: number, least: number, binary = false): number {
  const wanted = Math.max(value, least);
  const unit = binary ? 1024 ** Math.floor(Math.log(wanted) / Math.log(1024)) : 1;
  const scaled = wanted / unit;
  const power = 10 ** Math.floor(Math.log10(scaled));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= scaled) ?? 10;
  return step * power * unit;
}

/** The reading nearest to a place in a chart; undefined where nothing was measured about then. */
export function nearest(points: readonly Point[], place: number): Point | undefined {
  const newest = points.at(-1)?.time ?? 0;
  const time = newest - (1 - place) * SPAN;
  let found: Point | undefined;
  for (const point of points) {
    if (!found || Math.abs(point.time - time) < Math.abs(found.time - time)) found = point;
  }
  return found && Math.abs(found.time - time) <= GAP ? found : undefined;
}

/** The highest of some measures. */
export function highest(points: readonly Point[], ...of: Measure[]): number {
  return points.reduce((most, point) => Math.max(most, ...of.map((one) => point[one] ?? 0)), 0);
}
