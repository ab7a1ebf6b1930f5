import type { Container, RunForm as RunText } from '../ipc/bindings';

/** The one dialog that is open, if any. */
export type OpenDialog =
  | { kind: 'run'; text: RunText }
  | { kind: 'remove' | 'kill' | 'stop' | 'rename'; container: Container };

export class Dialogs {
  open = $state.raw<OpenDialog>();

  /** Opens the run form, with what is known already. */
  run(text: RunText = {}) {
    this.open = { kind: 'run', text };
  }

  remove(container: Container) {
    this.open = { kind: 'remove', container };
  }

  kill(container: Container) {
    this.open = { kind: 'kill', container };
  }

  /** Asks how long a stop waits. */
  stop(container: Container) {
    this.open = { kind: 'stop', container };
  }

  rename(container: Container) {
    this.open = { kind: 'rename', container };
  }

  close() {
    this.open = undefined;
  }
}
