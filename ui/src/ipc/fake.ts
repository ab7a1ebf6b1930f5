/** A made-up backend, for tests and the design page only; nothing of it is in the built window. */
import type { Answer, Backend, Drop } from './backend';
import type {
  Change,
  Command,
  Container,
  EngineStatus,
  Image,
  LogLine,
  Outcome,
  Problem,
  ProblemCode,
  Progress,
  Settings,
  System,
} from './bindings';
import { buildTurns } from './fake/build';
import { careOf } from './fake/care';
import { container, detailOf, engine, port } from './fake/data';
import { FakeFiles } from './fake/files';
import { FakeHistory } from './fake/history';
import { draftRename, FakeLife } from './fake/life';
import { FakeLogs } from './fake/logs';
import { draftBuild, renderLine } from './fake/render';
import { FakeRun } from './fake/run';
import { FakeTerminals } from './fake/terminal';
import { furtherOf, understandText } from './fake/understand';
import { FakeUsage } from './fake/usage';

export function problem(code: ProblemCode, params: Record<string, string> = {}, detail = ''): Problem {
  return { code, params, detail };
}

export function failed(code: ProblemCode, params: Record<string, string> = {}, detail = ''): Answer<never> {
  return { status: 'error', error: problem(code, params, detail) };
}

/** A performed command that is still open, so that a test decides how it goes on and ends. */
export interface Pending {
  operation: string;
  command: Command;
  progress: (progress: Progress) => void;
  end: (answer: Answer<Outcome>) => void;
}

/** Where each step of a container's life leads. */
const LEADS_TO = {
  start: 'running',
  restart: 'running',
  unpause: 'running',
  pause: 'paused',
  stop: 'exited',
} as const;

function isStep(verb: string): verb is keyof typeof LEADS_TO {
  return verb in LEADS_TO;
}

export class FakeBackend implements Backend {
  containers: Container[] = [];
  images: Image[] = [];
  kept: Settings = {};
  machine: System = { os: 'linux', locale: 'en-US', textFamily: null };
  logLines: LogLine[] = [];
  /** How long an operation takes, in ms; undefined leaves it to the test, which finds it in `pending`. */
  delay: number | undefined;
  buildFails = false;
  readonly files = new FakeFiles();
  readonly history = new FakeHistory();
  readonly terminals = new FakeTerminals();
  readonly usage = new FakeUsage();
  readonly life = new FakeLife();
  readonly pending: Pending[] = [];
  readonly marks: string[] = [];
  readonly opened: string[] = [];
  hasBrowser = true;
  readonly cancelled: string[] = [];
  /** The logs that are open. */
  readonly logs = new FakeLogs(this);
  #tell: ((change: Change) => void) | undefined;
  #drop: ((drop: Drop) => void) | undefined;
  #revision = 0;

  async watch(onChange: (change: Change) => void) {
    this.#tell = onChange;
  }

  status(status: EngineStatus) {
    this.#tell?.({ kind: 'status', status });
  }

  connect() {
    this.status({ state: 'connected', engine });
    this.tellContainers();
    this.tellImages();
  }

  tellContainers() {
    this.#revision += 1;
    this.#tell?.({
      kind: 'containers',
      revision: this.#revision,
      all: true,
      changed: [...this.containers],
      removed: [],
    });
  }

  tellImages() {
    this.#revision += 1;
    this.#tell?.({ kind: 'images', revision: this.#revision, images: [...this.images], problem: null });
  }

  /** The engine does not list its images; whether it did before. */
  refuseImages(problem: Problem, before: boolean) {
    this.#revision += 1;
    this.#tell?.({ kind: 'images', revision: this.#revision, images: before ? [...this.images] : null, problem });
  }

  change(changed: Container[], removed: string[] = []) {
    const ids = new Set([...changed.map((one) => one.id), ...removed]);
    this.containers = [...changed, ...this.containers.filter((one) => !ids.has(one.id))];
    this.#revision += 1;
    this.#tell?.({ kind: 'containers', revision: this.#revision, all: false, changed, removed });
  }

  drop(drop: Drop) {
    this.#drop?.(drop);
  }

  perform(operation: string, command: Command, progress: (progress: Progress) => void): Promise<Answer<Outcome>> {
    const over = this.history.begin(command, engine);
    return new Promise((resolve) => {
      const pending: Pending = {
        operation,
        command,
        progress,
        end: (answer) => {
          this.pending.splice(this.pending.indexOf(pending), 1);
          over(answer);
          resolve(answer);
        },
      };
      this.pending.push(pending);
      if (this.delay === undefined) return;
      if (command.verb === 'build') this.#build(pending, this.delay);
      else setTimeout(() => this.#finish(pending), this.delay);
    });
  }

  #build(pending: Pending, delay: number) {
    const turns = buildTurns(this.buildFails);
    const next = () => {
      if (!this.pending.includes(pending)) return;
      const turn = turns.shift();
      if (turn) {
        pending.progress({ kind: 'build', progress: turn });
        setTimeout(next, delay);
      } else if (this.buildFails) {
        pending.end(
          failed('buildStepFailed', { step: 'RUN mvn package -DskipTests', line: '7', exitCode: '1' }, 'exit code: 1'),
        );
      } else pending.end({ status: 'ok', data: { kind: 'image', id: this.images[0]?.id ?? '', reference: null } });
    };
    next();
  }

  /** Does to the made-up engine what the command says. */
  #finish(pending: Pending) {
    const { command } = pending;
    const done: Answer<Outcome> = { status: 'ok', data: { kind: 'done' } };
    if (command.verb === 'run' || command.verb === 'create') {
      const state = command.verb === 'run' ? 'running' : 'created';
      const made = container(command.name ?? 'brave_curie', command.image, state, 0, {
        ports: (command.publish ?? []).map((text) => port(Number(text.split(':')[1]), Number(text.split(':')[0]))),
      });
      this.change([made]);
      pending.end({ status: 'ok', data: { kind: 'container', id: made.id, name: made.name } });
      return;
    }
    if (command.verb === 'rmAll') {
      this.change(
        [],
        this.containers.map((one) => one.id),
      );
      return pending.end(done);
    }
    if (command.verb !== 'rm' && !isStep(command.verb)) return pending.end(done);
    const named = 'containers' in command ? (command.containers ?? []) : [];
    const known = this.containers.filter((one) => named.includes(one.name));
    if (command.verb === 'rm') {
      this.change(
        [],
        known.map((one) => one.id),
      );
      return pending.end(done);
    }
    const kind = LEADS_TO[command.verb];
    this.change(known.map((one) => ({ ...one, state: { kind }, exitCode: kind === 'exited' ? 0 : null })));
    pending.end(done);
  }

  async cancel(operation: string) {
    this.cancelled.push(operation);
    this.usage.cancel(operation);
    this.life.cancel(operation);
    this.pending.find((one) => one.operation === operation)?.end(failed('cancelled'));
  }

  openLog: Backend['openLog'] = async (...open) => this.logs.open(...open);
  closeLog: Backend['closeLog'] = async (log) => this.logs.close(log);
  chooseLog: Backend['chooseLog'] = async (log, streams) => this.logs.choose(log, streams);
  logRows: Backend['logRows'] = async (log, from, to) => this.logs.rows(log, from, to);
  logTail: Backend['logTail'] = async (log, from, to) => this.logs.tail(log, from, to);
  logLine: Backend['logLine'] = async (log, line) => this.logs.line(log, line);
  searchLog: Backend['searchLog'] = async (log, pattern) => this.logs.search(log, pattern);
  findLog: Backend['findLog'] = async (log, line, forward) => this.logs.find(log, line, forward);
  copyLog: Backend['copyLog'] = async (log, from, to, stamps) => this.logs.copy(log, from, to, stamps);
  saveLog: Backend['saveLog'] = async (log, name) => this.logs.save(log, name);
  readMoreLog: Backend['readMoreLog'] = async (log) => this.logs.readMore(log);

  performInTerminal: Backend['performInTerminal'] = (operation, command, size, progress) => {
    this.terminals.open(operation, size);
    return this.perform(operation, command, progress);
  };
  watchTerminal: Backend['watchTerminal'] = (terminal, onBytes) => this.terminals.watch(terminal, onBytes);
  leaveTerminal = async (terminal: string) => this.terminals.leave(terminal);
  tookTerminal = async () => {};
  typeInTerminal: Backend['typeInTerminal'] = async (terminal, input) => this.terminals.type(terminal, input);
  resizeTerminal: Backend['resizeTerminal'] = async (terminal, size) => this.terminals.resize(terminal, size);
  hangUpTerminal = async (terminal: string) => this.terminals.hangUp(terminal);
  forgetTerminal = async (terminal: string) => this.terminals.forget(terminal);
  findShell: Backend['findShell'] = async (container) => {
    this.terminals.looked.push(container);
    return this.terminals.shell;
  };

  async imageDetail(name: string) {
    const found = this.images.find(
      (one) => one.id === name || one.names.some(({ repository, tag }) => `${repository}:${tag}` === name),
    );
    return found ? ({ status: 'ok', data: detailOf(found) } as const) : failed('imageNotFound', { image: name });
  }

  containerDetail = async (id: string) => this.life.detail(id, this.containers);
  followLife: Backend['followLife'] = (operation, id, told) => this.life.follow(operation, id, told);
  draftRename = async (id: string, name: string) => draftRename(id, name);

  async render(command: Command) {
    return renderLine(command);
  }

  care = async (command: Command) => careOf(command);
  watchHistory = async (onChange: Parameters<Backend['watchHistory']>[0]) => this.history.watch(onChange);
  forgetHistory = async (ids: number[] | null) => this.history.forget(ids);

  async historyLine(id: number) {
    const entry = this.history.entries.find((one) => one.id === id);
    return entry ? renderLine(entry.command) : null;
  }

  async findHistory(text: string) {
    const has = (entry: { command: Command }) => renderLine(entry.command).text.includes(text);
    return this.history.entries.filter(has).map(({ id }) => id);
  }

  async fillHistory(id: number, values: string[]) {
    this.history.filled = values;
    return this.history.entries.find((one) => one.id === id)?.command ?? null;
  }

  readonly run = new FakeRun();
  draftRun: Backend['draftRun'] = async (form) => this.run.draft(form);
  runForm: Backend['runForm'] = async (command) => this.run.form(command);
  runChoices: Backend['runChoices'] = async () => ({ status: 'ok', data: this.run.choices });
  portUses: Backend['portUses'] = async (ports) => this.run.uses(ports);
  portAnswers: Backend['portAnswers'] = async () => this.run.answers;
  pickFile = async (): Promise<string | null> => '/home/yuseop/leafy/app.env';
  draftBuild = async (form: Parameters<Backend['draftBuild']>[0]) => draftBuild(form);

  further = async (command: Command) => furtherOf(command);
  understand: Backend['understand'] = async (text, shell, folder) => understandText(text, shell, folder);

  async buildFolder(path: string): ReturnType<Backend['buildFolder']> {
    if (path.includes('missing')) return failed('folderNotFound', { path }, 'No such file or directory (os error 2)');
    return {
      status: 'ok',
      data: { path, dockerfiles: ['Dockerfile', 'Dockerfile.dev'], suggestedTag: path.split('/').at(-1) ?? 'app' },
    };
  }

  followStats: Backend['followStats'] = (operation, id, onSample) => this.usage.follow(operation, id, onSample);
  atRest: Backend['atRest'] = (id) => this.usage.atRest(id);
  processes: Backend['processes'] = (id) => this.usage.processes(id);

  pickFolder = async (): Promise<string | null> => '/home/yuseop/leafy/backend';

  async openPort(host: string, at: number): ReturnType<Backend['openPort']> {
    this.opened.push(`${host}:${at}`);
    const address = `http://${host}:${at}`;
    return this.hasBrowser
      ? { status: 'ok', data: null }
      : failed('browserNotOpened', { address }, 'xdg-open: not found');
  }

  beginning = () => ({ system: this.machine, settings: this.kept });

  async setSettings(settings: Settings): ReturnType<Backend['setSettings']> {
    this.kept = settings;
    return { status: 'ok', data: null };
  }

  async painted(mark: string) {
    this.marks.push(mark);
  }

  async onDrop(handler: (drop: Drop) => void) {
    this.#drop = handler;
    return () => {
      this.#drop = undefined;
    };
  }
}
