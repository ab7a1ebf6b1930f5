/** Why a container uses nothing, in a few words that fit a row. */
import type { AtRest, Container } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';
import { causeOf } from '../overview/chapters';
import { exitMeaning } from '../states';

export interface Words {
  short: string;
  /** The whole of it, shown on hover. */
  long?: string;
  bad?: boolean;
}

/** Exit codes that say something by themselves. */
const CODES: Record<number, () => string> = {
  0: m.list_rest_0,
  125: m.list_rest_125,
  126: m.list_rest_126,
  127: m.list_rest_127,
  130: m.list_rest_130,
  137: m.list_rest_137,
  139: m.list_rest_139,
  143: m.list_rest_143,
};

/** What the CPU column says of a container that runs nothing; undefined for one that does. `rest` is what more is known of it by now. */
export function restWords(
  { state, exitCode }: Pick<Container, 'state' | 'exitCode'>,
  rest?: AtRest,
): Words | undefined {
  switch (state.kind) {
    case 'created':
      return rest?.error
        ? { short: m.list_rest_error(), long: rest.error, bad: true }
        : { short: m.list_rest_created() };
    case 'exited':
      // No signals are known here; the page, which knows them, asks the same function.
      if (causeOf(exitCode, rest?.oomKilled === true, []) === 'memory')
        return { short: m.list_rest_oom(), long: m.list_rest_oom_meaning(), bad: true };
      if (rest?.error) return { short: m.list_rest_error(), long: rest.error, bad: true };
      if (exitCode === null) return { short: m.list_rest_unknown(), long: exitMeaning(exitCode) };
      return { short: (CODES[exitCode] ?? m.list_rest_other)(), long: exitMeaning(exitCode), bad: exitCode !== 0 };
    case 'restarting':
      return { short: m.list_rest_restarting(), ...(exitCode === null ? {} : { long: exitMeaning(exitCode) }) };
    case 'dead':
      return { short: m.list_rest_dead(), bad: true };
    default:
      return undefined;
  }
}
