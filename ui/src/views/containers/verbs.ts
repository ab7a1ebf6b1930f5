import Pause from '@lucide/svelte/icons/pause';
import Play from '@lucide/svelte/icons/play';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Square from '@lucide/svelte/icons/square';
import Trash from '@lucide/svelte/icons/trash-2';
import type { Component } from 'svelte';
import { m } from '../../paraglide/messages';
import type { Verb } from './actions';

export interface VerbLook {
  icon: Component<{ size?: number; strokeWidth?: number; class?: string }>;
  /** `solid` where the icon is drawn as an area. */
  style: string;
  label: () => string;
  /** While it is going on. */
  doing: () => string;
  testid: string;
}

export const VERBS: Record<Verb, VerbLook> = {
  start: { icon: Play, style: 'solid', label: m.start, doing: m.starting, testid: 'row-start' },
  stop: { icon: Square, style: 'solid', label: m.stop, doing: m.stopping, testid: 'row-stop' },
  restart: { icon: RotateCw, style: '', label: m.restart, doing: m.restarting, testid: 'row-restart' },
  pause: { icon: Pause, style: 'solid', label: m.pause, doing: m.pausing, testid: 'row-pause' },
  unpause: { icon: Play, style: 'solid', label: m.unpause, doing: m.unpausing, testid: 'row-unpause' },
  rm: { icon: Trash, style: '', label: m.remove_asks, doing: m.removing, testid: 'row-remove' },
};

export function doing(verb: string): string {
  return verb in VERBS ? VERBS[verb as Verb].doing() : m.working();
}
