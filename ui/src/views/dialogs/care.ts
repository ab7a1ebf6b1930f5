/** What a command takes away for good, said before it is done; from the same lists the window shows. */
import type { Care, Command, Container, Ps } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import type { Mirror } from '../../state/mirror.svelte';
import { isUp } from '../containers/actions';
import type { Consequence } from './consequences';

/** A command that is not done without a question, and what it does. */
export interface Asked {
  command: Command;
  care: Care;
  consequences: Consequence[];
}

/** What a command that needs care does, as far as the window can tell. */
export function consequencesOf(command: Command, mirror: Pick<Mirror, 'containers'>): Consequence[] {
  const everyone = mirror.containers ?? [];
  switch (command.verb) {
    case 'rm': {
      const known = command.containers.flatMap((name) => find(mirror, name) ?? []);
      return ofContainers(known, command.containers, command.force === true, command.volumes === true, everyone);
    }
    case 'rmAll': {
      const known = listed(command.which, mirror.containers ?? []);
      if (!known) return ofUnknown(m.care_rm_listed(), command.volumes === true);
      return ofContainers(
        known,
        known.map(({ name }) => name),
        command.force === true,
        command.volumes === true,
        everyone,
      );
    }
    case 'rmi':
      return [lost(m.care_images({ names: command.images.join(', ') })), kept(m.care_images_kept())];
    case 'rmiAll':
      return [lost(m.care_images_all()), kept(m.care_images_kept())];
    case 'containerPrune':
      // What a filter leaves, only the engine can tell.
      if (command.filter?.length) return ofUnknown(m.care_system_containers(), false);
      return ofContainers(
        (mirror.containers ?? []).filter((one) => !isUp(one.state)),
        undefined,
        false,
        false,
        everyone,
      );
    case 'imagePrune':
      return [lost(command.all ? m.care_image_prune_all() : m.care_image_prune()), kept(m.care_image_prune_kept())];
    case 'networkRm':
      return [lost(m.care_networks({ names: command.networks.join(', ') }))];
    case 'networkPrune':
      return [lost(m.care_network_prune())];
    case 'volumeRm':
      return [lost(m.care_volumes({ names: command.volumes.join(', ') })), lost(m.care_volumes_data())];
    case 'volumePrune':
      return [lost(command.all ? m.care_volume_prune_all() : m.care_volume_prune()), lost(m.care_volumes_data())];
    case 'systemPrune':
      return [
        lost(m.care_system_containers()),
        lost(m.care_network_prune()),
        lost(command.all ? m.care_image_prune_all() : m.care_image_prune()),
        lost(m.care_system_cache()),
        command.volumes ? lost(m.care_volume_prune()) : kept(m.remove_keeps_volumes()),
      ];
    case 'kill':
      return [
        lost(m.care_kills({ count: command.containers.length, names: some(command.containers) })),
        kept(m.care_kill_kept()),
      ];
    case 'stopAll': {
      const known = listed(command.which, mirror.containers ?? [])?.filter((one) => isUp(one.state));
      const names = known?.map(({ name }) => name);
      return [
        lost(names ? m.care_stops({ count: names.length, names: some(names) }) : m.care_stops_listed()),
        kept(m.care_kill_kept()),
      ];
    }
    case 'composeDown':
      return [
        lost(m.care_compose_down()),
        command.volumes ? lost(m.care_volumes_data()) : kept(m.remove_keeps_volumes()),
      ];
    default:
      return [];
  }
}

/** True for what cannot be had again. */
export function isForGood({ care }: Pick<Asked, 'care'>): boolean {
  return care !== 'kills' && care !== 'stopsAll';
}

const lost = (text: string): Consequence => ({ kind: 'lost', text });
const kept = (text: string): Consequence => ({ kind: 'kept', text });

function find({ containers }: Pick<Mirror, 'containers'>, name: string): Container | undefined {
  return containers?.find((one) => one.name === name || (name.length > 1 && one.id.startsWith(name)));
}

/** The containers that a `docker ps` lists; undefined where only the engine can tell. */
function listed(which: Ps, containers: Container[]): Container[] | undefined {
  const narrowed = which.latest || (which.last ?? -1) >= 0 || which.status?.length || which.filter?.length;
  if (narrowed) return undefined;
  return which.all ? containers : containers.filter((one) => isUp(one.state));
}

function ofContainers(
  known: Container[],
  names: string[] | undefined,
  force: boolean,
  volumes: boolean,
  everyone: readonly Container[],
): Consequence[] {
  const all = names ?? known.map(({ name }) => name);
  if (all.length === 0) return [kept(m.care_no_container())];
  const list: Consequence[] = [{ ...lost(m.care_containers({ count: all.length, names: some(all) })), names: true }];
  const up = known.filter((one) => isUp(one.state)).map(({ name }) => name);
  if (up.length > 0 && force) list.push(lost(m.care_kills({ count: up.length, names: some(up) })));
  if (up.length > 0 && !force && names) list.push(kept(m.care_running_stay({ names: some(up) })));
  const gone = force ? known : known.filter((one) => !isUp(one.state));
  list.push(lost(m.remove_files()), ...ofVolumes(gone, volumes, everyone));
  return list;
}

/** What becomes of the volumes of containers that go: docker takes along, when told to, what nobody named and nobody else uses. */
function ofVolumes(gone: Container[], along: boolean, everyone: readonly Container[]): Consequence[] {
  const ids = new Set(gone.map(({ id }) => id));
  const used = new Set(everyone.filter(({ id }) => !ids.has(id)).flatMap((one) => one.volumes.map(({ name }) => name)));
  const mounted = gone.flatMap((one) => one.volumes);
  const named = [...new Set(mounted.filter((one) => !one.anonymous).map(({ name }) => name))];
  const loose = new Set(mounted.filter((one) => one.anonymous && !used.has(one.name)).map(({ name }) => name));
  const list: Consequence[] = [];
  if (loose.size > 0 && along) list.push(lost(m.list_loose_volumes_go({ count: loose.size })));
  if (loose.size > 0 && !along) list.push(kept(m.list_loose_volumes_stay({ count: loose.size })));
  if (named.length > 0) list.push(kept(m.list_named_volumes_stay({ count: named.length, names: some(named) })));
  if (mounted.length > 0) return list;
  return [along ? lost(m.care_anonymous_volumes()) : kept(m.remove_keeps_volumes())];
}

function ofUnknown(text: string, volumes: boolean): Consequence[] {
  return [
    lost(text),
    lost(m.remove_files()),
    volumes ? lost(m.care_anonymous_volumes()) : kept(m.remove_keeps_volumes()),
  ];
}

/** Names, as many as one reads. */
function some(names: string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? m.care_and_more({ names: shown, count: names.length - 6 }) : shown;
}
