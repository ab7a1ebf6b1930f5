/** The forms that a parsed command fills. */
import type { Command, RunForm as RunText } from '../../ipc/bindings';
import type { BuildText } from '../builds/builds.svelte';

export type Filled = { form: 'run'; text: RunText } | { form: 'build'; text: BuildText };

/** What a form is filled with; undefined where there is no form for the command. */
export function filled(command: Command): Filled | undefined {
  if (command.verb === 'run') {
    const { verb, ...base } = command;
    return { form: 'run', text: { base, image: base.image, name: base.name ?? '', ports: base.publish ?? [] } };
  }
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
