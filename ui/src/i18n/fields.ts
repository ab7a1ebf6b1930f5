/** Mistakes in a form, in the reader's words. */
import type { FieldProblemCode } from '../ipc/bindings';
import { m } from '../paraglide/messages';

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
};

export function mistakeText(code: FieldProblemCode): string {
  return WORDS[code]();
}
