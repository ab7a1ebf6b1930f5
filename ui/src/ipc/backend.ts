/** Everything the window asks of Rust, behind one interface, so that tests and the design page run on a made-up engine. */
import type {
  BuildFolder,
  BuildForm,
  Care,
  Change,
  Command,
  ContainerDetail,
  Draft,
  Further,
  HistoryChange,
  ImageDetail,
  LifeEvent,
  Line,
  LogBatch,
  Outcome,
  Problem,
  Progress,
  RunForm,
  Settings,
  Shell,
  System,
  Understanding,
} from './bindings';

/** How an answer from Rust ends: with what was asked for, or with a problem. */
export type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: Problem };

/** What happens while somebody drags files from outside over the window. */
export type Drop = { kind: 'over' } | { kind: 'leave' } | { kind: 'drop'; paths: string[] };

export interface Backend {
  /** Calls `onChange` for as long as the window lives: the status first, then the lists, then what changes. */
  watch(onChange: (change: Change) => void): Promise<void>;
  /** Resolves when the operation is over. `operation` is an id the caller invents, to cancel by. */
  perform(operation: string, command: Command, onProgress: (progress: Progress) => void): Promise<Answer<Outcome>>;
  cancel(operation: string): Promise<void>;
  /** Resolves when the log ends or the operation is cancelled. */
  followLogs(
    operation: string,
    container: string,
    tail: number,
    onBatch: (batch: LogBatch) => void,
  ): Promise<Answer<null>>;
  imageDetail(image: string): Promise<Answer<ImageDetail>>;
  /** Everything the page of a container shows. */
  containerDetail(container: string): Promise<Answer<ContainerDetail>>;
  /** Tells what happened to a container (its full id), and then what happens; resolves when the operation is cancelled or the engine is gone. */
  followLife(operation: string, container: string, onTold: (told: LifeEvent[]) => void): Promise<Answer<null>>;
  /** What a new name for a container means. */
  draftRename(container: string, name: string): Promise<Draft>;
  render(command: Command, shell: Shell): Promise<Line>;
  /** What a command takes away, to be said before it is done. */
  care(command: Command): Promise<Care>;
  /** Calls `onChange` for as long as the window lives: every command that was performed first, then what changes. */
  watchHistory(onChange: (change: HistoryChange) => void): Promise<void>;
  /** An entry's line, for the engine that it was for; null when the entry is gone. */
  historyLine(id: number, shell: Shell): Promise<Line | null>;
  /** The entries whose line has every word of `text`. */
  findHistory(text: string, shell: Shell): Promise<number[]>;
  /** An entry's command with values in the place of the masked ones, in order. */
  fillHistory(id: number, values: string[]): Promise<Command | null>;
  /** Forgets these, or every entry that is over. */
  forgetHistory(ids: number[] | null): Promise<void>;
  draftRun(form: RunForm): Promise<Draft>;
  draftBuild(form: BuildForm): Promise<Draft>;
  /** What a run or a build says that its form has no field for. */
  further(command: Command, shell: Shell): Promise<Further[]>;
  /** What each command of a text says that is typed in this shell and this folder. */
  understand(text: string, shell: Shell, folder: string | null): Promise<Understanding>;
  buildFolder(path: string): Promise<Answer<BuildFolder>>;
  pickFolder(): Promise<string | null>;
  openPort(host: string, port: number): Promise<Answer<null>>;
  system(): Promise<System>;
  settings(): Promise<Settings>;
  setSettings(settings: Settings): Promise<Answer<null>>;
  painted(mark: string): Promise<void>;
  /** Tells of files dragged over the window; the returned function stops it. */
  onDrop(handler: (drop: Drop) => void): Promise<() => void>;
}
