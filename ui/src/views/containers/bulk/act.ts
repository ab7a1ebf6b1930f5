import type { Container } from '../../../ipc/bindings';
import type { App } from '../../../state/app';
import { type BulkVerb, bulkCommand, targetsOf } from './verbs';

/** Does it to those of the chosen ones that it fits, or asks first where it takes something away. */
export function act({ dialogs, bulk }: Pick<App, 'dialogs' | 'bulk'>, verb: BulkVerb, chosen: readonly Container[]) {
  const targets = targetsOf(verb, chosen);
  if (verb === 'rm' || verb === 'kill') {
    dialogs.several({ verb, ids: targets.map(({ id }) => id) });
    return;
  }
  const command = bulkCommand(verb, chosen);
  if (command) void bulk.perform(targets, command);
}
