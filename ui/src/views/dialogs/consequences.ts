import type { Container, ContainerDetail } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import { needsForce } from '../containers/actions';

export interface Consequence {
  /** `lost` is gone for good, `kept` stays. */
  kind: 'lost' | 'kept';
  text: string;
  /** It only names what a command takes: left out where that is listed already. */
  names?: true;
}

const lost = (text: string): Consequence => ({ kind: 'lost', text });
const kept = (text: string): Consequence => ({ kind: 'kept', text });

/**
 * What `docker rm` does to this container, read off the same state that decides on `-f`, and off its mounts once they are known.
 * `volumes` is `-v`.
 */
export function consequences(container: Container, detail?: ContainerDetail, volumes = false): Consequence[] {
  const list: Consequence[] = [];
  if (container.state.kind === 'paused') list.push(lost(m.remove_kills_paused()));
  else if (needsForce(container.state)) list.push(lost(m.remove_kills()));
  list.push(lost(m.remove_files()), lost(m.remove_log()));
  list.push(...(detail ? ofMounts(detail, volumes) : [kept(m.remove_keeps_volumes())]));
  list.push(kept(m.remove_keeps_image({ image: container.image })));
  return list;
}

function ofMounts({ mounts }: ContainerDetail, volumes: boolean): Consequence[] {
  const binds = mounts.filter(({ kind }) => kind === 'bind').map(({ source }) => source);
  const list = mounts.flatMap(({ kind, name, source, target, anonymous }): Consequence[] => {
    if (kind === 'bind') {
      // A folder that is bound twice would be said twice in the same words.
      const once = binds.indexOf(source) === binds.lastIndexOf(source);
      return [kept(once ? m.life_remove_bind_kept({ source }) : m.life_remove_bind_at_kept({ source, target }))];
    }
    if (kind !== 'volume') return [];
    if (!anonymous) return [kept(m.life_remove_named_kept({ volume: name, target }))];
    return [volumes ? lost(m.life_remove_anonymous_lost({ target })) : kept(m.life_remove_anonymous_kept({ target }))];
  });
  // What is lost is read first.
  return [...list.filter(({ kind }) => kind === 'lost'), ...list.filter(({ kind }) => kind === 'kept')];
}
