/** How a command ended, in words, and where what it made is to be seen. */
import { sizeText } from '../../i18n/format';
import type { Outcome, Pruned } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import type { Place } from '../../state/route.svelte';
import { exitMeaning } from '../containers/states';

export interface Ended {
  text: string;
  /** What more there is to say, line by line. */
  more: string[];
  /** Ids and names that are gone or came. */
  names: string[];
  open?: { label: string; place: Place };
}

export function endedWords(outcome: Outcome): Ended {
  const said = (text: string, rest: Partial<Ended> = {}): Ended => ({ text, more: [], names: [], ...rest });
  switch (outcome.kind) {
    case 'done':
      return said(m.outcome_done());
    case 'container':
      return said(m.outcome_container({ name: outcome.name }), {
        open: { label: m.outcome_open_container(), place: { page: 'container', id: outcome.id } },
      });
    case 'image':
      return said(
        outcome.reference === null ? m.outcome_image_unnamed() : m.outcome_image({ name: outcome.reference }),
        {
          open: {
            label: m.outcome_open_image(),
            place: { page: 'image', id: outcome.id, name: outcome.reference ?? outcome.id },
          },
        },
      );
    case 'ended':
      return said(m.outcome_ended({ name: outcome.name, code: outcome.exitCode }), {
        more: [exitMeaning(outcome.exitCode)],
      });
    case 'detached':
      return said(m.terminal_outcome_detached({ name: outcome.name }), {
        open: { label: m.outcome_open_container(), place: { page: 'container', id: outcome.id, tab: 'terminal' } },
      });
    case 'exits':
      return said(m.outcome_exits(), {
        more: outcome.exits.map(({ container, exitCode }) =>
          m.outcome_exit({ name: container, code: exitCode, meaning: exitMeaning(exitCode) }),
        ),
      });
    case 'network':
      return said(m.outcome_network({ name: outcome.name }));
    case 'volume':
      return said(m.outcome_volume({ name: outcome.name }));
    case 'loaded':
      return said(m.outcome_loaded({ count: outcome.images.length }), { names: outcome.images });
    case 'untagged':
      return said(m.outcome_untagged({ names: outcome.untagged.length, images: outcome.deleted.length }), {
        names: [...outcome.untagged, ...outcome.deleted],
      });
    case 'pruned':
      return said(m.outcome_pruned({ size: sizeText(outcome.pruned.reclaimed) }), prunedRest(outcome.pruned));
    case 'written':
      return said(m.outcome_written({ path: outcome.path, size: sizeText(outcome.bytes) }));
    case 'answer':
      return said(m.outcome_answer());
  }
}

function prunedRest({ containers, networks, volumes, images, buildCache }: Pruned): Partial<Ended> {
  const counts: [number, (args: { count: number }) => string][] = [
    [containers.length, m.pruned_containers],
    [networks.length, m.pruned_networks],
    [volumes.length, m.pruned_volumes],
    [images.length, m.pruned_images],
    [buildCache.length, m.pruned_cache],
  ];
  const more = counts.filter(([count]) => count > 0).map(([count, words]) => words({ count }));
  return {
    more: more.length > 0 ? more : [m.pruned_nothing()],
    names: [...containers, ...networks, ...volumes, ...images],
  };
}
