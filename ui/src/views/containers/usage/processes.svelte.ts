import type { Answer, Backend } from '../../../ipc/backend';
import type { Command, Problem, Answer as Told } from '../../../ipc/bindings';
import type { Operations } from '../../../state/operations.svelte';

/** What `docker top` answered last. */
export class ProcessTable {
  titles = $state.raw<string[]>([]);
  /** Undefined until the first answer. */
  rows = $state.raw<string[][]>();
  problem = $state.raw<Problem>();
  reading = $state(false);
  #turn = 0;

  constructor(
    private readonly backend: Pick<Backend, 'processes'>,
    private readonly operations: Pick<Operations, 'perform'>,
  ) {}

  /** Reads because the page shows it: nothing that the reader did. */
  async look(container: string) {
    await this.#read(this.backend.processes(container));
  }

  /** Reads because the reader asked. */
  async again(command: Command) {
    const asked = this.operations.perform(command).result;
    await this.#read(
      asked.then((answer): Answer<Told> => {
        if (answer.status === 'error') return answer;
        if (answer.data.kind === 'answer') return { status: 'ok', data: answer.data.answer };
        return { status: 'error', error: { code: 'internal', params: {}, detail: answer.data.kind } };
      }),
    );
  }

  async #read(asked: Promise<Answer<Told>>) {
    this.#turn += 1;
    const turn = this.#turn;
    this.reading = true;
    const answer = await asked;
    // Only the newest question counts.
    if (turn !== this.#turn) return;
    this.reading = false;
    if (answer.status === 'error') {
      this.problem = answer.error;
      return;
    }
    if (answer.data.of !== 'processes') return;
    this.problem = undefined;
    this.titles = answer.data.titles;
    this.rows = answer.data.rows;
  }
}
