/** What doing a command again takes away, said from what the mirror knows. */
import type { Care, Command, Container, Image } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import { isUp } from '../containers/actions';

export interface Known {
  containers: readonly Container[];
  images: readonly Image[];
}

/** More names than a sentence takes. */
const NAMED = 6;

function names(containers: readonly Container[]): string {
  const first = containers.slice(0, NAMED).map(({ name }) => name);
  return first.join(', ') + (containers.length > NAMED ? ', …' : '');
}

/** Which containers `docker ps` with these flags lists; undefined where the mirror cannot know. */
function listed(command: Extract<Command, { verb: 'rmAll' | 'stopAll' }>, containers: readonly Container[]) {
  const { all, status = [], filter = [], latest, last } = command.which;
  if (filter.length > 0 || latest || (last ?? -1) >= 0) return undefined;
  if (status.length > 0) return containers.filter(({ state }) => status.includes(state.kind));
  return all ? containers : containers.filter(({ state }) => isUp(state));
}

/** The words that the command names its targets by. */
function targets(command: Command): string[] {
  switch (command.verb) {
    case 'rm':
    case 'kill':
      return command.containers;
    case 'rmi':
      return command.images;
    case 'networkRm':
      return command.networks;
    case 'volumeRm':
      return command.volumes;
    default:
      return [];
  }
}

export function consequences(command: Command, care: Care, known: Known): string[] {
  const { containers, images } = known;
  if (command.verb === 'rmAll' || command.verb === 'stopAll') {
    const which = listed(command, containers);
    if (!which) return [command.verb === 'rmAll' ? m.again_removes_all() : m.again_stops_all()];
    if (which.length === 0) return [m.again_nothing()];
    const said = { count: which.length, names: names(which) };
    return [command.verb === 'rmAll' ? m.again_removes_containers(said) : m.again_stops(said)];
  }
  switch (care) {
    case 'none':
      return [];
    case 'removes':
      return [m.again_removes({ names: targets(command).join(', ') || '—' })];
    case 'kills':
      return [m.again_kills({ names: targets(command).join(', ') })];
    case 'removesAll':
      return [m.again_removes_all()];
    case 'stopsAll':
      return [m.again_stops_all()];
    case 'prunes':
      return prunes(command, containers, images);
  }
}

function prunes(command: Command, containers: readonly Container[], images: readonly Image[]): string[] {
  const filtered = 'filter' in command && (command.filter ?? []).length > 0;
  const said: string[] = [];
  if (!filtered && (command.verb === 'containerPrune' || command.verb === 'systemPrune')) {
    const stopped = containers.filter(({ state }) => !isUp(state));
    if (stopped.length > 0) said.push(m.again_prunes_containers({ count: stopped.length, names: names(stopped) }));
  }
  if (!filtered && command.verb === 'imagePrune' && !command.all) {
    const used = new Set(containers.map(({ imageId }) => imageId));
    const dangling = images.filter(({ id, names }) => names.length === 0 && !used.has(id));
    if (dangling.length > 0) said.push(m.again_prunes_images({ count: dangling.length }));
  }
  return [...said, m.again_prunes()];
}
