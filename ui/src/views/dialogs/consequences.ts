import type { Container } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import { needsForce } from '../containers/actions';

export interface Consequence {
  /** `lost` is gone for good, `kept` stays. */
  kind: 'lost' | 'kept';
  text: string;
  /** It only names what a command takes: left out where that is listed already. */
  names?: true;
}

/** What `docker rm` does to this container, read off the same state that decides on `-f`. */
export function consequences(container: Container): Consequence[] {
  const list: Consequence[] = [];
  if (container.state.kind === 'paused') list.push({ kind: 'lost', text: m.remove_kills_paused() });
  else if (needsForce(container.state)) list.push({ kind: 'lost', text: m.remove_kills() });
  list.push({ kind: 'lost', text: m.remove_files() });
  list.push({ kind: 'lost', text: m.remove_log() });
  list.push({ kind: 'kept', text: m.remove_keeps_volumes() });
  list.push({ kind: 'kept', text: m.remove_keeps_image({ image: container.image }) });
  return list;
}
