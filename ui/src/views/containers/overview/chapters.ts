/** What happened to one container, made of the engine's events and of what inspect remembers. Facts only; words.ts says them. */
import type { ContainerDetail, Happened, Health, LifeEvent } from '../../../ipc/bindings';

/** Why a process ended. */
export type Cause =
  /** By itself, or asked to and in time. */
  | 'itself'
  /** Its memory was used up. */
  | 'memory'
  /** It was asked to end, did not in time, and was killed. */
  | 'grace'
  /** A `docker kill` or `docker rm -f`, at once. */
  | 'killed'
  /** SIGKILL, and docker says nothing of having sent it. */
  | 'killedElsewhere'
  /** It was asked to end. */
  | 'asked';

export type Chapter = { key: string; time: number } & (
  | { kind: 'created' | 'paused' | 'unpaused' | 'updated' | 'committed' | 'removed' | 'memory' }
  | { kind: 'started'; how: 'first' | 'again' | 'policy' | 'restart' }
  | { kind: 'signal'; signal: string }
  | { kind: 'ended'; code: number | null; cause: Cause }
  | { kind: 'failed'; code: number; said: string }
  | { kind: 'renamed'; from: string }
  | { kind: 'joined' | 'left'; network: string }
  | { kind: 'health'; health: Health }
  /** A restart policy that starts it again and again; the end that follows is a chapter of its own. */
  | { kind: 'loop'; times: number; span: number; code: number | null }
  | { kind: 'other'; word: string }
);

/** Moments of inspect and of events differ by the time between the two being written, in ms. */
const SAME = 3_000;

const KILL = new Set(['9', 'SIGKILL', 'KILL']);

/** Once for each event, whatever was told twice. */
export function keyOf({ time, what }: LifeEvent): string {
  return `${time} ${JSON.stringify(what)}`;
}

/** What was known, and what is told now: an engine that is asked again tells again what it remembers. */
export function joined(known: readonly LifeEvent[], told: readonly LifeEvent[], most = 1_000): LifeEvent[] {
  const all = new Map(known.map((event) => [keyOf(event), event]));
  for (const event of told) all.set(keyOf(event), event);
  return [...all.values()].sort((a, b) => a.time - b.time).slice(-most);
}

/** What happened, newest first. */
export function chaptersOf(detail: ContainerDetail | undefined, events: readonly LifeEvent[]): Chapter[] {
  const policy = detail !== undefined && detail.restartPolicy.name !== 'no';
  const told = new Reader(policy, detail).read(events);
  const all = [...told, ...(detail ? remembered(detail, events) : [])].sort((a, b) => a.time - b.time);
  return folded(all).reverse();
}

/** True when the engine has forgotten how it began, or was started after that. */
export function isCutOff(events: readonly LifeEvent[]): boolean {
  return !events.some(({ what }) => what.kind === 'create');
}

class Reader {
  /** Signals of the present run. */
  #signals: string[] = [];
  /** Its memory was used up, and docker has sent nothing since. */
  #memory = false;
  #toldOfMemory = false;
  #runs = 0;
  #up = false;
  #ended: { code: number | null; signals: number } | undefined;

  constructor(
    private readonly policy: boolean,
    private readonly detail: ContainerDetail | undefined,
  ) {}

  read(events: readonly LifeEvent[]): Chapter[] {
    const list: Chapter[] = [];
    events.forEach((event, at) => {
      const made = this.#chapter(event, events.slice(at + 1, at + 8));
      if (made) list.push({ key: keyOf(event), time: event.time, ...made } as Chapter);
    });
    return this.#restarts(list, events);
  }

  /** `docker restart` tells of itself last: the start before it was its. */
  #restarts(list: Chapter[], events: readonly LifeEvent[]): Chapter[] {
    for (const event of events) {
      if (event.what.kind !== 'restart') continue;
      const started = list.findLast((one) => one.kind === 'started' && one.time <= event.time);
      if (started?.kind === 'started') started.how = 'restart';
    }
    return list;
  }

  /** `next` are those that follow, as many as can belong to the same moment. */
  #chapter({ time, what }: LifeEvent, next: readonly LifeEvent[]): Told | undefined {
    switch (what.kind) {
      case 'create':
        return { kind: 'created' };
      case 'start':
        return this.#start();
      case 'pause':
        return { kind: 'paused' };
      case 'unpause':
        return { kind: 'unpaused' };
      case 'kill':
        this.#signals.push(what.signal);
        // What was killed for its memory before was a child: the program lived to be sent this.
        this.#memory = false;
        return { kind: 'signal', signal: what.signal };
      case 'oom':
        this.#memory = true;
        this.#toldOfMemory = true;
        return { kind: 'memory' };
      case 'die':
        return this.#die(time, what.exitCode, next[0]?.what);
      case 'rename':
        return { kind: 'renamed', from: what.from };
      case 'update':
        return { kind: 'updated' };
      case 'health':
        return { kind: 'health', health: what.health };
      case 'commit':
        return { kind: 'committed' };
      // A start and an end tell of every network; only what comes between is news.
      case 'connect':
        return this.#up ? { kind: 'joined', network: what.network } : undefined;
      case 'disconnect':
        return this.#up && !ends(next, time) ? { kind: 'left', network: what.network } : undefined;
      case 'destroy':
        return { kind: 'removed' };
      case 'other':
        return { kind: 'other', word: what.word };
      // What they were about has been told.
      case 'stop':
      case 'restart':
        return undefined;
    }
  }

  #start(): Told {
    const before = this.#ended;
    this.#signals = [];
    this.#memory = false;
    this.#toldOfMemory = false;
    this.#ended = undefined;
    this.#runs += 1;
    this.#up = true;
    if (this.#runs === 1 && !before) return { kind: 'started', how: 'first' };
    // Nobody asked it to end, and it has a policy that starts such again.
    const rule = this.detail?.restartPolicy.name;
    const again = before && before.signals === 0 && this.policy && (rule !== 'on-failure' || before.code !== 0);
    return { kind: 'started', how: again ? 'policy' : 'again' };
  }

  #die(time: number, code: number | null, next: Happened | undefined): Told {
    // Some engines tell of the memory only after the end, and inspect tells of the last run, but not of when in it.
    const last = this.detail?.run.oomKilled && near(this.detail.run.finished, time);
    const untold = last === true && !this.#toldOfMemory && !this.#signals.some((signal) => KILL.has(signal));
    const memory = this.#memory || next?.kind === 'oom' || untold;
    const cause = causeOf(code, memory, this.#signals);
    this.#ended = { code, signals: this.#signals.length };
    this.#up = false;
    return { kind: 'ended', code, cause };
  }
}

type Told = Chapter extends infer One ? (One extends Chapter ? Omit<One, 'key' | 'time'> : never) : never;

/**
 * Why it ended with this, after these signals; `memory` when its memory was used up and docker sent no signal since. The kernel kills with
 * SIGKILL: whatever ended otherwise outlived that, and only a child of it was killed.
 */
export function causeOf(code: number | null, memory: boolean, signals: readonly string[]): Cause {
  const killed = signals.some((signal) => KILL.has(signal));
  const asked = signals.some((signal) => !KILL.has(signal));
  if (memory && code === 137) return 'memory';
  if (code === 137) {
    if (killed) return asked ? 'grace' : 'killed';
    return 'killedElsewhere';
  }
  return asked || killed ? 'asked' : 'itself';
}

/** Whether these begin with an end: some engines tell of the networks that it leaves just before. */
function ends(next: readonly LifeEvent[], time: number): boolean {
  const after = next.find(({ what }) => what.kind !== 'disconnect' && what.kind !== 'stop');
  return after?.what.kind === 'die' && near(after.time, time);
}

function near(moment: number | null, time: number): boolean {
  return moment !== null && Math.abs(moment - time) < SAME;
}

/** What inspect knows and no event tells any more. */
function remembered(detail: ContainerDetail, events: readonly LifeEvent[]): Chapter[] {
  const list: Chapter[] = [];
  const { created, run } = detail;
  const untold = (moment: number, kind: Happened['kind']) =>
    !events.some(({ time, what }) => what.kind === kind && near(moment, time));
  if (created !== null && !events.some(({ what }) => what.kind === 'create'))
    list.push({ key: 'created', time: created, kind: 'created' });
  if (run.started !== null && untold(run.started, 'start')) {
    const first = created !== null && run.started - created < SAME;
    list.push({ key: 'started', time: run.started, kind: 'started', how: first ? 'first' : 'again' });
  }
  if (run.error !== '') {
    const time = Math.max(run.finished ?? 0, run.started ?? 0, created ?? 0, events.at(-1)?.time ?? 0);
    list.push({ key: 'failed', time, kind: 'failed', code: run.exitCode, said: run.error });
  } else if (run.finished !== null && run.finished >= (run.started ?? 0) && untold(run.finished, 'die')) {
    const cause = causeOf(run.exitCode, run.oomKilled, []);
    list.push({ key: 'ended', time: run.finished, kind: 'ended', code: run.exitCode, cause });
  }
  return list;
}

/** Ends and starts of a restart policy in a row become one chapter: what repeats says no more the tenth time. */
function folded(list: Chapter[]): Chapter[] {
  const result: Chapter[] = [];
  for (let at = 0; at < list.length; ) {
    const loop = loopAt(list, at);
    const one = list[at];
    if (loop) result.push(loop.chapter);
    else if (one) result.push(one);
    at = loop?.next ?? at + 1;
  }
  return result;
}

/** The loop that begins here, and where the list goes on after it. */
function loopAt(list: Chapter[], from: number): { chapter: Chapter; next: number } | undefined {
  const first = list[from];
  let times = 0;
  let next = from;
  let code: number | null = null;
  let until = 0;
  for (let at = from; ; at = next) {
    // What a run says of its health or its memory is no news the tenth time.
    while (times > 0 && (list[at]?.kind === 'health' || list[at]?.kind === 'memory')) at += 1;
    const [end, start] = [list[at], list[at + 1]];
    if (end?.kind !== 'ended' || start?.kind !== 'started' || start.how !== 'policy') break;
    times += 1;
    code = end.code;
    until = start.time;
    next = at + 2;
  }
  if (times < 2 || !first) return undefined;
  // The key of the first end, so that a loop that goes on stays the same row.
  const chapter: Chapter = {
    kind: 'loop',
    key: `loop ${first.key}`,
    time: until,
    span: until - first.time,
    times,
    code,
  };
  return { chapter, next };
}
