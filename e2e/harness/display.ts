import type { Readable } from 'node:stream';
import { Child } from './child.ts';
import { until } from './until.ts';

/** A virtual screen of its own. */
export interface Display {
  /** `:99` */
  name: string;
  end(): Promise<void>;
}

export async function startDisplay(width: number, height: number): Promise<Display> {
  // Xvfb looks for a free number by itself and writes it to descriptor 3.
  const child = new Child(
    'Xvfb',
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-dpi', '96'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  let number = '';
  (child.process.stdio[3] as Readable).on('data', (chunk: Buffer) => {
    number += chunk.toString();
  });
  await until('Xvfb to open a screen', () => {
    if (!child.running) throw new Error(`Xvfb ended: ${child.output}`);
    return number.includes('\n');
  });
  return { name: `:${number.trim()}`, end: () => child.end() };
}
