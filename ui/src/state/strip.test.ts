import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../ipc/bindings';
import { problem } from '../ipc/fake';
import { Strip } from './strip.svelte';

const stop: Command = { verb: 'stop', containers: ['web'] };
const start: Command = { verb: 'start', containers: ['web'] };
const ps: Command = { verb: 'ps', all: true };

describe('the command strip', () => {
  beforeEach(() => void vi.useFakeTimers());

  it('shows what is pointed at before anything else', () => {
    const strip = new Strip();
    strip.page(ps);
    expect(strip.shown).toEqual({ moment: 'same', command: ps });
    strip.point(stop);
    expect(strip.shown).toEqual({ moment: 'runs', command: stop });
  });

  it('keeps the line a while after the pointer left, and for as long as the strip is read', () => {
    const strip = new Strip();
    strip.point(stop);
    strip.leave();
    vi.advanceTimersByTime(2_000);
    expect(strip.shown?.command).toBe(stop);
    strip.hold(true);
    vi.advanceTimersByTime(60_000);
    expect(strip.shown?.command).toBe(stop);
    strip.hold(false);
    vi.advanceTimersByTime(4_000);
    expect(strip.shown).toBeUndefined();
  });

  it('is not taken away by a leaving that came before the next pointing', () => {
    const strip = new Strip();
    strip.point(stop);
    strip.leave();
    strip.point(start);
    vi.advanceTimersByTime(10_000);
    expect(strip.shown?.command).toBe(start);
  });

  it('goes from running to done, and not to done when it failed', () => {
    const strip = new Strip();
    strip.point(stop);
    strip.started(stop);
    expect(strip.shown).toEqual({ moment: 'running', command: stop });
    strip.ended(stop);
    expect(strip.shown).toEqual({ moment: 'done', command: stop });
    strip.started(start);
    strip.ended(start, problem('cancelled'));
    expect(strip.shown, 'what was cancelled is no news').toEqual({ moment: 'done', command: stop });
    strip.started(start);
    const taken = problem('portInUse', { port: '80' });
    strip.ended(start, taken);
    expect(strip.shown).toEqual({ moment: 'failed', command: start, problem: taken });
    strip.started(stop);
    strip.ended(stop);
    expect(strip.shown, 'the next one that goes well takes its place').toEqual({ moment: 'done', command: stop });
  });

  it('keeps what was done when the page only tells the same again, and gives way to another page', () => {
    const strip = new Strip();
    strip.page(ps);
    strip.ended(stop);
    strip.page({ ...ps });
    expect(strip.shown?.moment).toBe('done');
    strip.page({ verb: 'imageLs', name: null });
    expect(strip.shown?.moment).toBe('same');
  });

  it('forgets at once what is gone, and nothing else', () => {
    const strip = new Strip();
    strip.page(ps);
    strip.point(stop);
    strip.forget(start);
    expect(strip.shown?.command).toBe(stop);
    strip.forget(stop);
    expect(strip.shown).toEqual({ moment: 'same', command: ps });
  });

  it('does not take what was pointed at to another page', () => {
    const strip = new Strip();
    strip.page(ps);
    strip.point(stop);
    strip.page({ verb: 'imageLs', name: null });
    expect(strip.shown?.moment).toBe('same');
  });

  it('shows what runs and what was done on the page where it was begun, and a build on its own', () => {
    const strip = new Strip();
    const build: Command = { verb: 'build', context: '/web' };
    strip.page(ps);
    strip.started(stop);
    strip.started(build);
    strip.page({ ...build });
    expect(strip.shown).toEqual({ moment: 'running', command: build });
    strip.ended(stop);
    expect(strip.shown).toEqual({ moment: 'running', command: build });
    strip.ended(build);
    expect(strip.shown).toEqual({ moment: 'done', command: build });
    strip.page({ verb: 'imageLs', name: null });
    expect(strip.shown?.moment).toBe('same');
  });

  it('says when nothing points at its line any more', () => {
    const strip = new Strip();
    strip.point(stop);
    expect(strip.lingering).toBe(false);
    strip.leave();
    expect(strip.lingering).toBe(true);
    strip.point(stop);
    expect(strip.lingering).toBe(false);
  });
});
