/** What happened to a container, each in a sentence that teaches. */
import { span } from '../../../i18n/format';
import type { Health } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';
import type { Cause, Chapter } from './chapters';

export interface Told {
  tone: 'ok' | 'bad' | 'pause' | 'warn' | 'idle';
  /** The event in few words. */
  title: string;
  /** What it means. */
  text: string;
  /** The engine's own words, where they say more. */
  said?: string;
}

export function told(chapter: Chapter): Told {
  switch (chapter.kind) {
    case 'created':
      return { tone: 'idle', title: m.life_created(), text: m.life_created_text() };
    case 'started':
      return startWords(chapter.how);
    case 'paused':
      return { tone: 'pause', title: m.life_paused(), text: m.life_paused_text() };
    case 'unpaused':
      return { tone: 'ok', title: m.life_unpaused(), text: m.life_unpaused_text() };
    case 'signal': {
      const { name, meaning } = signalOf(chapter.signal);
      return { tone: 'idle', title: m.life_signal({ signal: name }), text: meaning };
    }
    case 'memory':
      return { tone: 'bad', title: m.life_memory(), text: m.life_memory_text() };
    case 'ended': {
      const title = chapter.code === null ? m.life_ended() : m.life_ended_code({ code: chapter.code });
      const tone =
        chapter.code === 0 ? 'idle' : chapter.cause === 'asked' || chapter.cause === 'grace' ? 'warn' : 'bad';
      return { tone, title, text: endText(chapter.code, chapter.cause) };
    }
    case 'failed':
      return {
        tone: 'bad',
        title: m.life_failed(),
        text: endText(chapter.code, 'itself', true),
        said: chapter.said,
      };
    case 'loop': {
      const code = chapter.code === null ? '?' : String(chapter.code);
      return {
        tone: 'bad',
        title: m.life_loop({ times: chapter.times, span: span(chapter.span) }),
        text: m.life_loop_text({ code }),
      };
    }
    case 'renamed':
      return { tone: 'idle', title: m.life_renamed(), text: m.life_renamed_text({ from: chapter.from }) };
    case 'joined':
      return { tone: 'idle', title: m.life_joined({ network: chapter.network }), text: m.life_joined_text() };
    case 'left':
      return { tone: 'idle', title: m.life_left({ network: chapter.network }), text: m.life_left_text() };
    case 'updated':
      return { tone: 'idle', title: m.life_updated(), text: m.life_updated_text() };
    case 'health':
      return healthWords(chapter.health);
    case 'committed':
      return { tone: 'idle', title: m.life_committed(), text: m.life_committed_text() };
    case 'removed':
      return { tone: 'idle', title: m.life_removed(), text: m.life_removed_text() };
    case 'other':
      return { tone: 'idle', title: m.life_other({ word: chapter.word }), text: m.life_other_text() };
  }
}

function startWords(how: 'first' | 'again' | 'policy' | 'restart'): Told {
  const texts = {
    first: m.life_started_first,
    again: m.life_started_again,
    policy: m.life_started_policy,
    restart: m.life_started_restart,
  };
  const title = how === 'first' ? m.life_started() : how === 'again' ? m.life_started_anew() : m.life_restarted();
  return { tone: how === 'policy' ? 'warn' : 'ok', title, text: texts[how]() };
}

function healthWords(health: Health): Told {
  switch (health) {
    case 'healthy':
      return { tone: 'ok', title: m.life_healthy(), text: m.life_healthy_text() };
    case 'unhealthy':
      return { tone: 'bad', title: m.life_unhealthy(), text: m.life_unhealthy_text() };
    case 'starting':
      return { tone: 'idle', title: m.life_health_starting(), text: m.life_health_starting_text() };
  }
}

/** What an exit code says, when it is known why the process ended. `started` is false for a container whose command never ran. */
export function endText(code: number | null, cause: Cause, neverRan = false): string {
  if (cause === 'memory') return m.life_end_memory();
  if (cause === 'grace') return m.life_end_grace();
  if (cause === 'killed') return m.life_end_killed();
  if (cause === 'killedElsewhere') return m.life_end_killed_elsewhere();
  switch (code) {
    case null:
      return m.life_end_unknown();
    case 0:
      return cause === 'asked' ? m.life_end_0_asked() : m.life_end_0();
    case 1:
      return m.life_end_1();
    case 125:
      return m.life_end_125();
    case 126:
      return m.life_end_126();
    case 127:
      return m.life_end_127();
    case 130:
      return m.life_end_130();
    case 134:
      return m.life_end_134();
    case 139:
      return m.life_end_139();
    case 143:
      return m.life_end_143();
    default:
      if (neverRan) return m.life_end_never_ran();
      if (code > 128 && code < 160) return m.life_end_signal({ code, signal: signalOf(String(code - 128)).name });
      return m.life_end_other({ code });
  }
}

/** The signals that people send to containers, by number. */
const SIGNALS: Record<string, { name: string; meaning: () => string }> = {
  1: { name: 'SIGHUP', meaning: m.life_sighup },
  2: { name: 'SIGINT', meaning: m.life_sigint },
  3: { name: 'SIGQUIT', meaning: m.life_sigquit },
  6: { name: 'SIGABRT', meaning: m.life_sig_other },
  9: { name: 'SIGKILL', meaning: m.life_sigkill },
  10: { name: 'SIGUSR1', meaning: m.life_sigusr },
  11: { name: 'SIGSEGV', meaning: m.life_sig_other },
  12: { name: 'SIGUSR2', meaning: m.life_sigusr },
  13: { name: 'SIGPIPE', meaning: m.life_sig_other },
  14: { name: 'SIGALRM', meaning: m.life_sig_other },
  15: { name: 'SIGTERM', meaning: m.life_sigterm },
  18: { name: 'SIGCONT', meaning: m.life_sigcont },
  19: { name: 'SIGSTOP', meaning: m.life_sigstop },
  28: { name: 'SIGWINCH', meaning: m.life_sigwinch },
};

/** A signal by its number or its name, as events and people say it. */
export function signalOf(said: string): { name: string; meaning: string } {
  const known =
    SIGNALS[said] ??
    Object.values(SIGNALS).find(({ name }) => name === said.toUpperCase() || name === `SIG${said.toUpperCase()}`);
  if (known) return { name: known.name, meaning: known.meaning() };
  return { name: /^\d+$/.test(said) ? m.life_signal_number({ number: said }) : said, meaning: m.life_sig_other() };
}

/** Those offered for `docker kill`, the likeliest first. */
export const OFFERED = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;
