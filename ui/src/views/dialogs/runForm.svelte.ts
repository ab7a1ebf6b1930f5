import type { Backend } from '../../ipc/backend';
import type {
  Command,
  Draft,
  FieldProblem,
  Further,
  Problem,
  Run,
  RunForm as RunText,
  Shell,
} from '../../ipc/bindings';
import type { Operation, Operations } from '../../state/operations.svelte';

/** A field of the form, and which of its values. */
export interface Spot {
  field: 'image' | 'name' | 'ports';
  index: number;
}

/** The run form: its text, what Rust makes of it, and the operation once it is sent. */
export class RunForm {
  image = $state('');
  name = $state('');
  ports = $state<string[]>(['']);
  /** What the line says that filled the form. */
  base = $state.raw<Run>();
  /** Of it, what the form has no field for. */
  furthers = $state.raw<Further[]>([]);
  draft = $state.raw<Draft>({ command: null, problems: [] });
  operation = $state.raw<Operation>();
  problem = $state.raw<Problem>();
  /** The container that the failed run left behind, not started. */
  leftover = $state.raw<{ id: string; name: string }>();
  /** Fields that were left once, or all of them after a try to send. */
  #seen = $state.raw(new Set<string>());
  #asked = 0;

  readonly running = $derived(this.operation !== undefined);
  /** It stays attached: what it prints is to be shown while it runs. */
  readonly foreground = $derived(this.draft.command?.verb === 'run' && this.draft.command.detach !== true);
  /** What takes the leftover away. */
  readonly removal = $derived<Command | undefined>(
    this.leftover && { verb: 'rm', containers: [this.leftover.name], force: false, volumes: false },
  );

  constructor(
    private readonly backend: Backend,
    private readonly operations: Operations,
    text: RunText,
  ) {
    this.base = text.base ?? undefined;
    this.image = text.image ?? '';
    this.name = text.name ?? '';
    this.ports = text.ports?.length ? [...text.ports] : [''];
  }

  /** Asks what the text means so far; only the last answer counts. */
  async read(): Promise<Draft> {
    this.#asked += 1;
    const asked = this.#asked;
    const { base, image, name, ports } = this;
    const draft = await this.backend.draftRun({ base: base ?? null, image, name, ports: [...ports] });
    if (asked === this.#asked) this.draft = draft;
    return draft;
  }

  /** Asks what the form has no field for. */
  async readFurther(shell: Shell) {
    const { base } = this;
    const furthers = base ? await this.backend.further({ verb: 'run', ...base }, shell) : [];
    if (this.base === base) this.furthers = furthers;
  }

  drop({ without }: Further) {
    if (without.verb !== 'run') return;
    const { verb, ...base } = without;
    this.base = base;
  }

  leave(spot: Spot) {
    this.#seen = new Set(this.#seen).add(`${spot.field} ${spot.index}`);
  }

  /** The mistake to show at a field: not while it is being typed for the first time. */
  mistake(spot: Spot): FieldProblem | undefined {
    if (!this.#seen.has(`${spot.field} ${spot.index}`) && !this.#seen.has('all')) return undefined;
    return this.draft.problems.find(({ field, index }) => field === spot.field && index === spot.index);
  }

  /** The command to run elsewhere, where its output shows; nothing when there was a mistake, which then shows at its field. */
  async check(): Promise<Command | undefined> {
    this.#seen = new Set(['all']);
    const { command } = await this.read();
    return command ?? undefined;
  }

  /** Runs it. Resolves to the container when it is there, to nothing when there was a mistake or a problem. */
  async send(): Promise<{ id: string; name: string } | undefined> {
    if (this.operation) return undefined;
    this.problem = undefined;
    // As long as it has the name that is asked for, it is in the way, whatever else goes wrong.
    if (this.leftover?.name !== this.name.trim()) this.leftover = undefined;
    this.#seen = new Set(['all']);
    const { command } = await this.read();
    if (!command) return undefined;
    const operation = this.operations.perform(command);
    this.operation = operation;
    const answer = await operation.result;
    this.operation = undefined;
    if (answer.status === 'ok') return answer.data.kind === 'container' ? answer.data : operation.created;
    this.leftover = operation.created ?? this.leftover;
    if (answer.error.code !== 'cancelled') this.problem = answer.error;
    return undefined;
  }

  /** Removes what an earlier try left behind, then runs. Resolves as `send` does. */
  async removeAndSend(): Promise<{ id: string; name: string } | undefined> {
    const removal = this.removal;
    if (!removal || this.operation) return undefined;
    const operation = this.operations.perform(removal);
    this.operation = operation;
    const answer = await operation.result;
    this.operation = undefined;
    // Gone by another hand is gone as well.
    if (answer.status === 'error' && answer.error.code !== 'containerNotFound') {
      if (answer.error.code !== 'cancelled') this.problem = answer.error;
      return undefined;
    }
    this.leftover = undefined;
    return this.send();
  }
}

/** The field that a problem of the engine is about. */
export function spotOf(problem: Problem, ports: string[]): Spot | undefined {
  switch (problem.code) {
    case 'nameInUse':
      return { field: 'name', index: 0 };
    case 'portInUse': {
      const port = problem.params.port;
      const index = ports.findIndex((text) => port !== undefined && hostPort(text) === port);
      return { field: 'ports', index: Math.max(0, index) };
    }
    case 'imageNotFound':
    case 'invalidReference':
    case 'unauthorized':
    case 'registryUnreachable':
      return { field: 'image', index: 0 };
    default:
      return undefined;
  }
}

/** The host's side of `8080:80`, `127.0.0.1:8080:80`, `8080:80/udp`. */
function hostPort(text: string): string | undefined {
  return text.trim().split('/')[0]?.split(':').at(-2);
}
