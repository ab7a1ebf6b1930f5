import type { Command, Problem } from '../ipc/bindings';

/** Which moment of a command the strip shows: about to be done, being done, done, failed, or what this page is. */
export type Moment = 'runs' | 'running' | 'done' | 'failed' | 'same';

/** How long a line stays after the pointer left its button, in ms: long enough to reach the strip and read. */
const LINGER = 3_000;

/** A command and the page on which it was begun: its line is no news on another one. */
interface Begun {
  command: Command;
  page: string | undefined;
}

/** A command that is over, and what went wrong with it, if anything did. */
interface Over extends Begun {
  problem: Problem | undefined;
}

/** Which docker command the strip along the bottom shows. */
export class Strip {
  #pointed = $state.raw<Command>();
  #times = $state(1);
  #lingering = $state(false);
  #running = $state.raw<readonly Begun[]>([]);
  #done = $state.raw<Over>();
  #page = $state.raw<Command>();
  #pageMoment: 'same' | 'runs' = 'same';
  #pageLine = $state.raw<string>();
  #held = false;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  readonly shown: { moment: Moment; command: Command; problem?: Problem; times?: number } | undefined = $derived.by(
    () => {
      if (this.#pointed) {
        const several = this.#times > 1 ? { times: this.#times } : {};
        return { moment: 'runs', command: this.#pointed, ...several };
      }
      const running = this.#running.findLast((begun) => this.#belongsHere(begun));
      if (running) return { moment: 'running', command: running.command };
      if (this.#done && this.#belongsHere(this.#done)) {
        const { command, problem } = this.#done;
        return problem ? { moment: 'failed', command, problem } : { moment: 'done', command };
      }
      if (this.#page) return { moment: this.#pageMoment, command: this.#page };
      return undefined;
    },
  );

  /** True while a line is shown that nothing points at any more. */
  readonly lingering: boolean = $derived(this.#pointed !== undefined && this.#lingering);

  /** The pointer or the focus is on something that performs `command`, or so many that differ in a number. */
  point(command: Command, times = 1) {
    clearTimeout(this.#leaving);
    this.#lingering = false;
    this.#pointed = command;
    this.#times = times;
  }

  /** The pointer left. The line stays a little, so that the pointer can travel to the strip. */
  leave() {
    clearTimeout(this.#leaving);
    this.#lingering = true;
    this.#leaving = setTimeout(() => {
      if (!this.#held) this.forget();
    }, LINGER);
  }

  /** What was pointed at is gone, or is not what will be done: its line goes at once. Given a command, only if it is that one's line. */
  forget(command?: Command) {
    if (command !== undefined && command !== this.#pointed) return;
    clearTimeout(this.#leaving);
    this.#pointed = undefined;
  }

  /** The pointer or the focus is in the strip itself: nothing is taken away while it is read. */
  hold(held: boolean) {
    this.#held = held;
    if (!held) this.leave();
  }

  started(command: Command) {
    this.forget();
    this.#running = [...this.#running, { command, page: this.#pageLine }];
  }

  /** It is over; one that the reader cancelled is no news. */
  ended(command: Command, problem?: Problem) {
    const begun = this.#running.find((one) => one.command === command);
    this.#running = this.#running.filter((one) => one !== begun);
    if (problem?.code !== 'cancelled') this.#done = { ...(begun ?? { command, page: this.#pageLine }), problem };
  }

  /** What the page in front is, as a command (or, of a form, what it will do); another one takes the place of what was done before it. */
  page(command: Command | undefined, moment: 'same' | 'runs' = 'same') {
    const line = JSON.stringify([command, moment]);
    if (line === this.#pageLine) return;
    this.#pageLine = line;
    this.#page = command;
    this.#pageMoment = moment;
    this.#done = undefined;
    this.forget();
  }

  /** It was begun on this page, or this page is its own: a build's. */
  #belongsHere({ command, page }: Begun): boolean {
    return (
      page === this.#pageLine || (this.#page !== undefined && JSON.stringify(command) === JSON.stringify(this.#page))
    );
  }
}
