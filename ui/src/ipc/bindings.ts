/** The shapes that cross the line to Rust. Written by hand from crates/view and crates/command until the generated file takes its place. */
import { Channel, invoke } from '@tauri-apps/api/core';

export type Result<T, E> = { status: 'ok'; data: T } | { status: 'error'; error: E };

async function typed<T>(call: Promise<T>): Promise<Result<T, Problem>> {
  try {
    return { status: 'ok', data: await call };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { status: 'error', error: error as Problem };
  }
}

export const commands = {
  watch: (channel: Channel<Change>) => invoke<null>('watch', { channel }),
  perform: (operation: string, command: Command, progress: Channel<Progress>) =>
    typed(invoke<Outcome>('perform', { operation, command, progress })),
  cancel: (operation: string) => invoke<null>('cancel', { operation }),
  followLogs: (operation: string, container: string, tail: number, channel: Channel<LogBatch>) =>
    typed(invoke<null>('follow_logs', { operation, container, tail, channel })),
  imageDetail: (image: string) => typed(invoke<ImageDetail>('image_detail', { image })),
  containerInspect: (container: string) => typed(invoke<string>('container_inspect', { container })),
  render: (command: Command, shell: Shell) => invoke<Line>('render', { command, shell }),
  draftRun: (form: RunForm) => invoke<Draft>('draft_run', { form }),
  draftBuild: (form: BuildForm) => invoke<Draft>('draft_build', { form }),
  buildFolder: (path: string) => typed(invoke<BuildFolder>('build_folder', { path })),
  pickFolder: () => invoke<string | null>('pick_folder'),
  openPort: (host: string, port: number) => typed(invoke<null>('open_port', { host, port })),
  system: () => invoke<System>('system'),
  settings: () => invoke<Settings>('settings'),
  setSettings: (settings: Settings) => invoke<null>('set_settings', { settings }),
  painted: (mark: string) => invoke<null>('painted', { mark }),
};

export type System = { os: string; locale: string };

export type Command =
  | ({ verb: 'run' } & Run)
  | ({ verb: 'start' } & Targets)
  | ({ verb: 'stop' } & Stop)
  | ({ verb: 'restart' } & Stop)
  | ({ verb: 'pause' } & Targets)
  | ({ verb: 'unpause' } & Targets)
  | ({ verb: 'rm' } & Rm)
  | ({ verb: 'logs' } & Logs)
  | ({ verb: 'ps' } & Ps)
  | ({ verb: 'pull' } & Pull)
  | ({ verb: 'imageLs' } & ImageLs)
  | ({ verb: 'imageInspect' } & ImageInspect)
  | ({ verb: 'imageHistory' } & ImageHistory)
  | ({ verb: 'containerInspect' } & Target)
  | ({ verb: 'build' } & Build);
export type Run = {
  image: string;
  name?: string | null;
  publish?: string[];
  detach?: boolean;
  command?: string[];
};
export type Target = { container: string };
export type Targets = { containers: string[] };
export type Stop = { containers: string[]; time?: number | null };
export type Rm = { containers: string[]; force?: boolean; volumes?: boolean };
export type Logs = { container: string; follow?: boolean; tail?: number | null };
export type Ps = { all?: boolean; status?: string[] };
export type Pull = { image: string };
export type ImageLs = { name?: string | null };
export type ImageInspect = { image: string };
export type ImageHistory = { image: string; noTrunc?: boolean };
export type Build = {
  context: string;
  file?: string | null;
  tag?: string | null;
  buildArgs?: BuildArg[];
  target?: string | null;
  noCache?: boolean;
};
export type BuildArg = { key: string; value: string };

export type RunForm = { image?: string; name?: string; ports?: string[] };
export type BuildForm = { folder?: string; dockerfile?: string; tag?: string; buildArgs?: string[] };
export type Draft = { command: Command | null; problems: FieldProblem[] };
export type FieldProblem = { field: string; index: number; code: FieldProblemCode };
export type FieldProblemCode =
  | 'missing'
  | 'invalidReference'
  | 'referenceUppercase'
  | 'invalidName'
  | 'invalidPort'
  | 'portOutOfRange'
  | 'portTwice'
  | 'invalidBuildArg'
  | 'pathNotAbsolute';

export type Line = { text: string; parts: Part[] };
export type Part = { text: string; role: Role; key: string | null };
export type Role = 'command' | 'flag' | 'flagValue' | 'image' | 'container' | 'path' | 'argument';
export type Shell = 'posix' | 'powerShell';

export type Change =
  | { kind: 'status'; status: EngineStatus }
  | { kind: 'containers'; revision: number; all: boolean; changed: Container[]; removed: string[] }
  | { kind: 'images'; revision: number; images: Image[] };

export type Container = {
  id: string;
  name: string;
  image: string;
  imageId: string;
  command: string;
  state: ContainerState;
  exitCode: number | null;
  health: Health | null;
  ports: Port[];
  created: number;
};
export type ContainerState =
  | { kind: 'created' }
  | { kind: 'running' }
  | { kind: 'paused' }
  | { kind: 'restarting' }
  | { kind: 'removing' }
  | { kind: 'exited' }
  | { kind: 'dead' }
  | { kind: 'unknown'; word: string };
export type Health = 'starting' | 'healthy' | 'unhealthy';
export type Port = { containerPort: number; protocol: Protocol; hostPort: number | null; hostIp: string | null };
export type Protocol = { kind: 'tcp' } | { kind: 'udp' } | { kind: 'sctp' } | { kind: 'unknown'; word: string };

export type EngineStatus =
  | { state: 'connecting' }
  | { state: 'connected'; engine: EngineInfo }
  | { state: 'lost'; engine: EngineInfo; problem: Problem }
  | { state: 'absent'; tried: Tried[] };
export type Tried = { source: EndpointSource; address: string; problem: Problem };
export type EndpointSource =
  | { kind: 'dockerHost' }
  | { kind: 'contextVariable'; name: string }
  | { kind: 'currentContext'; name: string }
  | { kind: 'default' }
  | { kind: 'wellKnown'; product: string };
export type EngineInfo = {
  name: string;
  version: string;
  apiVersion: string;
  os: string;
  arch: string;
  address: string;
  source: EndpointSource;
  portsHost: string;
};

export type Image = { id: string; names: ImageName[]; digests: string[]; created: number; size: number };
export type ImageName = { repository: string; tag: string };
export type ImageDetail = {
  id: string;
  names: ImageName[];
  digests: string[];
  created: string | null;
  os: string;
  architecture: string;
  variant: string | null;
  author: string | null;
  config: ImageConfig;
  layers: Layer[];
  raw: string;
};
export type ImageConfig = {
  cmd: string[];
  entrypoint: string[];
  env: string[];
  exposedPorts: string[];
  workingDir: string;
  user: string;
  volumes: string[];
  labels: Label[];
};
export type Label = { key: string; value: string };
export type Layer = {
  instruction: string;
  createdBy: string;
  size: number;
  created: number;
  digest: string | null;
  empty: boolean;
  imageId: string | null;
  tags: string[];
  comment: string;
};

export type LogBatch = { lines: LogLine[]; skipped: number };
export type LogLine = { stream: LogStream; text: string };
export type LogStream = 'stdout' | 'stderr';

export type Progress =
  | { kind: 'pull'; image: string; layers: PullLayer[] }
  | { kind: 'created'; id: string; name: string }
  | { kind: 'build'; progress: BuildProgress };
export type PullLayer = { id: string; status: PullStatus; current: number | null; total: number | null };
export type PullStatus =
  | { kind: 'waiting' }
  | { kind: 'downloading' }
  | { kind: 'verifying' }
  | { kind: 'downloaded' }
  | { kind: 'extracting' }
  | { kind: 'done' }
  | { kind: 'exists' }
  | { kind: 'unknown'; word: string };
export type Outcome =
  | { kind: 'done' }
  | { kind: 'container'; id: string; name: string }
  | { kind: 'image'; id: string; reference: string | null };

export type BuildProgress = {
  dockerfile: string | null;
  contextSent: number | null;
  steps: BuildStep[];
  log: BuildLogLine[];
  logSkipped: number;
  warnings: BuildWarning[];
};
export type BuildStep = {
  id: string;
  order: number;
  name: string;
  instruction: string;
  stage: string | null;
  internal: boolean;
  line: number | null;
  status: BuildStepStatus;
  started: number | null;
  durationMs: number | null;
  transfers: BuildTransfer[];
  error: string | null;
  inputs: string[];
};
export type BuildStepStatus = 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
export type BuildTransfer = { name: string; current: number; total: number | null; done: boolean };
export type BuildLogLine = { step: string; stderr: boolean; text: string };
export type BuildWarning = { text: string; line: number | null };
export type BuildFolder = { path: string; dockerfiles: string[]; suggestedTag: string };

export type Problem = { code: ProblemCode; params: { [key in string]: string }; detail: string };
export type ProblemCode =
  | 'engineAbsent'
  | 'engineUnreachable'
  | 'permissionDenied'
  | 'endpointInvalid'
  | 'contextNotFound'
  | 'nameInUse'
  | 'portInUse'
  | 'imageNotFound'
  | 'containerNotFound'
  | 'containerRunning'
  | 'conflict'
  | 'invalidReference'
  | 'unauthorized'
  | 'registryUnreachable'
  | 'folderNotFound'
  | 'dockerfileNotFound'
  | 'dockerfileInvalid'
  | 'buildStepFailed'
  | 'cancelled'
  | 'startFailed'
  | 'invalidValue'
  | 'engineRefused'
  | 'internal';

export type Settings = { language?: Language; theme?: Theme; powershell?: boolean | null };
export type Language = 'system' | 'ko' | 'en';
export type Theme = 'system' | 'light' | 'dark';
