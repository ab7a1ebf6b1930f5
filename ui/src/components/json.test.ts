import { describe, expect, it } from 'vitest';
import { matches, pieces } from './json';

const LINES = ['{', '  "Image": "nginx",', '  "image": "NGINX nginx"', '}'];

describe('search in the JSON', () => {
  it('finds every place without regard to case, in order', () => {
    const found = matches(LINES, 'nginx');
    expect(found.map(({ line, from }) => [line, from])).toEqual([
      [1, 12],
      [2, 12],
      [2, 18],
    ]);
  });

  it('finds nothing for nothing', () => {
    expect(matches(LINES, '')).toEqual([]);
  });

  it('cuts a line into pieces that are the line again', () => {
    const found = matches(LINES, 'nginx').filter(({ line }) => line === 2);
    const cut = pieces(LINES[2] ?? '', found);
    expect(cut.map((piece) => piece.text).join('')).toBe(LINES[2]);
    expect(cut.filter((piece) => piece.match).map((piece) => piece.text)).toEqual(['NGINX', 'nginx']);
  });
});
