import Ban from 'lucide/dist/esm/icons/ban.mjs';
import CircleCheck from 'lucide/dist/esm/icons/circle-check.mjs';
import CircleDashed from 'lucide/dist/esm/icons/circle-dashed.mjs';
import CircleX from 'lucide/dist/esm/icons/circle-x.mjs';
import LoaderCircle from 'lucide/dist/esm/icons/loader-circle.mjs';
import Zap from 'lucide/dist/esm/icons/zap.mjs';
import type { IconNode } from '../../components/icon';
import type { BuildStepStatus } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import type { BuildStatus } from './record.svelte';

export interface Look {
  icon: IconNode;
  word: () => string;
  tone: '' | 'ok' | 'bad' | 'accent';
  spinning?: boolean;
}

export const BUILD: Record<BuildStatus, Look> = {
  running: { icon: LoaderCircle, word: m.build_status_running, tone: 'accent', spinning: true },
  done: { icon: CircleCheck, word: m.build_status_done, tone: 'ok' },
  failed: { icon: CircleX, word: m.build_status_failed, tone: 'bad' },
  cancelled: { icon: Ban, word: m.build_status_cancelled, tone: '' },
};

export const STEP: Record<BuildStepStatus, Look> = {
  waiting: { icon: CircleDashed, word: m.step_waiting, tone: '' },
  running: { icon: LoaderCircle, word: m.step_running, tone: 'accent', spinning: true },
  done: { icon: CircleCheck, word: m.step_done, tone: 'ok' },
  cached: { icon: Zap, word: m.step_cached, tone: 'ok' },
  failed: { icon: CircleX, word: m.step_failed, tone: 'bad' },
  cancelled: { icon: Ban, word: m.step_cancelled_word, tone: '' },
};
