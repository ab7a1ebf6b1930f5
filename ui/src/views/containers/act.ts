import type { Command, Container } from '../../ipc/bindings';
import type { App } from '../../state/app';
import { commandFor, type Verb } from './actions';

/** Does it, or asks first what has to be asked: the same from a row, a page, a diagram and the palette. */
export function act(
  { dialogs, operations, waits }: Pick<App, 'dialogs' | 'operations' | 'waits'>,
  verb: Verb,
  container: Container,
) {
  switch (verb) {
    case 'rm':
      dialogs.remove(container);
      break;
    case 'kill':
      dialogs.kill(container);
      break;
    case 'rename':
      dialogs.rename(container);
      break;
    case 'wait':
      waits.begin(container);
      break;
    default:
      void operations.onto(container, commandFor(verb, container));
  }
}

/**
 * Ends at once what a stop or a restart is waiting for. The stop goes on and is over by it, so this is no operation in its place; that the
 * process ended by itself just before is no failure.
 */
export async function killNow({ operations }: Pick<App, 'operations'>, { id, name }: Pick<Container, 'id' | 'name'>) {
  const command: Command = { verb: 'kill', containers: [name], signal: null };
  const answer = await operations.perform(command).result;
  if (answer.status === 'ok' || answer.error.code === 'conflict' || answer.error.code === 'cancelled') return;
  operations.failures.set(id, { container: id, name, command, problem: answer.error });
}
