import { SvelteMap } from 'svelte/reactivity';
import type { Answer, Backend } from '../ipc/backend';
import type {
  BuildProgress,
  Command,
  Container,
  Outcome,
  Problem,
  Progress,
  PullLayer,
  TerminalSize,
} from '../ipc/bindings';
import type { Strip } from './strip.svelte';

/** One command that is being performed. */
export class Operation {
  /** Layers of the image being pulled; empty until a pull begins. */
  pull = $state.raw<PullLayer[]>([]);
  pulling = $state<string>();
  /** The container that the operation made, before it is over. */
  created = $state.raw<{ id: string; name: string }>();
  cancelling = $state(false);
  /** When it was asked for, in milliseconds since 1970. */
  readonly began = Date.now();
  /** How many of the objects that it names are over, and when the last of them was. */
  ended = $state(0);
  turned: number = $state(this.began);
  readonly result: Promise<Answer<Outcome>>;

  constructor(
    readonly id: string,
    readonly command: Command,
    backend: Backend,
    private readonly end: (answer: Answer<Outcome>) => void,
    onBuild?: (progress: BuildProgress) => void,
    onProgress?: (progress: Progress) => void,
    terminal?: TerminalSize,
  ) {
    this.#cancel = () => backend.cancel(id);
    const hear = (progress: Progress) => {
      onProgress?.(progress);
      if (progress.kind === 'pull') {
        this.pulling = progress.image;
        this.pull = progress.layers;
      } else if (progress.kind === 'created') this.created = { id: progress.id, name: progress.name };
      else if (progress.kind === 'item') {
        this.ended += 1;
        this.turned = Date.now();
      } else if (progress.kind === 'build') onBuild?.(progress.progress);
    };
    const performed = terminal
      ? backend.performInTerminal(id, command, terminal, hear)
      : backend.perform(id, command, hear);
    this.result = performed.then((answer) => {
      this.end(answer);
      return answer;
    });
  }

  readonly #cancel: () => Promise<void>;

  /** Asks the engine to end it; it is over only when `result` says so. */
  cancel() {
    this.cancelling = true;
    void this.#cancel();
  }
}

/** What went wrong with a container's action, kept until it is read or the action is tried again. */
export interface Failure {
  container: string;
  name: string;
  command: Command;
  problem: Problem;
  /** How many containers the command was for, when it was for several: then their end is summed up, and each is said on its row. */
  among?: number;
}

/** What is being performed now. Only `perform` changes anything on an engine. */
export class Operations {
  /** By the id of the container that it is about. */
  readonly onContainer = new SvelteMap<string, Operation>();
  readonly failures = new SvelteMap<string, Failure>();

  constructor(
    private readonly backend: Backend,
    private readonly strip: Strip,
  ) {}

  perform(
    command: Command,
    onBuild?: (progress: BuildProgress) => void,
    onProgress?: (progress: Progress) => void,
    terminal?: TerminalSize,
  ): Operation {
    this.strip.started(command);
    const end = (answer: Answer<Outcome>) =>
      this.strip.ended(command, answer.status === 'ok' ? undefined : answer.error);
    return new Operation(crypto.randomUUID(), command, this.backend, end, onBuild, onProgress, terminal);
  }

  /** Hears how containers are now: one that runs was started after all, wherever that was done. */
  heard(containers: readonly Container[]) {
    for (const { id, state } of containers) {
      const failed = state.kind === 'running' && this.failures.get(id)?.command.verb;
      if (failed === 'start' || failed === 'restart') this.failures.delete(id);
    }
  }

  /** Performs something on a container of the list; it shows there while it goes on and when it fails. */
  async onto(container: { id: string; name: string }, command: Command): Promise<Answer<Outcome>> {
    this.failures.delete(container.id);
    const operation = this.perform(command);
    this.onContainer.set(container.id, operation);
    const answer = await operation.result;
    if (this.onContainer.get(container.id) === operation) this.onContainer.delete(container.id);
    if (answer.status === 'error' && answer.error.code !== 'cancelled') {
      this.failures.set(container.id, {
        container: container.id,
        name: container.name,
        command,
        problem: answer.error,
      });
    }
    return answer;
  }
}
