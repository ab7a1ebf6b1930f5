import type { LogPatternFault, LogPatternMistake } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';

const WORDS: Record<LogPatternMistake, () => string> = {
  groupUnclosed: m.log_fault_group_unclosed,
  groupUnopened: m.log_fault_group_unopened,
  classUnclosed: m.log_fault_class_unclosed,
  repetitionMissing: m.log_fault_repetition,
  escape: m.log_fault_escape,
  unsupported: m.log_fault_unsupported,
  tooLarge: m.log_fault_large,
  other: m.log_fault_other,
};

/** What is wrong with a pattern, in the reader's words. */
export function faultText(fault: LogPatternFault): string {
  return WORDS[fault.mistake]();
}
