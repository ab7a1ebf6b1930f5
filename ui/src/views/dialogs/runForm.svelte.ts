import type { Backend } from '../../ipc/backend';
import type {
  Command,
  FieldProblem,
  Further,
  Problem,
  Run,
  RunDraft,
  RunForm as RunText,
  Shell,
} from '../../ipc/bindings';
import type { Operation, Operations } from '../../state/operations.svelte';
import { Batch } from './run/batch.svelte';
import { type FieldName, type Spot, spotOf } from './run/spot';
import {
  type Mounted,
  noVariable,
  noVolume,
  orOne,
  restartOf,
  restartText,
  type Text,
  type Variable,
  variableOf,
  variableText,
} from './run/texts';

/** Mistakes of several fields together: said at once, since nobody is typing them. */
const AT_ONCE = new Set<FieldProblem['code']>([
  'restartWithRm',
  'aliasNeedsNetwork',
  'nameNeedsNumber',
  'tooMany',
  'portTwice',
  'targetTwice',
  'conflict',
]);

const NOTHING: RunDraft = { commands: [], other: null, problems: [], image: [], ports: [] };

/** The run form: its text, what Rust makes of it, and the operation once it is sent. */
export class RunForm {
  image = $state('');
  name = $state('');
  ports = $state<string[]>(['']);
  env = $state<Variable[]>([noVariable()]);
  envFiles = $state<string[]>([]);
  volumes = $state<Mounted[]>([noVolume()]);
  network = $state('');
  aliases = $state('');
  command = $state('');
  entrypoint = $state('');
  workdir = $state('');
  user = $state('');
  restart = $state('');
  /** How often `on-failure` starts it again. */
  times = $state('');
  memory = $state('');
  cpus = $state('');
  detach = $state(true);
  interactive = $state(false);
  rm = $state(false);
  /** Enter only makes it: the line that filled the form was a `create`. */
  create = $state(false);
  count = $state(1);
  /** What the line says that filled the form, and the form has no field for. */
  base = $state.raw<Run>();
  furthers = $state.raw<Further[]>([]);
  draft = $state.raw<RunDraft>(NOTHING);
  operation = $state.raw<Operation>();
  /** Several containers, while they are made and until the form is sent again. */
  batch = $state.raw<Batch>();
  problem = $state.raw<Problem>();
  /** The container that the failed run left behind, not started. */
  leftover = $state.raw<{ id: string; name: string }>();
  /** Fields that were left once, or all of them after a try to send. */
  #seen = $state.raw(new Set<string>());
  #asked = 0;

  readonly running: boolean = $derived(this.operation !== undefined || this.batch?.running === true);
  /** What Enter does; of several the first. */
  readonly first: Command | undefined = $derived(this.draft.commands[0]);
  readonly text: Text = $derived(this.#text());
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
    this.ports = orOne(text.ports, '');
    this.env = orOne(text.env?.map(variableOf), noVariable());
    this.envFiles = [...(text.envFiles ?? [])];
    this.volumes = orOne(
      text.volumes?.map((volume) => ({ ...noVolume(), ...volume })),
      noVolume(),
    );
    this.network = text.network ?? '';
    this.aliases = text.aliases ?? '';
    this.command = text.command ?? '';
    this.entrypoint = text.entrypoint ?? '';
    this.workdir = text.workdir ?? '';
    this.user = text.user ?? '';
    ({ policy: this.restart, times: this.times } = restartOf(text.restart ?? ''));
    this.memory = text.memory ?? '';
    this.cpus = text.cpus ?? '';
    // Without a line that says otherwise, Naru gives the window back at once.
    this.detach = text.detach ?? !text.base;
    this.interactive = text.interactive ?? false;
    this.rm = text.rm ?? false;
    this.create = text.create ?? false;
    this.count = Math.max(1, text.count ?? 1);
  }

  #text(): Text {
    const { base, image, name, ports, envFiles, volumes, network, aliases, command, entrypoint } = this;
    const { workdir, user, restart, times, memory, cpus, detach, interactive, rm, create, count } = this;
    return {
      base: base ?? null,
      image,
      name,
      ports: [...ports],
      env: this.env.map(variableText),
      envFiles: [...envFiles],
      volumes: volumes.map((volume) => ({ ...volume })),
      network,
      aliases,
      command,
      entrypoint,
      workdir,
      user,
      restart: restartText(restart, times),
      memory,
      cpus,
      detach,
      interactive,
      rm,
      create,
      // An emptied box of a number is nothing.
      count: Number.isInteger(count) ? Math.max(0, count) : 0,
    };
  }

  /** Asks what the text means so far; only the last answer counts. */
  async read(): Promise<RunDraft> {
    this.#asked += 1;
    const asked = this.#asked;
    const draft = await this.backend.draftRun(this.text);
    if (asked === this.#asked) this.draft = draft;
    return draft;
  }

  /** Asks what the form has no field for. */
  async readFurther(shell: Shell) {
    const { base } = this;
    // Words of the line that the box could not hold count for nothing once the box has others.
    const counts = base && (this.command.trim() === '' ? base : { ...base, command: [] });
    const furthers = counts ? await this.backend.further({ verb: 'run', ...counts }, shell) : [];
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
    const found = this.draft.problems.find(({ field, index }) => field === spot.field && index === spot.index);
    const seen = this.#seen.has(`${spot.field} ${spot.index}`) || this.#seen.has('all');
    return found && (seen || AT_ONCE.has(found.code)) ? found : undefined;
  }

  /** The field that the problem is about. */
  get blamed(): Spot | undefined {
    return this.problem && spotOf(this.problem, this.text);
  }

  /** True when a field of these has a mistake that shows, or is what the problem is about. */
  wrong(fields: readonly FieldName[]): boolean {
    const { blamed } = this;
    if (blamed && fields.includes(blamed.field)) return true;
    return this.draft.problems.some(
      ({ field, index }) => fields.some((one) => one === field) && this.mistake({ field: field as FieldName, index }),
    );
  }

  /** The commands to send; none when there was a mistake, which then shows at its field. */
  async check(create = this.create): Promise<Command[]> {
    this.#seen = new Set(['all']);
    const draft = await this.read();
    if (draft.commands.length === 0 || create === this.create) return draft.commands;
    return (await this.backend.draftRun({ ...this.text, create })).commands;
  }

  /** Sends it. Resolves to the container (of several the last) when all are there, to nothing when there was a mistake or a problem. */
  async send(create = this.create): Promise<{ id: string; name: string } | undefined> {
    if (this.running) return undefined;
    this.problem = undefined;
    // As long as it has the name that is asked for, it is in the way, whatever else goes wrong.
    if (this.leftover?.name !== this.name.trim()) this.leftover = undefined;
    const commands = await this.check(create);
    const [only] = commands;
    // Pressed twice, it was sent while this was being checked.
    if (!only || this.running) return undefined;
    if (commands.length > 1) return this.#sendAll(commands);
    this.batch = undefined;
    const operation = this.operations.perform(only);
    this.operation = operation;
    const answer = await operation.result;
    this.operation = undefined;
    if (answer.status === 'ok') return answer.data.kind === 'container' ? answer.data : operation.created;
    this.leftover = operation.created ?? this.leftover;
    if (answer.error.code !== 'cancelled') this.problem = answer.error;
    return undefined;
  }

  async #sendAll(commands: Command[]): Promise<{ id: string; name: string } | undefined> {
    const batch = new Batch(
      (command, onProgress) => this.operations.perform(command, undefined, onProgress),
      commands,
      this.batch,
    );
    this.batch = batch;
    const well = await batch.start();
    const last = batch.steps.at(-1)?.outcome;
    if (well) return last?.kind === 'container' ? last : undefined;
    // What all of them have in common is said as for one.
    this.problem = batch.steps.find(({ problem }) => problem && spotOf(problem, this.text)?.field === 'image')?.problem;
    return undefined;
  }

  /** Ends what runs, if anything does. */
  cancel(): boolean {
    if (!this.running) return false;
    this.operation?.cancel();
    this.batch?.cancel();
    return true;
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
