import type { Container, RunForm as RunText } from '../ipc/bindings';
import type { FilesAsk } from '../views/containers/files/ask';

/** The one dialog that is open, if any. */
export type OpenDialog =
  | { kind: 'run'; text: RunText }
  | { kind: 'remove' | 'kill' | 'stop' | 'rename'; container: Container }
  | { kind: 'several'; asked: Several }
  | { kind: 'files'; ask: FilesAsk };

/** What is to be taken away from several containers: from those with these ids, from all, from those that do not run. */
export type Several = { verb: 'rm' | 'kill'; ids: readonly string[] } | { verb: 'rmAll' } | { verb: 'containerPrune' };

/** So long, in ms, nothing is pressed after a dialog went away by itself. */
const LAPSED = 500;

export class Dialogs {
  open = $state.raw<OpenDialog>();
  /** One went away by itself a moment ago: what somebody was about to press in it must not press what is behind. */
  lapsed = $state(false);
  #over: ReturnType<typeof setTimeout> | undefined;

  /** Opens the run form, with what is known already. */
  run(text: RunText = {}) {
    this.open = { kind: 'run', text };
  }

  remove(container: Container) {
    this.open = { kind: 'remove', container };
  }

  /** Asks before a command that takes something away from several containers. */
  several(asked: Several) {
    this.open = { kind: 'several', asked };
  }

  files(ask: FilesAsk) {
    this.open = { kind: 'files', ask };
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

  /** Closes what has nothing to ask any more. */
  lapse() {
    this.close();
    this.lapsed = true;
    clearTimeout(this.#over);
    this.#over = setTimeout(() => {
      this.lapsed = false;
    }, LAPSED);
  }
}
