/** Everything the window asks of Rust, behind one interface, so that tests and the design page run on a made-up engine. */
import type {
  AtRest,
  Beginning,
  BuildFolder,
  BuildForm,
  Care,
  Change,
  Command,
  ContainerDetail,
  Draft,
  Further,
  HistoryChange,
  HostPort,
  ImageDetail,
  LifeEvent,
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
  PortAnswer,
  PortUse,
  Problem,
  Progress,
  RunChoices,
  RunDraft,
  RunForm,
  Settings,
  Shell,
  StatsSample,
  TerminalInput,
  TerminalSize,
  TerminalView,
  Answer as Told,
  Understanding,
} from './bindings';
import type { FilesBackend } from './files';

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
  /** As `perform`, in a terminal that has the operation's id and stays until it is forgotten. */
  performInTerminal(
    operation: string,
    command: Command,
    size: TerminalSize,
    onProgress: (progress: Progress) => void,
  ): Promise<Answer<Outcome>>;
  /** Shows a terminal: its bytes from the oldest that is kept on. Null when it was forgotten. */
  watchTerminal(terminal: string, onBytes: (bytes: ArrayBuffer) => void): Promise<TerminalView | null>;
  /** `page` is the one of the view that is left. */
  leaveTerminal(terminal: string, page: number): Promise<void>;
  /** All that lies before `place` in a terminal's output is drawn. */
  tookTerminal(terminal: string, place: number): Promise<void>;
  /** Resolves when there is room for more; who types in order waits for that. */
  typeInTerminal(terminal: string, input: TerminalInput): Promise<void>;
  resizeTerminal(terminal: string, size: TerminalSize): Promise<void>;
  /** Leaves what runs in a terminal, after asking what `exec` started to end. */
  hangUpTerminal(terminal: string): Promise<void>;
  forgetTerminal(terminal: string): Promise<void>;
  /** The words that start a shell in a running container. */
  findShell(container: string, user: string | null): Promise<Answer<string[]>>;
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
  readonly files: FilesBackend;
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
  draftRun(form: RunForm): Promise<RunDraft>;
  /** The form of a run or create; null for other commands. */
  runForm(command: Command): Promise<RunForm | null>;
  /** The networks and named volumes that a container can have. */
  runChoices(): Promise<Answer<RunChoices>>;
  /** Whether ports of the engine's host can be had, in their order. */
  portUses(ports: HostPort[]): Promise<PortUse[]>;
  /** What answers on the published ports of a container that runs. */
  portAnswers(container: string): Promise<PortAnswer[]>;
  pickFile(): Promise<string | null>;
  draftBuild(form: BuildForm): Promise<Draft>;
  /** What a run or a build says that its form has no field for. */
  further(command: Command, shell: Shell): Promise<Further[]>;
  /** What each command of a text says that is typed in this shell and this folder. */
  understand(text: string, shell: Shell, folder: string | null): Promise<Understanding>;
  buildFolder(path: string): Promise<Answer<BuildFolder>>;
  pickFolder(): Promise<string | null>;
  openPort(host: string, port: number): Promise<Answer<null>>;
  /** What is known before anything is asked; nothing where that went wrong. */
  beginning(): Beginning | undefined;
  setSettings(settings: Settings): Promise<Answer<null>>;
  painted(mark: string): Promise<void>;
  /** Tells what a running container uses, once a second; resolves when it ends or the operation is cancelled. */
  followStats(operation: string, container: string, onSample: (sample: StatsSample) => void): Promise<Answer<null>>;
  /** What a container that doesn't run says of itself beyond the list. */
  atRest(container: string): Promise<Answer<AtRest>>;
  /** What `docker top` answers; for a page that shows it without being asked, so that it is no command of the history. */
  processes(container: string): Promise<Answer<Told>>;
  /** Tells of files dragged over the window; the returned function stops it. */
  onDrop(handler: (drop: Drop) => void): Promise<() => void>;
}
