import type { HistoryEntry } from '../../ipc/bindings';
import type { Mirror } from '../../state/mirror.svelte';
import type { Place } from '../../state/route.svelte';

/** What an entry made and where it is shown, while it is still there. */
export function madeBy(
  entry: HistoryEntry,
  mirror: Pick<Mirror, 'container' | 'images'>,
  elsewhere: boolean,
): { name: string; place: Place } | undefined {
  if (elsewhere || entry.end.kind !== 'done') return undefined;
  const { result } = entry.end;
  if (result.kind === 'container') {
    const found = mirror.container(result.id);
    return found && { name: found.name, place: { page: 'container', id: found.id } };
  }
  if (result.kind === 'image') {
    const found = mirror.images?.find(({ id }) => id === result.id);
    if (!found) return undefined;
    const name = result.reference ?? found.id;
    return { name, place: { page: 'image', id: found.id, name } };
  }
  return undefined;
}
