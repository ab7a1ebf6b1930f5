import type { PullLayer, PullStatus } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';

export function pullWord(status: PullStatus): string {
  switch (status.kind) {
    case 'waiting':
      return m.pull_waiting();
    case 'downloading':
      return m.pull_downloading();
    case 'verifying':
      return m.pull_verifying();
    case 'downloaded':
      return m.pull_downloaded();
    case 'extracting':
      return m.pull_extracting();
    case 'done':
      return m.pull_done();
    case 'exists':
      return m.pull_exists();
    case 'pushing':
      return m.pull_pushing();
    case 'unknown':
      return status.word;
  }
}

/** How many layers need nothing more. */
export function pullTotals(layers: PullLayer[]): { done: number } {
  return { done: layers.filter(({ status }) => status.kind === 'done' || status.kind === 'exists').length };
}
