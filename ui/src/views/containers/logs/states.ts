import type { Container, LogState } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';

/** How it stands with a log, as a colour and a word. */
export function lookOf(state: LogState, container: Container, live: boolean): { tone: string; word: string } {
  if (state === 'removed') return { tone: '', word: m.log_removed() };
  if (state === 'failed') return { tone: 'bad', word: m.log_failed() };
  if (state === 'lost' || !live) return { tone: 'warn', word: m.log_lost() };
  if (container.state.kind === 'restarting') return { tone: 'warn', word: m.log_restarting() };
  if (state === 'live') return { tone: 'ok', word: m.log_live() };
  return { tone: '', word: state === 'ended' ? m.log_ended() : m.log_loading() };
}
