import Ban from '@lucide/svelte/icons/ban';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleX from '@lucide/svelte/icons/circle-x';
import LoaderCircle from '@lucide/svelte/icons/loader-circle';
import Zap from '@lucide/svelte/icons/zap';
import type { Component } from 'svelte';
import type { BuildStepStatus } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import type { BuildStatus } from './record.svelte';

export interface Look {
  icon: Component<{ size?: number; strokeWidth?: number; class?: string }>;
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
  cancelled: { icon: Ban, word: m.step_cancelled, tone: '' },
};
