import type { IconNode } from 'lucide';

export type { IconNode };

/**
 * An icon of lucide as one path. A list of rows draws hundreds of icons while it is scrolled; one attribute that changes
 * is much cheaper than a tree of elements that is made anew.
 */
export function pathOf(icon: IconNode): string {
  let path = paths.get(icon);
  if (path === undefined) {
    path = icon.map(([tag, attributes]) => shape(tag, attributes)).join('');
    paths.set(icon, path);
  }
  return path;
}

const paths = new WeakMap<IconNode, string>();

type Attributes = IconNode[number][1];

function shape(tag: string, attributes: Attributes): string {
  const number = (name: string): number => Number(attributes[name] ?? 0);
  switch (tag) {
    case 'path':
      // A path that begins with a relative move begins at the origin, wherever the one before it ended.
      return `${String(attributes.d).startsWith('m') ? 'M0 0' : ''}${attributes.d}`;
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'rect':
      return rectangle(number('x'), number('y'), number('width'), number('height'), corner(attributes));
    case 'polyline':
      return `M${attributes.points}`;
    case 'polygon':
      return `M${attributes.points}Z`;
    default:
      throw new Error(`lucide drew a ${tag}, which no icon here had before`);
  }
}

function corner(attributes: Attributes): number {
  return Number(attributes.rx ?? attributes.ry ?? 0);
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const turn = (dx: number, dy: number) => (r === 0 ? '' : `a${r} ${r} 0 0 1 ${dx} ${dy}`);
  const across = width - 2 * r;
  const down = height - 2 * r;
  return `M${x + r} ${y}h${across}${turn(r, r)}v${down}${turn(-r, r)}h${-across}${turn(-r, -r)}v${-down}${turn(r, -r)}Z`;
}
