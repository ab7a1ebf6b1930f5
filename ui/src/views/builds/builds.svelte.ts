import type { Answer } from '../../ipc/backend';
import type { Build, Command, Outcome } from '../../ipc/bindings';
import type { Operation, Operations } from '../../state/operations.svelte';
import { BuildRecord } from './record.svelte';

/** The text of the build form. It outlives the page, so that looking something up elsewhere costs nothing. */
export interface BuildText {
  /** What a line said already; the fields are put over it. */
  base?: Build;
  folder: string;
  dockerfile: string;
  tag: string;
  /** True once somebody typed a tag: it is not taken away by what a folder proposes. */
  tagTyped: boolean;
  buildArgs: string[];
}

/** Builds kept in the window; older finished ones are forgotten, with their logs. */
const KEPT = 20;

function blank(folder: string): BuildText {
  return { folder, dockerfile: '', tag: '', tagTyped: false, buildArgs: [''] };
}

/** This window's builds. A build goes on whatever page is in front. */
export class Builds {
  /** Newest first. */
  list = $state.raw<BuildRecord[]>([]);
  form = $state<BuildText>(blank(''));
  readonly running = $derived(this.list.filter((record) => record.status === 'running').length);
  #operations = new Map<string, Operation>();

  constructor(private readonly operations: Operations) {}

  start(command: Command & { verb: 'build' }): BuildRecord {
    return this.begin(command).record;
  }

  /** Starts a build; answers with how it goes, too. */
  begin(command: Command & { verb: 'build' }): { record: BuildRecord; operation: Operation } {
    const record = new BuildRecord(crypto.randomUUID(), command, Date.now());
    const operation = this.operations.perform(command, (progress) => record.merge(progress));
    this.#operations.set(record.id, operation);
    this.list = [record, ...this.list].filter((one, at) => at < KEPT || one.status === 'running');
    void operation.result.then((answer) => {
      record.end(answer, Date.now());
      this.#operations.delete(record.id);
    });
    return { record, operation };
  }

  /** How a build that still runs ends. */
  result(id: string): Promise<Answer<Outcome>> | undefined {
    return this.#operations.get(id)?.result;
  }

  /** A line fills the form. */
  fill(text: BuildText) {
    this.form = text;
  }

  /** A folder was dropped on the window or picked: the form begins anew with it. */
  propose(folder: string) {
    this.form = blank(folder);
  }

  find(id: string): BuildRecord | undefined {
    return this.list.find((record) => record.id === id);
  }

  cancel(id: string) {
    this.#operations.get(id)?.cancel();
  }

  cancelling(id: string): boolean {
    return this.#operations.get(id)?.cancelling ?? false;
  }
}
