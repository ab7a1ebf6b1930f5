import { describe, expect, it } from 'vitest';
import { locale } from '../../../i18n/locale.svelte';
import type { Happened, LifeEvent } from '../../../ipc/bindings';
import { container } from '../../../ipc/fake/data';
import { happened, lifeOf } from '../../../ipc/fake/life';
import { legal } from '../actions';
import { ARROWS, does, isLegal, nodeOf, type Where, whyNot } from './arrows';
import { type Chapter, causeOf, chaptersOf, isCutOff, joined } from './chapters';
import { commandOf, limitTexts, mountText, origin, restartText, spoken } from './facts';
import { endText, OFFERED, signalOf, told } from './words';

const EVERYWHERE: Where[] = [
  'created',
  'running',
  'paused',
  'restarting',
  'exited',
  'dead',
  'removing',
  'removed',
  'unknown',
];

describe('the arrows', () => {
  it('are legal where docker accepts them', () => {
    const at = (where: Where) => ARROWS.filter(({ id }) => isLegal(id, where)).map(({ id }) => id);
    expect(at('created')).toEqual(['start', 'restart', 'rmCreated']);
    expect(at('running')).toEqual(['restart', 'pause', 'stop', 'kill', 'rmForce']);
    expect(at('paused')).toEqual(['restart', 'unpause', 'stop', 'kill', 'rmForce']);
    expect(at('exited')).toEqual(['restart', 'startAgain', 'rm']);
    expect(at('dead')).toEqual(['rm']);
    for (const where of ['removing', 'removed', 'unknown'] as const) expect(at(where)).toEqual([]);
  });

  it('offer nothing that the buttons of that state do not, but for the restart of what does not run', () => {
    for (const where of EVERYWHERE) {
      if (where === 'removed' || where === 'unknown') continue;
      const verbs = new Set(legal({ kind: where }));
      for (const { id, verb } of ARROWS.filter((arrow) => isLegal(arrow.id, where))) {
        if (verb === 'restart') continue;
        expect(verbs, `${id} at ${where}`).toContain(verb);
      }
    }
  });

  it.each(['en', 'ko'] as const)('say in %s what they do, or why not', (language) => {
    locale.set(language);
    for (const where of EVERYWHERE) {
      for (const { id } of ARROWS) {
        const text = isLegal(id, where) ? does(id, where, 10) : whyNot(id, where);
        expect(text.trim(), `${id} at ${where}`).not.toBe('');
        expect(text).not.toMatch(/undefined|life_/);
      }
    }
  });

  it('say how long a stop waits for this container', () => {
    expect(does('stop', 'running', 3)).toContain('3s');
    expect(does('stop', 'running', -1)).toContain('as long as it takes');
    expect(does('stop', 'paused', 10)).toContain('thaws');
  });

  it('light one box for every state that has one', () => {
    expect(nodeOf('removing')).toBe('removed');
    expect(nodeOf('dead')).toBe('exited');
    expect(nodeOf('unknown')).toBeUndefined();
  });
});

/** Events a second apart, from a moment on. */
const T = 1_795_000_000_000;
const story = (...what: Happened[]): LifeEvent[] => what.map((one, at) => happened(T, at, one));
const kinds = (chapters: Chapter[]) => chapters.map(({ kind }) => kind);
const die = (exitCode: number): Happened => ({ kind: 'die', exitCode });
const kill = (signal: string): Happened => ({ kind: 'kill', signal });
const create: Happened = { kind: 'create' };
const start: Happened = { kind: 'start' };
const stop: Happened = { kind: 'stop' };
const restart: Happened = { kind: 'restart' };
const oom: Happened = { kind: 'oom' };

function ended(chapters: Chapter[]) {
  const [end] = chapters.filter((one) => one.kind === 'ended');
  return end && { code: end.code, cause: end.cause };
}

describe('why a process ended', () => {
  it('tells a memory limit, an overrun grace, a kill and a kill from elsewhere apart', () => {
    expect(causeOf(137, true, [])).toBe('memory');
    expect(causeOf(137, false, ['15', '9'])).toBe('grace');
    expect(causeOf(137, false, ['9'])).toBe('killed');
    expect(causeOf(137, false, [])).toBe('killedElsewhere');
    expect(causeOf(143, false, ['15'])).toBe('asked');
    expect(causeOf(0, false, ['15'])).toBe('asked');
    expect(causeOf(0, false, [])).toBe('itself');
  });

  it('is read off the events of that run alone', () => {
    const twice = story(create, start, kill('15'), kill('9'), die(137), stop, start, die(137));
    expect(ended(chaptersOf(undefined, twice))).toEqual({ code: 137, cause: 'killedElsewhere' });
    expect(ended(chaptersOf(undefined, twice.slice(0, 6)))).toEqual({ code: 137, cause: 'grace' });
  });

  it('knows of the memory whether it is told before the end or after, or only by inspect', () => {
    expect(ended(chaptersOf(undefined, story(create, start, oom, die(137))))).toMatchObject({ cause: 'memory' });
    expect(ended(chaptersOf(undefined, story(create, start, die(137), oom)))).toMatchObject({ cause: 'memory' });
    const row = container('web', 'nginx', 'exited', 3, { exitCode: 137, created: T / 1000 });
    const run = { started: T + 1_000, finished: T + 2_000, exitCode: 137, oomKilled: true, error: '' };
    expect(ended(chaptersOf(lifeOf(row, { run }), story(create, start, die(137))))).toMatchObject({ cause: 'memory' });
  });

  it('is no memory that only a child was killed for', () => {
    const later = story(create, start, oom, kill('15'), die(143), stop);
    expect(ended(chaptersOf(undefined, later))).toEqual({ code: 143, cause: 'asked' });
    const row = container('web', 'nginx', 'exited', 3, { exitCode: 137, created: T / 1000 });
    const run = { started: T + 1_000, finished: T + 5_000, exitCode: 137, oomKilled: true, error: '' };
    const overrun = story(create, start, oom, kill('15'), kill('9'), die(137));
    expect(ended(chaptersOf(lifeOf(row, { run }), overrun))).toMatchObject({ cause: 'grace' });
    expect(
      ended(
        chaptersOf(
          lifeOf(row, { run }),
          overrun.filter(({ what }) => what !== oom),
        ),
      ),
    ).toMatchObject({
      cause: 'grace',
    });
    expect(causeOf(143, true, []), 'SIGTERM is not the kernel’s').toBe('itself');
    expect(causeOf(0, true, [])).toBe('itself');
    expect(ended(chaptersOf(undefined, story(create, start, kill('15'), oom, die(137))))).toMatchObject({
      cause: 'memory',
    });
  });

  it.each(['en', 'ko'] as const)('is a sentence of its own for every code that docs speak of, in %s', (language) => {
    locale.set(language);
    const texts = [0, 1, 2, 125, 126, 127, 130, 134, 139, 143, 131, null].map((code) => endText(code, 'itself'));
    texts.push(...(['memory', 'grace', 'killed', 'killedElsewhere'] as const).map((cause) => endText(137, cause)));
    expect(new Set(texts).size).toBe(texts.length);
    expect(endText(131, 'itself')).toContain('SIGQUIT');
    expect(endText(255, 'itself')).toContain('255');
  });
});

describe('the history', () => {
  it('is newest first, and leaves out what says no more than the line before it', () => {
    const chapters = chaptersOf(undefined, story(create, start, kill('15'), die(143), stop));
    expect(kinds(chapters)).toEqual(['ended', 'signal', 'started', 'created']);
  });

  it('tells a first start, a start again, a restart and one of a policy apart', () => {
    const how = (events: LifeEvent[], policy = 'no') => {
      const row = container('web', 'nginx', 'running', 3, { created: T / 1000 });
      const run = { started: null, finished: null, exitCode: 0, oomKilled: false, error: '' };
      const detail = lifeOf(row, { run, restartPolicy: { name: policy, most: 0 } });
      return chaptersOf(detail, events).flatMap((one) => (one.kind === 'started' ? [one.how] : []));
    };
    expect(how(story(create, start, die(0), start))).toEqual(['again', 'first']);
    expect(how(story(create, start, kill('15'), die(143), stop, start, restart))).toEqual(['restart', 'first']);
    expect(how(story(create, start, die(1), start), 'always')).toEqual(['policy', 'first']);
    expect(how(story(create, start, die(0), start), 'on-failure'), 'which starts again only what failed').toEqual([
      'again',
      'first',
    ]);
    expect(how(story(create, start, kill('15'), die(143), stop, start), 'always'), 'it was stopped').toEqual([
      'again',
      'first',
    ]);
  });

  it('tells of networks joined and left while it runs, and not of those that every run brings', () => {
    const joins: Happened = { kind: 'connect', network: 'leafy' };
    const leaves: Happened = { kind: 'disconnect', network: 'leafy' };
    // Engines tell of the networks that an end leaves after it, or just before.
    const gone = [happened(T, 8, leaves), happened(T, 8.1, die(0)), happened(T, 8.2, leaves)];
    const events = [...story(create, joins, start, joins, leaves, kill('15')), ...gone];
    expect(kinds(chaptersOf(undefined, events))).toEqual(['ended', 'signal', 'left', 'joined', 'started', 'created']);
  });

  it('folds a loop of a restart policy into one line, whatever its health said in between', () => {
    const row = container('loop', 'busybox', 'restarting', 3, { created: T / 1000 });
    const run = { started: null, finished: null, exitCode: 1, oomKilled: false, error: '' };
    const detail = lifeOf(row, { run, restartPolicy: { name: 'always', most: 0 } });
    const health: Happened = { kind: 'health', health: 'unhealthy' };
    const events = story(create, start, die(1), start, health, die(1), start, die(3), start, die(3));
    const chapters = chaptersOf(detail, events);
    expect(kinds(chapters)).toEqual(['ended', 'loop', 'started', 'created']);
    expect(chapters[1]).toMatchObject({ times: 3, span: 6_000, code: 3 });
    expect(told(chapters[1] as Chapter).title).toBe('Restarted 3 times in 6.0s');
  });

  it('fills in from inspect what the engine has forgotten, and says so', () => {
    const row = container('old', 'busybox', 'exited', 3, { exitCode: 127, created: T / 1000 });
    const detail = lifeOf(row);
    expect(kinds(chaptersOf(detail, []))).toEqual(['ended', 'started', 'created']);
    expect(isCutOff([])).toBe(true);
    const late = [happened(T, 10.4, die(127))];
    expect(kinds(chaptersOf(detail, late)), 'each once').toEqual(['ended', 'started', 'created']);
    expect(isCutOff(story(create))).toBe(false);
  });

  it('says why a container never started, in the engine’s words', () => {
    const row = container('bad', 'busybox', 'created', 3, { created: T / 1000 });
    const run = { started: null, finished: null, exitCode: 127, oomKilled: false, error: 'exec: "nope": not found' };
    const [first] = chaptersOf(lifeOf(row, { run }), story(create));
    expect(first).toMatchObject({ kind: 'failed', code: 127 });
    expect(first && told(first)).toMatchObject({ said: 'exec: "nope": not found' });
    expect(first && told(first).text).toContain('no such command');
  });

  it('takes what is told twice once, and keeps its order', () => {
    const events = story(create, start, die(0));
    expect(joined(events, [...events].reverse())).toEqual(events);
    expect(joined(events, story(start), 2)).toHaveLength(2);
  });

  it.each(['en', 'ko'] as const)('has words for everything in %s', (language) => {
    locale.set(language);
    const all: Happened[] = [
      create,
      start,
      { kind: 'pause' },
      { kind: 'unpause' },
      kill('15'),
      kill('64'),
      oom,
      die(137),
      { kind: 'rename', from: 'old' },
      { kind: 'update' },
      { kind: 'health', health: 'starting' },
      { kind: 'health', health: 'healthy' },
      { kind: 'health', health: 'unhealthy' },
      { kind: 'commit' },
      { kind: 'other', word: 'checkpoint' },
      { kind: 'destroy' },
    ];
    const chapters = chaptersOf(undefined, story(...all));
    expect(chapters).toHaveLength(all.length);
    for (const chapter of chapters) {
      const { title, text } = told(chapter);
      for (const words of [title, text]) expect(words, chapter.kind).toMatch(/^(?!.*(undefined|life_)).+/);
    }
  });
});

describe('signals', () => {
  it('are known by number and by name', () => {
    expect(signalOf('9').name).toBe('SIGKILL');
    expect(signalOf('sigterm').name).toBe('SIGTERM');
    expect(signalOf('HUP').name).toBe('SIGHUP');
    expect(signalOf('64').name).toContain('64');
    for (const signal of OFFERED) expect(signalOf(signal).name).toBe(signal);
  });
});

describe('what a container is made of', () => {
  const row = container('web', 'nginx', 'running', 3);
  const detail = lifeOf(row);

  it('says whose its command is', () => {
    expect(origin(detail)).toEqual({ ofImage: true, what: 'ENTRYPOINT + CMD' });
    const own = { ...detail.config, cmd: ['sleep', '1000'] };
    expect(origin({ ...detail, config: own })).toMatchObject({ ofImage: false });
    expect(origin({ ...detail, ofImage: null })).toBeUndefined();
    expect(commandOf(detail.config)).toBe('/docker-entrypoint.sh nginx -g "daemon off;"');
    expect(spoken(['sh', '-c', 'echo "hi"'])).toBe('sh -c "echo \\"hi\\""');
  });

  it('words its policy, its limits and its mounts', () => {
    expect(restartText({ ...detail, restartPolicy: { name: 'on-failure', most: 3 } })).toContain('on-failure:3');
    expect(restartText({ ...detail, autoRemove: true })).toContain('--rm');
    const limits = { memory: 64_000_000, nanoCpus: 500_000_000, pids: 20 };
    expect(limitTexts({ limits })).toEqual(['64 MB of memory', '0.5 CPUs', '20 processes']);
    const volume = { kind: 'volume', name: 'db', source: '/x', target: '/data', writable: false, anonymous: false };
    expect(mountText(volume)).toEqual({ from: 'db', to: '/data', kind: 'volume', readOnly: true });
    expect(mountText({ ...volume, name: 'a'.repeat(64), anonymous: true })).toMatchObject({ from: 'a'.repeat(12) });
  });
});
