import { SvelteMap } from 'svelte/reactivity';
import type { Problem } from '../ipc/bindings';
import type { Operation, Operations } from './operations.svelte';

/** A `docker wait` that goes on, or how it ended. */
export interface Wait {
  /** The container's name when the waiting began. */
  name: string;
  operation: Operation;
  /** What the container ended with, once it has. */
  exitCode?: number;
  problem?: Problem;
}

/**
 * What is waited for, by the container's id. Waiting holds nothing back: a container that is waited for can be stopped, so this is no
 * operation "on" it.
 */
export class Waits {
  readonly byContainer = new SvelteMap<string, Wait>();

  constructor(private readonly operations: Operations) {}

  begin({ id, name }: { id: string; name: string }) {
    if (this.goesOn(id)) return;
    const operation = this.operations.perform({ verb: 'wait', containers: [name] });
    const wait = { name, operation };
    this.byContainer.set(id, wait);
    void operation.result.then((answer) => {
      if (this.byContainer.get(id)?.operation !== operation) return;
      if (answer.status === 'error') {
        if (answer.error.code === 'cancelled') this.byContainer.delete(id);
        else this.byContainer.set(id, { ...wait, problem: answer.error });
      } else if (answer.data.kind === 'exits') {
        this.byContainer.set(id, { ...wait, exitCode: answer.data.exits[0]?.exitCode });
      }
    });
  }

  goesOn(id: string): boolean {
    const wait = this.byContainer.get(id);
    return wait !== undefined && wait.exitCode === undefined && wait.problem === undefined;
  }

  /** Ends it, or takes away what it ended with. */
  forget(id: string) {
    const wait = this.byContainer.get(id);
    if (this.goesOn(id)) wait?.operation.cancel();
    else this.byContainer.delete(id);
  }
}
