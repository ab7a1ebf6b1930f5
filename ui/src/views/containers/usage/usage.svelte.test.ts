import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failed } from '../../../ipc/fake';
import { container } from '../../../ipc/fake/data';
import { FakeUsage, sample } from '../../../ipc/fake/usage';
import { Presence } from '../../../state/presence.svelte';
import { plannedOf } from '../ports';
import { BARS, bars, HEIGHT, highest, line, nearest, roundTop, WIDTH } from './draw';
import { memoryText, percentText, rateText, shareOf, shortPercent } from './numbers';
import { OnScreen } from './onScreen.svelte';
import { Rest } from './rest.svelte';
import { type Point, pointOf, SPAN, withPoint } from './series';
import { Meters, Usage } from './usage.svelte';
import { restWords } from './words';

const point = (time: number, cpu: number, more: Partial<Point> = {}): Point => ({
  time,
  cpu,
  memory: 1,
  received: 0,
  sent: 0,
  read: 0,
  written: 0,
  pids: 1,
  ...more,
});

describe('readings', () => {
  it('become rates by the engine’s clock, whatever the time here', () => {
    const before = sample('a', { at: 1_000, received: 500, sent: 0 });
    const now = sample('a', { at: 3_000, received: 4_500, sent: 0 });
    expect(pointOf(now, before, 99)).toMatchObject({ time: 99, received: 2_000, sent: 0 });
  });

  it('have no rate where there is nothing to compare with: the first, the same moment, a counter begun anew', () => {
    const one = sample('a', { at: 1_000, received: 500 });
    expect(pointOf(one, undefined, 0).received).toBeUndefined();
    expect(pointOf(one, one, 0).received).toBeUndefined();
    expect(pointOf(sample('a', { at: 2_000, received: 1 }), one, 0).received).toBeUndefined();
    expect(
      pointOf(sample('a', { at: 60_000, received: 900 }), one, 0).received,
      'nobody looked for a minute',
    ).toBeUndefined();
  });

  it('are forgotten after five minutes', () => {
    const kept = withPoint([point(0, 1), point(1_000, 2)], point(SPAN + 500, 3));
    expect(kept.map(({ cpu }) => cpu)).toEqual([2, 3]);
    expect(withPoint([point(0, 1)], point(2 * SPAN, 2))).toHaveLength(1);
  });
});

describe('a sparkline', () => {
  it('has a bar for each of the last readings, the newest at the right', () => {
    expect(bars([], 18)).toBe('');
    expect(bars([50, 100], 18)).toBe(`M${(BARS - 2) * 4} 18v-9h3v9zM${(BARS - 1) * 4} 18v-18h3v18z`);
    expect(bars(Array(100).fill(1), 18).match(/M/g)).toHaveLength(BARS);
  });

  it('makes no mountain of next to nothing, and leaves a line where nothing is used', () => {
    expect(bars([0.5], 20)).toContain('v-2h3');
    expect(bars([0], 20)).toContain('v-1h3');
  });
});

describe('a chart', () => {
  it('puts the newest at the right edge and breaks where nothing was measured', () => {
    const newest = 1_000_000;
    const drawn = line([point(newest - 60_000, 10), point(newest - 1_000, 10), point(newest, 5)], 'cpu', 10);
    expect(drawn).toBe(`M${WIDTH * 0.8} 0h-1M${WIDTH - 2} 0L${WIDTH} ${HEIGHT / 2}`);
    expect(line([point(newest, 20)], 'cpu', 10), 'what is too high ends at the edge').toBe(`M${WIDTH} 0h-1`);
    expect(line([point(newest - 1_000, 10), point(newest, 10)], 'cpu', 10, true)).toMatch(
      /^M598 100L598 0L600 0L600 100z$/,
    );
    expect(line([point(1, 1, { received: undefined })], 'received', 10)).toBe('');
  });

  it('ends at a round number', () => {
    expect(roundTop(0, 10)).toBe(10);
    expect(roundTop(11, 10)).toBe(20);
    expect(roundTop(184, 10)).toBe(200);
    expect(roundTop(1_000, 10)).toBe(1_000);
    expect(roundTop(30 * 1024 * 1024, 1, true)).toBe(50 * 1024 * 1024);
    expect(roundTop(900 * 1024 * 1024, 1, true)).toBe(1_000 * 1024 * 1024);
  });

  it('finds the reading under the pointer, and none where there was none', () => {
    const points = [point(0, 1), point(SPAN - 1_000, 2), point(SPAN, 3)];
    expect(nearest(points, 1)?.cpu).toBe(3);
    expect(nearest(points, 0)?.cpu).toBe(1);
    expect(nearest(points, 0.5)).toBeUndefined();
    expect(highest(points, 'cpu', 'pids')).toBe(3);
  });
});

describe('numbers', () => {
  it('are those that docker stats prints', () => {
    expect(memoryText(0)).toBe('0 B');
    expect(memoryText(1_572_864)).toBe('1.5 MiB');
    expect(memoryText(8_201_400_320)).toBe('7.638 GiB');
    expect(percentText(0.128)).toBe('0.13%');
    expect(shortPercent(99.97)).toBe('100%');
    expect(shortPercent(1.84)).toBe('1.8%');
    expect(rateText(1_234.4)).toBe('1.23 kB/s');
    expect(rateText(undefined)).toBe('—');
    expect(shareOf(1, 0)).toBeUndefined();
    expect(shareOf(1, 4)).toBe(25);
  });
});

describe('words for a container at rest', () => {
  const rest = { oomKilled: false, error: null, ports: [] };
  it('say how it came to that', () => {
    expect(restWords(container('a', 'x', 'exited', 1))?.short).toBe('ended normally');
    const killed = container('a', 'x', 'exited', 1, { exitCode: 137 });
    expect(restWords(killed)?.short).toBe('killed (SIGKILL)');
    expect(restWords(killed, { ...rest, oomKilled: true })?.short).toBe('out of memory, killed');
    for (const exitCode of [0, 143]) {
      const lived = container('a', 'x', 'exited', 1, { exitCode });
      expect(restWords(lived, { ...rest, oomKilled: true }), `${exitCode}: only a child was killed`).toEqual(
        restWords(lived),
      );
    }
    expect(restWords(container('a', 'x', 'created', 1))?.short).toBe('not started yet');
    expect(restWords(container('a', 'x', 'created', 1), { ...rest, error: 'port is taken' })).toMatchObject({
      long: 'port is taken',
      bad: true,
    });
    expect(restWords(container('a', 'x', 'exited', 1, { exitCode: 3 }))?.short).toContain('log');
    for (const state of ['running', 'paused', 'removing'] as const) {
      expect(restWords(container('a', 'x', state, 1)), state).toBeUndefined();
    }
  });
});

describe('ports that will be published', () => {
  it('name the host’s where it is known', () => {
    const tcp = { kind: 'tcp' } as const;
    const planned = plannedOf([
      { containerPort: 80, protocol: tcp, hostPort: '8080', hostIp: null },
      { containerPort: 80, protocol: tcp, hostPort: '8080', hostIp: '0.0.0.0' },
      { containerPort: 81, protocol: tcp, hostPort: '9000-9010', hostIp: '127.0.0.1' },
      { containerPort: 53, protocol: { kind: 'udp' }, hostPort: null, hostIp: null },
    ]);
    expect(planned.map(({ host, port }) => [host, port])).toEqual([
      ['8080', '80'],
      ['127.0.0.1:9000-9010', '81'],
      [undefined, '53/udp'],
    ]);
  });
});

/** The backend of `Usage`, and how often a stream was opened. */
function backend() {
  const fake = new FakeUsage();
  const opened: string[] = [];
  return {
    fake,
    opened,
    followStats: (operation: string, id: string, tell: (one: ReturnType<typeof sample>) => void) => {
      opened.push(id);
      return fake.follow(operation, id, tell);
    },
    cancel: async (operation: string) => fake.cancel(operation),
  };
}

describe('streams', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('are one for each container, however many look, and none when nobody does', () => {
    const engine = backend();
    const usage = new Usage(engine);
    const one = usage.follow('a');
    const other = usage.follow('a');
    engine.fake.streams.get('a')?.tell(sample('a'));
    expect(engine.opened).toEqual(['a']);
    expect(usage.of('a').points).toHaveLength(1);
    one();
    one();
    expect(engine.fake.streams.size, 'the other still looks').toBe(1);
    other();
    expect(engine.fake.streams.size).toBe(0);
    expect(usage.of('a')).toMatchObject({ live: false });
    expect(usage.of('a').points, 'what was measured stays').toHaveLength(1);
  });

  it('are opened again when the container begins anew, and not after they were left', async () => {
    const engine = backend();
    const usage = new Usage(engine);
    const leave = usage.follow('a');
    engine.fake.streams.get('a')?.end({ status: 'ok', data: null });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(engine.opened).toEqual(['a', 'a']);
    engine.fake.streams.get('a')?.end(failed('containerNotFound', { container: 'a' }));
    await vi.advanceTimersByTimeAsync(1);
    expect(usage.of('a').problem?.code).toBe('containerNotFound');
    leave();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engine.opened).toHaveLength(2);
  });

  it('go on in what is shown already, however long nobody looked', async () => {
    const engine = backend();
    const usage = new Usage(engine);
    const [shown, beside] = [usage.of('a'), usage.of('b')];
    for (const id of ['a', 'b']) {
      const leave = usage.follow(id);
      engine.fake.streams.get(id)?.tell(sample(id));
      leave();
    }
    await vi.advanceTimersByTimeAsync(SPAN + 1_000);
    usage.follow('a');
    usage.follow('b');
    expect(shown.points, 'too old to be drawn').toHaveLength(0);
    for (const id of ['a', 'b']) engine.fake.streams.get(id)?.tell(sample(id));
    expect([shown.live, beside.live]).toEqual([true, true]);
    expect([shown.points.length, beside.points.length]).toEqual([1, 1]);
  });

  it('of a container that is gone are not opened again', async () => {
    const engine = backend();
    new Usage(engine).follow('a');
    engine.fake.streams.get('a')?.end(failed('containerNotFound', { container: 'a' }));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(engine.opened).toEqual(['a']);
  });

  it('that tell nothing are opened ever more seldom, and as soon as at first after a reading', async () => {
    const engine = backend();
    new Usage(engine).follow('a');
    const end = () => engine.fake.streams.get('a')?.end(failed('engineRefused'));
    const tries = async (ms: number) => {
      const before = engine.opened.length;
      for (let at = 0; at < ms; at += 1_000) {
        end();
        await vi.advanceTimersByTimeAsync(1_000);
      }
      return engine.opened.length - before;
    };
    expect(await tries(60_000)).toBeLessThan(7);
    expect(await tries(300_000)).toBeLessThan(12);
    await vi.advanceTimersByTimeAsync(30_000);
    engine.fake.streams.get('a')?.tell(sample('a'));
    expect(await tries(1_000)).toBe(1);
  });

  it('are held for what is wanted, and only what is other is opened or closed', () => {
    const engine = backend();
    const meters = new Meters(new Usage(engine));
    meters.want(['a', 'b']);
    meters.want(['b', 'c']);
    expect(engine.opened).toEqual(['a', 'b', 'c']);
    expect([...engine.fake.streams.keys()]).toEqual(['b', 'c']);
    meters.want([]);
    expect(engine.fake.streams.size).toBe(0);
  });
});

describe('questions about containers at rest', () => {
  it('are asked once for each time they come to rest', async () => {
    const fake = new FakeUsage();
    fake.rests.set('b', { oomKilled: true });
    const rest = new Rest(fake);
    const many = Array.from({ length: 10 }, (_, at) => ({
      ...container('x', 'x', 'exited', 1),
      id: String.fromCharCode(97 + at),
    }));
    rest.ask(many);
    rest.ask(many);
    await vi.waitFor(() => expect(fake.asked).toHaveLength(10));
    const [, b] = many;
    if (!b) throw new Error('ten');
    await vi.waitFor(() => expect(rest.of(b)?.oomKilled).toBe(true));
    const again = { ...b };
    expect(rest.of(again), 'it ran in between').toBeUndefined();
    rest.ask([again]);
    await vi.waitFor(() => expect(rest.of(again)?.oomKilled).toBe(true));
    expect(fake.asked).toHaveLength(11);
  });
});

describe('rows on the screen', () => {
  it('are told by an effect that does not follow them: an empty list told again and again changes nothing', () => {
    const fake = new FakeUsage();
    const onScreen = new OnScreen(new Usage(backend()), new Rest(fake), new Presence(), () => true);
    let told = 0;
    const end = $effect.root(() => {
      $effect(() => {
        told += 1;
        onScreen.show([]);
      });
      $effect(() => onScreen.measure());
    });
    flushSync();
    onScreen.show([]);
    flushSync();
    expect(told).toBe(1);
    end();
  });
});
