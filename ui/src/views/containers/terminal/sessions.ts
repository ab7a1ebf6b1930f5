import type { Command, Container, ContainerState } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';
import type { TerminalSession } from '../../../state/terminals.svelte';

/** What the reader says about a new shell; empty where nothing is said. */
export interface ShellChoice {
  /** The program, and its arguments after spaces. */
  shell: string;
  user: string;
  workdir: string;
}

/** The line that starts a shell beside a container's program; none while there is no shell to start. */
export function shellCommand(container: string, { shell, user, workdir }: ShellChoice): Command | undefined {
  const [program, ...rest] = shell.trim().split(/\s+/);
  if (!program) return undefined;
  return {
    verb: 'exec',
    interactive: true,
    tty: true,
    user: user.trim() || null,
    workdir: workdir.trim() || null,
    container,
    program,
    arguments: rest,
  };
}

/** The line that connects to what a container runs already. */
export function attachCommand(container: string): Command {
  return { verb: 'attach', container };
}

/** The line that starts a container and sits down at it: `-i` shows what it writes, too. */
export function startCommand(container: string): Command {
  return { verb: 'start', interactive: true, containers: [container] };
}

/** What a terminal can be in a container now. */
export type Chance = 'shell' | 'start' | 'paused' | 'waits' | 'removing' | 'dead' | 'gone';

const CHANCES: Record<ContainerState['kind'], Chance> = {
  running: 'shell',
  created: 'start',
  exited: 'start',
  paused: 'paused',
  restarting: 'waits',
  removing: 'removing',
  dead: 'dead',
  unknown: 'shell',
};

export function chanceOf({ state }: Container, gone: boolean): Chance {
  return gone ? 'gone' : CHANCES[state.kind];
}

/** What a session's tab says: the program that was started, or the docker word for the container's own. */
export function nameOf({ command }: Pick<TerminalSession, 'command'>): string {
  switch (command.verb) {
    case 'exec': {
      const program = command.program.split('/').at(-1) || command.program;
      return command.user ? `${command.user}@${program}` : program;
    }
    case 'start':
      return 'start -i';
    default:
      return command.verb;
  }
}

/** The names of sessions, each of them once: the second `bash` is `bash 2`. */
export function namesOf(sessions: readonly Pick<TerminalSession, 'command' | 'id'>[]): Map<string, string> {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const session of sessions) {
    const name = nameOf(session);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    names.set(session.id, count === 1 ? name : `${name} ${count}`);
  }
  return names;
}

/** What a learner should know of the session in front: how it ends, and what that does to the container. */
export function aboutOf({ kind, tty }: Pick<TerminalSession, 'kind' | 'tty'>): string {
  if (kind === 'exec') return tty ? m.terminal_about_exec() : m.terminal_about_lines_exec();
  return tty ? m.terminal_about_main() : m.terminal_about_lines();
}
