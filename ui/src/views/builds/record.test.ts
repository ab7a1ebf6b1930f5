import { describe, expect, it } from 'vitest';
import { failed, problem } from '../../ipc/fake';
import { buildTurns, progress, step } from '../../ipc/fake/build';
import { excerpt } from './dockerfile';
import { BuildRecord, failedLine } from './record.svelte';

const command = { verb: 'build', context: '/home/me/web', tag: 'web:1' } as const;
const made = () => new BuildRecord('b', { ...command }, 1_000);

describe('a build record', () => {
  it('merges steps by id and keeps them in the order to show them', () => {
    const record = made();
    record.merge(progress({ steps: [step(3, 'RUN make'), step(1, 'FROM x')] }));
    record.merge(progress({ steps: [step(2, 'COPY . .'), { ...step(3, 'RUN make'), status: 'running' }] }));
    expect(record.steps.map((one) => [one.instruction, one.status])).toEqual([
      ['FROM x', 'waiting'],
      ['COPY . .', 'waiting'],
      ['RUN make', 'running'],
    ]);
  });

  it('takes a renumbered step to its new place', () => {
    const record = made();
    record.merge(progress({ steps: [step(1, 'FROM x'), step(2, 'RUN a')] }));
    record.merge(progress({ steps: [{ ...step(1, 'FROM x'), order: 9 }] }));
    expect(record.steps.map((one) => one.instruction)).toEqual(['RUN a', 'FROM x']);
  });

  it('groups steps by stage, the builder’s own apart', () => {
    const record = made();
    for (const turn of buildTurns(false)) record.merge(turn);
    expect(record.stages.map((stage) => stage.name)).toEqual([null, 'build', 'stage-1']);
    expect(record.stages[1]?.steps.map((one) => one.line)).toEqual([2, 4, 5, 6, 7]);
  });

  it('keeps the Dockerfile and what was sent when later progress is silent about them', () => {
    const record = made();
    record.merge(progress({ dockerfile: 'FROM x', contextSent: 5 }));
    record.merge(progress({}));
    expect(record.dockerfile).toBe('FROM x');
    expect(record.contextSent).toBe(5);
  });

  it('keeps the last 2,000 lines of a step and counts the dropped', () => {
    const record = made();
    const log = Array.from({ length: 2_500 }, (_, at) => ({ step: 's', stderr: at % 2 === 1, text: String(at) }));
    record.merge(progress({ log: log.slice(0, 1_200) }));
    record.merge(progress({ log: log.slice(1_200) }));
    const lines = record.log('s');
    expect(lines.entries).toHaveLength(2_000);
    expect(lines.dropped).toBe(500);
    expect(lines.entries.at(-1)).toEqual({ kind: 'line', stream: 'stderr', text: '2499' });
    expect(record.all.entries).toHaveLength(2_500);
  });

  it('says where lines were left out, of each step and of the whole', () => {
    const record = made();
    const logSkipped = [
      { step: 's', lines: 12 },
      { step: 't', lines: 3 },
    ];
    record.merge(progress({ logSkipped, log: [{ step: 's', stderr: false, text: 'x' }] }));
    expect(record.all.entries[0]).toEqual({ kind: 'gap', lines: 15 });
    expect(record.log('s').entries).toEqual([
      { kind: 'gap', lines: 12 },
      { kind: 'line', stream: 'stdout', text: 'x' },
    ]);
    expect(record.log('t').entries).toEqual([{ kind: 'gap', lines: 3 }]);
  });

  it('points at the step to look at: the failed one, else what runs now', () => {
    const record = made();
    record.merge(progress({ steps: [{ ...step(1, 'context'), internal: true, status: 'running' }, step(2, 'RUN a')] }));
    expect(record.current?.instruction).toBe('context');
    record.merge(progress({ steps: [{ ...step(2, 'RUN a'), status: 'running' }] }));
    expect(record.current?.instruction).toBe('RUN a');
    record.merge(progress({ steps: [{ ...step(3, 'RUN b'), status: 'failed' }] }));
    expect(record.current?.instruction).toBe('RUN b');
  });

  it('ends as done with its image, failed with its problem, cancelled without one', () => {
    const done = made();
    done.end({ status: 'ok', data: { kind: 'image', id: 'sha256:1', reference: 'web:1' } }, 3_000);
    expect([done.status, done.image?.id, done.ended]).toEqual(['done', 'sha256:1', 3_000]);
    const broken = made();
    broken.end(failed('buildStepFailed', { step: 'RUN a' }), 3_000);
    expect([broken.status, broken.problem?.code]).toEqual(['failed', 'buildStepFailed']);
    const stopped = made();
    stopped.end(failed('cancelled'), 3_000);
    expect([stopped.status, stopped.problem]).toEqual(['cancelled', undefined]);
  });

  it('is called by its tag, else by its folder', () => {
    expect(made().title).toBe('web:1');
    expect(new BuildRecord('b', { ...command, tag: null }, 0).title).toBe('web');
    expect(new BuildRecord('b', { ...command, tag: null, context: 'C:\\work\\app\\' }, 0).title).toBe('app');
  });
});

describe('the line to blame', () => {
  it('is the one the problem names, else where the failed step stands', () => {
    const failedStep = { ...step(1, 'RUN a'), line: 4 };
    expect(failedLine({ problem: problem('dockerfileInvalid', { line: '9' }), failed: failedStep })).toBe(9);
    expect(failedLine({ problem: problem('buildStepFailed', {}), failed: failedStep })).toBe(4);
    expect(failedLine({ problem: problem('internal'), failed: undefined })).toBeUndefined();
  });
});

describe('the Dockerfile', () => {
  const text = 'FROM x\nRUN a \\\n  # why\n  && b\nCOPY . .\nCMD c\n';

  it('marks an instruction to its last line, over comments inside it', () => {
    expect(excerpt(text, 2).flatMap((line) => (line.failed ? [line.number] : []))).toEqual([2, 3, 4]);
    expect(excerpt(text, 5).flatMap((line) => (line.failed ? [line.number] : []))).toEqual([5]);
  });

  it('shows only the lines around, when asked', () => {
    expect(excerpt(text, 5, 1).map((line) => line.number)).toEqual([4, 5, 6]);
    expect(excerpt(text, undefined, 1)).toHaveLength(6);
  });
});
