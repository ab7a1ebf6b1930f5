import Circle from 'lucide/dist/esm/icons/circle.mjs';
import CircleHelp from 'lucide/dist/esm/icons/circle-question-mark.mjs';
import CircleX from 'lucide/dist/esm/icons/circle-x.mjs';
import LoaderCircle from 'lucide/dist/esm/icons/loader-circle.mjs';
import Pause from 'lucide/dist/esm/icons/pause.mjs';
import Play from 'lucide/dist/esm/icons/play.mjs';
import RotateCw from 'lucide/dist/esm/icons/rotate-cw.mjs';
import Square from 'lucide/dist/esm/icons/square.mjs';
import type { IconNode } from '../../components/icon';
import type { Container } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';

/** How a container's state looks: a colour, an icon and a word, never a colour alone. */
export interface StateLook {
  tone: 'ok' | 'bad' | 'pause' | 'warn' | 'idle';
  icon: IconNode;
  /** Drawn as an area. */
  solid?: boolean;
  word: string;
  /** What the word means for somebody who learns; shown on hover and on the container's page. */
  meaning: string;
}

export function stateLook({ state, exitCode }: Pick<Container, 'state' | 'exitCode'>): StateLook {
  switch (state.kind) {
    case 'running':
      return { tone: 'ok', icon: Play, solid: true, word: m.state_running(), meaning: m.state_running_meaning() };
    case 'paused':
      return { tone: 'pause', icon: Pause, solid: true, word: m.state_paused(), meaning: m.state_paused_meaning() };
    case 'created':
      return { tone: 'idle', icon: Circle, word: m.state_created(), meaning: m.state_created_meaning() };
    case 'restarting':
      return { tone: 'warn', icon: RotateCw, word: m.state_restarting(), meaning: m.state_restarting_meaning() };
    case 'removing':
      return { tone: 'idle', icon: LoaderCircle, word: m.state_removing(), meaning: m.state_removing_meaning() };
    case 'dead':
      return { tone: 'bad', icon: CircleX, word: m.state_dead(), meaning: m.state_dead_meaning() };
    case 'unknown':
      return { tone: 'idle', icon: CircleHelp, word: state.word, meaning: m.state_unknown_meaning() };
    case 'exited': {
      const word = exitCode === null ? m.state_exited() : m.state_exited_code({ code: exitCode });
      const bad = exitCode !== null && exitCode !== 0;
      return {
        tone: bad ? 'bad' : 'idle',
        icon: bad ? CircleX : Square,
        solid: !bad,
        word,
        meaning: exitMeaning(exitCode),
      };
    }
  }
}

/** What an exit code says. Above 128 it is the number of the signal that ended the process. */
export function exitMeaning(code: number | null): string {
  if (code === null) return m.exit_unknown();
  if (code === 0) return m.exit_0();
  if (code === 125) return m.exit_125();
  if (code === 126) return m.exit_126();
  if (code === 127) return m.exit_127();
  if (code === 130) return m.exit_130();
  if (code === 137) return m.exit_137();
  if (code === 139) return m.exit_139();
  if (code === 143) return m.exit_143();
  return m.exit_other({ code });
}
