import type { Container } from '../ipc/bindings';

/** The one dialog that is open, if any. */
export type OpenDialog = { kind: 'run'; image: string } | { kind: 'remove'; container: Container };

export class Dialogs {
  open = $state.raw<OpenDialog>();

  run(image = '') {
    this.open = { kind: 'run', image };
  }

  remove(container: Container) {
    this.open = { kind: 'remove', container };
  }

  close() {
    this.open = undefined;
  }
}
