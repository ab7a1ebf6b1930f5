import type { Attachment } from 'svelte/attachments';
import type { Selection } from './selection.svelte';

interface Lines {
  selection: Selection;
  /** Rows below this can be chosen: their numbers stay what they are. */
  head: () => number;
  /** How far the view goes while the pointer is outside it, in px. */
  line: number;
  by: (pixels: number) => void;
}

/** Lets whole lines be chosen with the pointer: from the gutter, or on from what is chosen with Shift. */
export function selecting({ selection, head, line, by }: Lines): Attachment<HTMLElement> {
  return (viewport) => {
    const rowAt = (target: EventTarget | null): number | undefined => {
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
      const row = Number(element?.dataset.row);
      return element && row < head() ? row : undefined;
    };

    const down = (event: PointerEvent) => {
      const row = rowAt(event.target);
      if (event.button !== 0 || row === undefined) return;
      const gutter = event.target instanceof Element && event.target.closest('[data-gutter]') !== null;
      if (!gutter && !(event.shiftKey && selection.range)) {
        selection.clear();
        return;
      }
      event.preventDefault();
      viewport.focus({ preventScroll: true });
      selection.press(row, event.shiftKey);
    };

    const move = (event: PointerEvent) => {
      if (!selection.dragging) return;
      if ((event.buttons & 1) === 0) {
        selection.release();
        return;
      }
      const { left, top, bottom } = viewport.getBoundingClientRect();
      if (event.clientY < top) by(-line);
      else if (event.clientY > bottom) by(line);
      const row = rowAt(document.elementFromPoint(left + 8, Math.max(top + 1, Math.min(bottom - 1, event.clientY))));
      if (row !== undefined) selection.drag(row);
    };

    const up = () => selection.release();
    viewport.addEventListener('pointerdown', down);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    return () => {
      viewport.removeEventListener('pointerdown', down);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
    };
  };
}
