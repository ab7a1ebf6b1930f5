import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Circle from 'lucide/dist/esm/icons/circle.mjs';
import Square from 'lucide/dist/esm/icons/square.mjs';
import { describe, expect, it } from 'vitest';
import { type IconNode, pathOf } from './icon';

/** Every icon that the window uses. */
async function used(): Promise<[name: string, icon: IconNode][]> {
  const src = resolve(__dirname, '..');
  const names = new Set<string>();
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(svelte|ts)$/.test(file)) continue;
    for (const [, name] of readFileSync(resolve(src, file), 'utf8').matchAll(
      /lucide\/dist\/esm\/icons\/([\w-]+)\.mjs/g,
    )) {
      if (name !== undefined) names.add(name);
    }
  }
  const folder = resolve(__dirname, '../../../node_modules/lucide/dist/esm/icons');
  return Promise.all(
    [...names].map(async (name) => [name, (await import(`${folder}/${name}.mjs`)).default] as const),
  ).then((list) => list.map(([name, icon]) => [name, icon as IconNode]));
}

describe('an icon as one path', () => {
  it('can be drawn for every icon in use', async () => {
    const icons = await used();
    expect(icons.length).toBeGreaterThan(20);
    for (const [name, icon] of icons) {
      expect(pathOf(icon), name).toMatch(/^M/);
      expect(pathOf(icon), name).not.toMatch(/NaN|undefined/);
    }
  });

  it('draws circles and rounded rectangles where lucide has them', () => {
    expect(pathOf(Circle)).toBe('M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0Z');
    expect(pathOf(Square)).toBe('M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2Z');
  });

  it('keeps a relative move where it was', () => {
    const icon: IconNode = [
      ['path', { d: 'M1 1h1' }],
      ['path', { d: 'm10 14 5-5' }],
      ['line', { x1: 1, y1: 2, x2: 3, y2: 4 }],
      ['polyline', { points: '1 2 3 4' }],
    ];
    expect(pathOf(icon)).toBe('M1 1h1M0 0m10 14 5-5M1 2L3 4M1 2 3 4');
  });
});
