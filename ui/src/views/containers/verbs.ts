import Hourglass from 'lucide/dist/esm/icons/hourglass.mjs';
import Pause from 'lucide/dist/esm/icons/pause.mjs';
import Pencil from 'lucide/dist/esm/icons/pencil.mjs';
import Play from 'lucide/dist/esm/icons/play.mjs';
import RotateCw from 'lucide/dist/esm/icons/rotate-cw.mjs';
import Square from 'lucide/dist/esm/icons/square.mjs';
import Trash from 'lucide/dist/esm/icons/trash.mjs';
import Zap from 'lucide/dist/esm/icons/zap.mjs';
import type { IconNode } from '../../components/icon';
import { m } from '../../paraglide/messages';
import type { Verb } from './actions';

export interface VerbLook {
  icon: IconNode;
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
  kill: { icon: Zap, style: 'solid', label: m.verb_kill, doing: m.verb_killing, testid: 'row-kill' },
  wait: { icon: Hourglass, style: '', label: m.verb_wait, doing: m.verb_waiting, testid: 'row-wait' },
  rename: { icon: Pencil, style: '', label: m.verb_rename, doing: m.verb_renaming, testid: 'row-rename' },
  rm: { icon: Trash, style: '', label: m.remove_asks, doing: m.removing, testid: 'row-remove' },
};

export function doing(verb: string): string {
  return verb in VERBS ? VERBS[verb as Verb].doing() : m.working();
}
