import type { Container, RunForm as RunText } from '../ipc/bindings';
import type { FilesAsk } from '../views/containers/files/ask';

/** The one dialog that is open, if any. */
export type OpenDialog =
  | { kind: 'run'; text: RunText }
  | { kind: 'remove'; container: Container }
  | { kind: 'files'; ask: FilesAsk };

export class Dialogs {
  open = $state.raw<OpenDialog>();

  /** Opens the run form, with what is known already. */
  run(text: RunText = {}) {
    this.open = { kind: 'run', text };
  }

  remove(container: Container) {
    this.open = { kind: 'remove', container };
  }

  files(ask: FilesAsk) {
    this.open = { kind: 'files', ask };
  }

  close() {
    this.open = undefined;
  }
}
