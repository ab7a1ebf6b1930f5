/** A problem in the reader's words: what happened, why, and what to do. Never made from the engine's text. */
import type { Problem, ProblemCode } from '../ipc/bindings';
import { m } from '../paraglide/messages';

export interface Wording {
  what: string;
  why: string;
  todo: string;
}

type Params = Problem['params'];

/** A name from the problem; a dash where the engine gave none, so that no sentence breaks. */
function given(params: Params, name: string): string {
  const value = params[name];
  return value === undefined || value === '' ? '—' : value;
}

const WORDS: Record<ProblemCode, (params: Params) => Wording> = {
  engineAbsent: (p) => {
    const address = given(p, 'address');
    return {
      what: m.problem_engine_absent_what({ address }),
      why: m.problem_engine_absent_why(),
      todo: m.problem_engine_absent_todo(),
    };
  },
  // Said of what was asked of an engine that had answered before; the no-engine page has words of its own.
  engineUnreachable: () => ({
    what: m.problem_engine_unreachable_what(),
    why: m.problem_engine_unreachable_why(),
    todo: m.problem_engine_unreachable_todo(),
  }),
  permissionDenied: (p) => {
    const address = given(p, 'address');
    return {
      what: m.problem_permission_denied_what({ address }),
      why: m.problem_permission_denied_why(),
      todo: m.problem_permission_denied_todo(),
    };
  },
  endpointInvalid: (p) => {
    const address = given(p, 'address');
    return {
      what: m.problem_endpoint_invalid_what({ address }),
      why: m.problem_endpoint_invalid_why(),
      todo: m.problem_endpoint_invalid_todo(),
    };
  },
  contextNotFound: (p) => {
    const name = given(p, 'name');
    return {
      what: m.problem_context_not_found_what({ name }),
      why: m.problem_context_not_found_why(),
      todo: m.problem_context_not_found_todo(),
    };
  },
  nameInUse: (p) => {
    const name = given(p, 'name');
    return {
      what: m.problem_name_in_use_what({ name }),
      why: m.problem_name_in_use_why(),
      todo: m.problem_name_in_use_todo({ name }),
    };
  },
  portInUse: (p) => {
    const port = given(p, 'port');
    return {
      what: m.problem_port_in_use_what({ port }),
      why: m.problem_port_in_use_why({ port }),
      todo: m.problem_port_in_use_todo(),
    };
  },
  imageNotFound: (p) => {
    const image = given(p, 'image');
    return {
      what: m.problem_image_not_found_what({ image }),
      why: m.problem_image_not_found_why(),
      todo: m.problem_image_not_found_todo(),
    };
  },
  imageInUse: (p) => {
    const image = given(p, 'image');
    return {
      what: m.problem_image_in_use_what({ image }),
      why: m.problem_image_in_use_why(),
      todo: m.problem_image_in_use_todo(),
    };
  },
  networkNotFound: (p) => {
    const network = given(p, 'network');
    return {
      what: m.problem_network_not_found_what({ network }),
      why: m.problem_network_not_found_why(),
      todo: m.problem_network_not_found_todo(),
    };
  },
  networkInUse: (p) => {
    const network = given(p, 'network');
    return {
      what: m.problem_network_in_use_what({ network }),
      why: m.problem_network_in_use_why(),
      todo: m.problem_network_in_use_todo(),
    };
  },
  volumeNotFound: (p) => {
    const volume = given(p, 'volume');
    return {
      what: m.problem_volume_not_found_what({ volume }),
      why: m.problem_volume_not_found_why(),
      todo: m.problem_volume_not_found_todo(),
    };
  },
  volumeInUse: (p) => {
    const volume = given(p, 'volume');
    return {
      what: m.problem_volume_in_use_what({ volume }),
      why: m.problem_volume_in_use_why(),
      todo: m.problem_volume_in_use_todo(),
    };
  },
  fileNotFound: (p) => {
    const path = given(p, 'path');
    return {
      what: m.problem_file_not_found_what({ path }),
      why: m.problem_file_not_found_why(),
      todo: m.problem_file_not_found_todo(),
    };
  },
  diskFull: (p) => ({
    what: m.problem_disk_full_what({ path: given(p, 'path') }),
    why: m.problem_disk_full_why(),
    todo: m.problem_disk_full_todo(),
  }),
  pathLeavesFolder: (p) => ({
    what: m.problem_path_leaves_folder_what({ path: given(p, 'path') }),
    why: m.problem_path_leaves_folder_why(),
    todo: m.problem_path_leaves_folder_todo(),
  }),
  nameImpossible: (p) => ({
    what: m.problem_name_impossible_what({ path: given(p, 'path') }),
    why: m.problem_name_impossible_why(),
    todo: m.problem_name_impossible_todo(),
  }),
  logNotKept: (p) => ({
    what: m.log_not_kept_what({ driver: given(p, 'driver') }),
    why: m.log_not_kept_why(),
    todo: m.log_not_kept_todo(),
  }),
  notPerformed: (p) => {
    const what = given(p, 'what');
    return {
      what: m.problem_not_performed_what({ what }),
      why: m.problem_not_performed_why(),
      todo: m.problem_not_performed_todo(),
    };
  },
  containerNotFound: (p) => {
    const container = given(p, 'container');
    return {
      what: m.problem_container_not_found_what({ container }),
      why: m.problem_container_not_found_why(),
      todo: m.problem_container_not_found_todo(),
    };
  },
  containerRunning: (p) => {
    const container = given(p, 'container');
    return {
      what: m.problem_container_running_what({ container }),
      why: m.problem_container_running_why(),
      todo: m.problem_container_running_todo(),
    };
  },
  conflict: () => ({
    what: m.problem_conflict_what(),
    why: m.problem_conflict_why(),
    todo: m.problem_conflict_todo(),
  }),
  invalidReference: (p) => {
    const image = given(p, 'image');
    return {
      what: m.problem_invalid_reference_what({ image }),
      why: m.problem_invalid_reference_why(),
      todo: m.problem_invalid_reference_todo(),
    };
  },
  unauthorized: (p) => {
    const image = given(p, 'image');
    return {
      what: m.problem_unauthorized_what({ image }),
      why: m.problem_unauthorized_why(),
      todo: m.problem_unauthorized_todo(),
    };
  },
  registryUnreachable: (p) => {
    const image = given(p, 'image');
    return {
      what: m.problem_registry_unreachable_what({ image }),
      why: m.problem_registry_unreachable_why(),
      todo: m.problem_registry_unreachable_todo(),
    };
  },
  folderNotFound: (p) => {
    const path = given(p, 'path');
    return {
      what: m.problem_folder_not_found_what({ path }),
      why: m.problem_folder_not_found_why(),
      todo: m.problem_folder_not_found_todo(),
    };
  },
  dockerfileNotFound: (p) => {
    const path = given(p, 'path');
    return {
      what: m.problem_dockerfile_not_found_what({ path }),
      why: m.problem_dockerfile_not_found_why(),
      todo: m.problem_dockerfile_not_found_todo(),
    };
  },
  dockerfileInvalid: (p) => ({
    what: p.line ? m.problem_dockerfile_invalid_line_what({ line: p.line }) : m.problem_dockerfile_invalid_what(),
    why: m.problem_dockerfile_invalid_why(),
    todo: m.problem_dockerfile_invalid_todo(),
  }),
  buildStepFailed: (p) => {
    const step = given(p, 'step');
    return {
      what: m.problem_build_step_failed_what({ step }),
      why: p.exitCode ? m.problem_build_step_failed_code_why({ code: p.exitCode }) : m.problem_build_step_failed_why(),
      todo: m.problem_build_step_failed_todo(),
    };
  },
  cancelled: () => ({
    what: m.problem_cancelled_what(),
    why: m.problem_cancelled_why(),
    todo: m.problem_cancelled_todo(),
  }),
  // Of a run and of a start; whose it is, the place says.
  startFailed: () => ({
    what: m.problem_start_failed_what(),
    why: m.problem_start_failed_why(),
    todo: m.problem_start_failed_todo(),
  }),
  shellNotFound: (p) => {
    const container = given(p, 'container');
    return {
      what: m.terminal_no_shell_what({ container }),
      why: m.terminal_no_shell_why(),
      todo: m.terminal_no_shell_todo(),
    };
  },
  invalidValue: (p) => {
    // The engine does not always say which: "Minimum memory limit allowed is 6MB".
    if (p.value === undefined || p.value === '') {
      return {
        what: m.problem_invalid_value_unnamed_what(),
        why: m.problem_invalid_value_why(),
        todo: m.problem_invalid_value_unnamed_todo(),
      };
    }
    const value = given(p, 'value');
    return {
      what: m.problem_invalid_value_what({ value }),
      why: m.problem_invalid_value_why(),
      todo: m.problem_invalid_value_todo(),
    };
  },
  engineRefused: () => ({
    what: m.problem_engine_refused_what(),
    why: m.problem_engine_refused_why(),
    todo: m.problem_engine_refused_todo(),
  }),
  browserNotOpened: (p) => ({
    what: m.problem_browser_not_opened_what({ address: given(p, 'address') }),
    why: m.problem_browser_not_opened_why(),
    todo: m.problem_browser_not_opened_todo(),
  }),
  internal: () => ({
    what: m.problem_internal_what(),
    why: m.problem_internal_why(),
    todo: m.problem_internal_todo(),
  }),
};

/** Every code, for tests and for those who show them all. */
export const CODES = Object.keys(WORDS) as ProblemCode[];

export function wording(problem: Pick<Problem, 'code' | 'params'>): Wording {
  return WORDS[problem.code](problem.params);
}
