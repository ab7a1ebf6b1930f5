import type { Command } from '../ipc/bindings';

/** Which moment of a command the strip shows: about to be done, being done, done, or what this page is. */
export type Moment = 'runs' | 'running' | 'done' | 'same';

/** How long a line stays after the pointer left its button, in ms: long enough to reach the strip and read. */
const LINGER = 3_000;

/** Which docker command the strip along the bottom shows. */
export class Strip {
  #pointed = $state.raw<Command>();
  #running = $state.raw<Command>();
  #done = $state.raw<Command>();
  #page = $state.raw<Command>();
  #pageMoment: 'same' | 'runs' = 'same';
  #pageLine: string | undefined;
  #held = false;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  readonly shown: { moment: Moment; command: Command } | undefined = $derived.by(() => {
    if (this.#pointed) return { moment: 'runs', command: this.#pointed };
    if (this.#running) return { moment: 'running', command: this.#running };
    if (this.#done) return { moment: 'done', command: this.#done };
    if (this.#page) return { moment: this.#pageMoment, command: this.#page };
    return undefined;
  });

  /** The pointer or the focus is on something that performs `command`. */
  point(command: Command) {
    clearTimeout(this.#leaving);
    this.#pointed = command;
  }

  /** It left. The line stays a little, so that the pointer can travel to the strip. */
  leave() {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      if (!this.#held) this.#pointed = undefined;
    }, LINGER);
  }

  /** The pointer or the focus is in the strip itself: nothing is taken away while it is read. */
  hold(held: boolean) {
    this.#held = held;
    if (!held) this.leave();
  }

  started(command: Command) {
    clearTimeout(this.#leaving);
    this.#pointed = undefined;
    this.#running = command;
  }

  ended(command: Command, well: boolean) {
    if (this.#running === command) this.#running = undefined;
    if (well) this.#done = command;
  }

  /** What the page in front is, as a command (or, of a form, what it will do); another one takes the place of what was done before it. */
  page(command: Command | undefined, moment: 'same' | 'runs' = 'same') {
    const line = JSON.stringify([command, moment]);
    if (line === this.#pageLine) return;
    this.#pageLine = line;
    this.#page = command;
    this.#pageMoment = moment;
    this.#done = undefined;
  }
}
