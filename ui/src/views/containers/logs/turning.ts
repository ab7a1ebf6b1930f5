import type { Attachment } from 'svelte/attachments';

interface Turned {
  /** Pixels of a line that a wheel counts, and of a page. */
  line: number;
  page: () => number;
  by: (pixels: number) => void;
}

/** Lets a wheel turn a view that has no height of its own. Many turns in one frame are one move. */
export function turning({ line, page, by }: Turned): Attachment<HTMLElement> {
  return (viewport) => {
    let turned = 0;
    let frame: number | undefined;

    const turn = () => {
      frame = undefined;
      by(turned);
      turned = 0;
    };

    const wheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      const unit =
        event.deltaMode === WheelEvent.DOM_DELTA_LINE
          ? line
          : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
            ? page()
            : 1;
      turned += event.deltaY * unit;
      frame ??= requestAnimationFrame(turn);
    };

    viewport.addEventListener('wheel', wheel, { passive: false });
    return () => {
      viewport.removeEventListener('wheel', wheel);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  };
}
