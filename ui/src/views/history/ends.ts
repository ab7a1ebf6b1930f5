import Ban from 'lucide/dist/esm/icons/ban.mjs';
import CircleCheck from 'lucide/dist/esm/icons/circle-check.mjs';
import CircleX from 'lucide/dist/esm/icons/circle-x.mjs';
import LoaderCircle from 'lucide/dist/esm/icons/loader-circle.mjs';
import Unplug from 'lucide/dist/esm/icons/unplug.mjs';
import type { IconNode } from '../../components/icon';
import { wording } from '../../i18n/problems';
import type { HistoryEnd } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';

export interface Look {
  icon: IconNode;
  word: string;
  tone: '' | 'ok' | 'bad' | 'accent';
  spinning?: boolean;
  /** More about it. */
  hint?: string;
}

/** How an end looks and what it is called. */
export function lookOf(end: HistoryEnd): Look {
  switch (end.kind) {
    case 'running':
      return { icon: LoaderCircle, word: m.history_running(), tone: 'accent', spinning: true };
    case 'failed':
      return { icon: CircleX, word: m.history_failed(), tone: 'bad', hint: wording(end.problem).what };
    case 'cancelled':
      return { icon: Ban, word: m.history_cancelled(), tone: '' };
    case 'interrupted':
      return { icon: Unplug, word: m.history_interrupted(), tone: '', hint: m.history_interrupted_hint() };
    case 'done': {
      const { result } = end;
      if (result.kind === 'removed') {
        return { icon: CircleCheck, word: m.history_removed({ count: result.count }), tone: 'ok' };
      }
      const code = result.kind === 'container' ? result.exitCode : null;
      if (code !== null && code !== 0) {
        return { icon: CircleX, word: m.history_ended_with({ code }), tone: 'bad' };
      }
      return { icon: CircleCheck, word: m.history_done(), tone: 'ok' };
    }
  }
}
