/** Mistakes in a form, in the reader's words. */
import type { FieldProblemCode } from '../ipc/bindings';
import { m } from '../paraglide/messages';

/** What stands in a name for the number of the container. */
const NUMBER = '{n}';

const WORDS: Record<FieldProblemCode, () => string> = {
  missing: m.field_missing,
  invalidReference: m.field_invalid_reference,
  referenceUppercase: m.field_reference_uppercase,
  invalidName: m.field_invalid_name,
  invalidPort: m.field_invalid_port,
  portOutOfRange: m.field_port_out_of_range,
  portTwice: m.field_port_twice,
  invalidBuildArg: m.field_invalid_build_arg,
  pathNotAbsolute: m.field_path_not_absolute,
  invalidChange: m.files_invalid_change,
  nameNeedsNumber: () => m.run_mistake_name_needs_number({ sign: NUMBER }),
  tooMany: m.run_mistake_too_many,
  invalidVariable: m.run_mistake_variable,
  invalidVolume: m.run_mistake_volume,
  targetNotAbsolute: m.run_mistake_target,
  targetTwice: m.run_mistake_target_twice,
  pathWithColon: m.run_mistake_colon,
  invalidNetwork: m.run_mistake_network,
  aliasNeedsNetwork: m.run_mistake_alias,
  unclosedQuote: m.run_mistake_quote,
  needsShell: m.run_mistake_shell,
  invalidRestart: m.run_mistake_restart,
  restartWithRm: m.run_mistake_restart_rm,
  invalidMemory: m.run_mistake_memory,
  invalidCpus: m.run_mistake_cpus,
  conflict: m.run_mistake_conflict,
};

export function mistakeText(code: FieldProblemCode): string {
  return WORDS[code]();
}
