import { explain } from '../../i18n/explanations';
import { m } from '../../paraglide/messages';
import { verbKey } from './segments';
import type { UnderstoodCommand } from './understanding.svelte';

/** What a command does, in a sentence. */
export function headingOf({ parsed }: UnderstoodCommand): string {
  switch (parsed.command.verb) {
    case 'rmAll':
      return m.heading_rm_all();
    case 'stopAll':
      return m.heading_stop_all();
    case 'rmiAll':
      return m.heading_rmi_all();
    default: {
      const key = verbKey(parsed.parts);
      return (key && explain(key)) ?? '';
    }
  }
}
