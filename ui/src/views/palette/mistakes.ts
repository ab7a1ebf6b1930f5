/** What is wrong with a docker line, in the reader's words. Never made from the text for developers. */
import { explain } from '../../i18n/explanations';
import type { ParseCode, ParseError } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';

type Wording = (what: string) => { what: string; todo: string };

const WORDS: Record<ParseCode, Wording> = {
  empty: () => ({ what: m.mistake_empty(), todo: m.mistake_empty_todo() }),
  not_docker: (what) => ({ what: m.mistake_not_docker({ what }), todo: m.mistake_not_docker_todo() }),
  unknown_command: (what) => ({ what: m.mistake_unknown_command({ what }), todo: m.mistake_unknown_command_todo() }),
  unknown_flag: (what) => ({ what: m.mistake_unknown_flag({ what }), todo: m.mistake_unknown_flag_todo() }),
  known_unsupported: (what) => ({
    what: m.mistake_known_unsupported({ what }),
    todo: m.mistake_known_unsupported_todo(),
  }),
  incomplete_command: (what) => ({
    what: m.mistake_incomplete_command({ what }),
    todo: m.mistake_incomplete_command_todo(),
  }),
  help: () => ({ what: m.mistake_help(), todo: m.mistake_help_todo() }),
  missing_value: (what) => ({ what: m.mistake_missing_value({ what }), todo: m.mistake_missing_value_todo() }),
  missing_argument: (what) => ({
    what: m.mistake_missing_argument(),
    todo: explain(what) ?? m.mistake_missing_argument_todo(),
  }),
  too_many_arguments: (what) => ({
    what: m.mistake_too_many_arguments({ what }),
    todo: m.mistake_too_many_arguments_todo(),
  }),
  invalid_value: (what) => ({ what: m.mistake_invalid_value({ what }), todo: m.mistake_invalid_value_todo() }),
  invalid_reference: (what) => ({
    what: m.mistake_invalid_reference({ what }),
    todo: m.mistake_invalid_reference_todo(),
  }),
  invalid_port: (what) => ({ what: m.mistake_invalid_port({ what }), todo: m.mistake_invalid_port_todo() }),
  invalid_name: (what) => ({ what: m.mistake_invalid_name({ what }), todo: m.mistake_invalid_name_todo() }),
  invalid_size: (what) => ({ what: m.mistake_invalid_size({ what }), todo: m.mistake_invalid_size_todo() }),
  conflicting_flags: (what) => ({
    what: m.mistake_conflicting_flags({ what }),
    todo: m.mistake_conflicting_flags_todo(),
  }),
  unclosed_quote: () => ({ what: m.mistake_unclosed_quote(), todo: m.mistake_unclosed_quote_todo() }),
  pipe: () => ({ what: m.mistake_pipe(), todo: m.mistake_pipe_todo() }),
  substitution: () => ({ what: m.mistake_substitution(), todo: m.mistake_substitution_todo() }),
  listed_by_docker: () => ({ what: m.mistake_listed_by_docker(), todo: m.mistake_listed_by_docker_todo() }),
  several_commands: () => ({ what: m.mistake_several_commands(), todo: m.mistake_several_commands_todo() }),
  redirection: () => ({ what: m.mistake_redirection(), todo: m.mistake_redirection_todo() }),
  variable: (what) => ({ what: m.mistake_variable({ what }), todo: m.mistake_variable_todo() }),
  placeholder: (what) => ({ what: m.mistake_placeholder({ what }), todo: m.mistake_placeholder_todo() }),
  typography: (what) => ({ what: m.mistake_typography({ what }), todo: m.mistake_typography_todo() }),
  shell_syntax: (what) => ({ what: m.mistake_shell_syntax({ what }), todo: m.mistake_shell_syntax_todo() }),
  folder_needed: (what) => ({ what: m.mistake_folder_needed({ what }), todo: m.mistake_folder_needed_todo() }),
  home_needed: (what) => ({ what: m.mistake_home_needed({ what }), todo: m.mistake_home_needed_todo() }),
};

/** Every code, for tests. */
export const MISTAKES = Object.keys(WORDS) as ParseCode[];

export function mistakeWords({ code, what }: Pick<ParseError, 'code' | 'what'>): { what: string; todo: string } {
  return WORDS[code](what);
}
