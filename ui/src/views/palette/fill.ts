/** The forms that a parsed command fills. */
import type { Command } from '../../ipc/bindings';
import type { BuildText } from '../builds/builds.svelte';

export type Filled = { form: 'run'; command: Command } | { form: 'build'; text: BuildText };

/** What a form is filled with; undefined where there is no form for the command. */
export function filled(command: Command): Filled | undefined {
  // Rust says which of it goes into which field.
  if (command.verb === 'run' || command.verb === 'create') return { form: 'run', command };
  if (command.verb === 'build') {
    const { verb, ...base } = command;
    // The form builds folders of this computer; a repository or the input has no field in it.
    if (!isPath(base.context) || base.file === '-') return undefined;
    const args = (base.buildArgs ?? []).map(({ key, value }) => `${key}=${value}`);
    return {
      form: 'build',
      text: {
        base,
        folder: base.context,
        dockerfile: nameIn(base.context, base.file ?? ''),
        tag: base.tag ?? '',
        tagTyped: true,
        buildArgs: args.length > 0 ? args : [''],
      },
    };
  }
  return undefined;
}

function isPath(text: string): boolean {
  return text.startsWith('/') || /^[A-Za-z]:[\\/]/.test(text) || text.startsWith('\\\\');
}

/** A file as the form names it: relative where it is in the folder. */
function nameIn(folder: string, file: string): string {
  const inside =
    file.startsWith(folder) && /^[\\/]/.test(file.slice(folder.length)) ? file.slice(folder.length + 1) : file;
  return inside;
}
