/** Numbers as `docker stats` prints them. */
import { sizeText } from '../../../i18n/format';

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Memory: binary units, four significant digits. */
export function memoryText(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1024 && unit < BINARY.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toPrecision(4))} ${BINARY[unit]}`;
}

/** CPU, and a share of the memory. */
export function percentText(percent: number): string {
  return `${percent.toFixed(2)}%`;
}

/** The same where there is little room. */
export function shortPercent(percent: number): string {
  return `${percent < 99.95 ? percent.toFixed(1) : Math.round(percent)}%`;
}

/** Bytes a second. */
export function rateText(bytes: number | undefined): string {
  return bytes === undefined ? '—' : `${sizeText(Math.round(bytes))}/s`;
}

/** How much of what it may use a container uses, in percent; undefined where the engine tells no limit. */
export function shareOf(memory: number, limit: number): number | undefined {
  return limit > 0 ? (memory / limit) * 100 : undefined;
}
