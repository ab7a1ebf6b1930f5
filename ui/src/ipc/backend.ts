/** Everything the window asks of Rust, behind one interface, so that tests and the design page run on a made-up engine. */
import type {
  BuildFolder,
  BuildForm,
  Care,
  Change,
  Command,
  Draft,
  Further,
  HistoryChange,
  ImageDetail,
  Line,
  LogMatch,
  LogNews,
  LogPattern,
  LogPatternFault,
  LogRow,
  LogSaved,
  LogSpan,
  LogStreams,
  LogText,
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
  /** Opens a container's log and begins to read it. `log` is an id the caller invents; `onNews` is called until it is closed. */
  openLog(log: string, container: string, span: LogSpan, onNews: (news: LogNews) => void): Promise<Answer<null>>;
  closeLog(log: string): Promise<void>;
  /** Which streams its rows are of from now on. */
  chooseLog(log: string, streams: LogStreams): Promise<Answer<null>>;
  /** Rows from one to before another; fewer where there are no more. */
  logRows(log: string, from: number, to: number): Promise<Answer<LogRow[]>>;
  logTail(log: string, from: number, to: number): Promise<Answer<LogRow[]>>;
  /** More of a long line. */
  logLine(log: string, line: number): Promise<Answer<LogRow>>;
  /** Searches for something from now on, or for nothing; answers what is wrong with the pattern. */
  searchLog(log: string, pattern: LogPattern | null): Promise<Answer<LogPatternFault | null>>;
  /** The next line that matches behind a line (the first is behind -1), or the one before it. */
  findLog(log: string, line: number, forward: boolean): Promise<Answer<LogMatch | null>>;
  copyLog(log: string, from: number, to: number, stamps: boolean): Promise<Answer<LogText>>;
  /** Asks where, and writes it there; null when the reader closed the dialog. */
  saveLog(log: string, name: string, stamps: boolean): Promise<Answer<LogSaved | null>>;
  /** Reads more of a log than is read without being asked. */
  readMoreLog(log: string): Promise<void>;
  imageDetail(image: string): Promise<Answer<ImageDetail>>;
  containerInspect(container: string): Promise<Answer<string>>;
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
