import { describe, expect, it, vi } from 'vitest';
import { turning } from './turning';

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

describe('a wheel', () => {
  it('moves once a frame, by all that it was turned, in pixels, lines or pages', async () => {
    const by = vi.fn();
    const view = document.createElement('div');
    const stop = turning({ line: 60, page: () => 400, by })(view);
    const turn = (init: WheelEventInit) => view.dispatchEvent(new WheelEvent('wheel', { cancelable: true, ...init }));
    turn({ deltaY: 30 });
    turn({ deltaY: 2, deltaMode: WheelEvent.DOM_DELTA_LINE });
    turn({ deltaY: -1, deltaMode: WheelEvent.DOM_DELTA_PAGE });
    expect(by).not.toHaveBeenCalled();
    await frame();
    expect(by.mock.calls).toEqual([[30 + 120 - 400]]);
    // To zoom, and sideways, is not its matter.
    expect(turn({ deltaY: 30, ctrlKey: true }), 'left to the web view').toBe(true);
    expect(turn({ deltaY: 3, deltaX: 30 })).toBe(true);
    await frame();
    expect(by).toHaveBeenCalledTimes(1);
    turn({ deltaY: 30 });
    stop?.();
    await frame();
    expect(by, 'nobody looks any more').toHaveBeenCalledTimes(1);
  });
});
