/** Where everything of the lifecycle diagram is drawn, in pixels of its own field. */
import type { ArrowId, Node } from './arrows';

export const WIDTH = 540;
export const HEIGHT = 204;

/** Boxes: a row of what lives, and under it a row of what does not. */
export const BOXES: Record<Node, { x: number; y: number; width: number }> = {
  created: { x: 0, y: 46, width: 104 },
  running: { x: 210, y: 46, width: 120 },
  paused: { x: 436, y: 46, width: 104 },
  removed: { x: 0, y: 158, width: 104 },
  // Wide enough for its code, in the widest of the systems' fonts.
  exited: { x: 202, y: 158, width: 136 },
  restarting: { x: 420, y: 158, width: 120 },
};

export const BOX_HEIGHT = 44;

/** Which point of a label is given: its middle, its left end, its right end. */
export type Anchor = 'middle' | 'left' | 'right';

export interface Drawn {
  path: string;
  label: { x: number; y: number; anchor: Anchor };
}

const FROM_EXITED = { path: 'M202 180H107', label: { x: 154, y: 168, anchor: 'middle' } } as const satisfies Drawn;

export const DRAWN: Record<ArrowId, Drawn> = {
  start: { path: 'M104 68H207', label: { x: 156, y: 56, anchor: 'middle' } },
  restart: { path: 'M248 46C242 16 298 16 292 43', label: { x: 270, y: 11, anchor: 'middle' } },
  pause: { path: 'M330 58H433', label: { x: 382, y: 46, anchor: 'middle' } },
  unpause: { path: 'M436 80H333', label: { x: 384, y: 92, anchor: 'middle' } },
  stop: { path: 'M234 90V155', label: { x: 229, y: 115, anchor: 'right' } },
  kill: { path: 'M268 90V155', label: { x: 270, y: 123, anchor: 'left' } },
  startAgain: { path: 'M314 158V93', label: { x: 317, y: 123, anchor: 'left' } },
  rmCreated: { path: 'M52 90V155', label: { x: 55, y: 123, anchor: 'left' } },
  // A forced removal ends it and removes it: the way is the same.
  rm: FROM_EXITED,
  rmForce: FROM_EXITED,
};

/** What a restart policy does by itself: no command, and so no button. */
export const POLICY = {
  ends: 'M338 188H417',
  starts: 'M488 158C488 118 410 124 332 88',
  label: { x: 378, y: 199 },
};
