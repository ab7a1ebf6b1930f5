import { type Entry, Lines } from '../../components/lines.svelte';
import type { Answer } from '../../ipc/backend';
import type { BuildProgress, BuildStep, BuildWarning, Command, Outcome, Problem } from '../../ipc/bindings';

export type BuildStatus = 'running' | 'done' | 'failed' | 'cancelled';

/** Lines kept for one step, and for the build as a whole. */
const STEP_LINES = 2_000;
const ALL_LINES = 10_000;

/** Steps of one stage, in order. Steps of the builder itself have no stage. */
export interface Stage {
  name: string | null;
  steps: BuildStep[];
}

/** Everything that a build has told so far. */
export class BuildRecord {
  status = $state<BuildStatus>('running');
  /** In the order in which to show them. */
  steps = $state.raw<BuildStep[]>([]);
  dockerfile = $state<string>();
  contextSent = $state<number>();
  warnings = $state.raw<BuildWarning[]>([]);
  problem = $state.raw<Problem>();
  image = $state.raw<{ id: string; reference: string | null }>();
  ended = $state<number>();
  readonly all = new Lines(ALL_LINES);
  #logs = new Map<string, Lines>();
  #since = new Map<string, number>();

  readonly stages: Stage[] = $derived(grouped(this.steps));
  readonly finished = $derived(this.steps.filter((step) => step.status === 'done' || step.status === 'cached').length);
  readonly failed = $derived(this.steps.find((step) => step.status === 'failed'));
  /** The step that somebody who just watches wants to see: the one that failed, runs, or ran last. */
  readonly current = $derived(
    this.failed ??
      this.steps.findLast((step) => step.status === 'running' && !step.internal) ??
      this.steps.findLast((step) => step.status === 'running') ??
      this.steps.findLast((step) => step.status !== 'waiting' && !step.internal) ??
      this.steps.findLast((step) => step.status !== 'waiting'),
  );

  constructor(
    readonly id: string,
    readonly command: Command & { verb: 'build' },
    readonly started: number,
  ) {}

  /** The tag, or the folder's own name when there is none. */
  get title(): string {
    return this.command.tag ?? this.command.context.split(/[\\/]/).findLast((part) => part !== '') ?? '/';
  }

  /** Log lines of one step; made when first asked for. */
  log(step: string): Lines {
    let lines = this.#logs.get(step);
    if (!lines) {
      lines = new Lines(STEP_LINES);
      this.#logs.set(step, lines);
    }
    return lines;
  }

  /** When the window first saw the step run, in ms since 1970: the engine's clock may be another. */
  since(step: string): number | undefined {
    return this.#since.get(step);
  }

  merge(progress: BuildProgress) {
    if (progress.dockerfile !== null) this.dockerfile = progress.dockerfile;
    if (progress.contextSent !== null) this.contextSent = progress.contextSent;
    if (progress.warnings.length > 0) this.warnings = [...this.warnings, ...progress.warnings];
    if (progress.steps.length > 0) {
      const steps = new Map(this.steps.map((step) => [step.id, step]));
      for (const step of progress.steps) {
        steps.set(step.id, step);
        if (step.status === 'running' && !this.#since.has(step.id)) this.#since.set(step.id, Date.now());
      }
      this.steps = [...steps.values()].sort((a, b) => a.order - b.order);
    }
    this.#write(progress);
  }

  #write(progress: BuildProgress) {
    const all: Entry[] = [];
    const byStep = new Map<string, Entry[]>();
    const skipped = progress.logSkipped.reduce((lines, { lines: more }) => lines + more, 0);
    if (skipped > 0) all.push({ kind: 'gap', lines: skipped });
    for (const { step, lines } of progress.logSkipped) byStep.set(step, [{ kind: 'gap', lines }]);
    for (const line of progress.log) {
      const entry: Entry = { kind: 'line', stream: line.stderr ? 'stderr' : 'stdout', text: line.text };
      all.push(entry);
      const own = byStep.get(line.step);
      if (own) own.push(entry);
      else byStep.set(line.step, [entry]);
    }
    this.all.push(all);
    for (const [step, entries] of byStep) this.log(step).push(entries);
  }

  end(answer: Answer<Outcome>, now: number) {
    this.ended = now;
    if (answer.status === 'ok') {
      this.status = 'done';
      if (answer.data.kind === 'image') this.image = { id: answer.data.id, reference: answer.data.reference };
      return;
    }
    this.status = answer.error.code === 'cancelled' ? 'cancelled' : 'failed';
    if (this.status === 'failed') this.problem = answer.error;
  }
}

function grouped(steps: BuildStep[]): Stage[] {
  const stages = new Map<string | null, BuildStep[]>();
  for (const step of steps) {
    const name = step.internal ? null : step.stage;
    const own = stages.get(name);
    if (own) own.push(step);
    else stages.set(name, [step]);
  }
  return [...stages].map(([name, own]) => ({ name, steps: own }));
}

/** The 1-based line of the Dockerfile to blame: what the problem says, else where the failed step stands. */
export function failedLine(record: Pick<BuildRecord, 'problem' | 'failed'>): number | undefined {
  const said = Number(record.problem?.params.line);
  if (Number.isInteger(said) && said > 0) return said;
  return record.failed?.line ?? undefined;
}
