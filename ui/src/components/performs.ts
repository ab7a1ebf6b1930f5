import type { Attachment } from 'svelte/attachments';
import type { Command } from '../ipc/bindings';
import type { Strip } from '../state/strip.svelte';

/** Shows in the strip what the element performs, while the pointer or the focus is on it. */
export function performs(strip: Strip, command: () => Command | undefined): Attachment<HTMLElement> {
  return (element) => {
    const point = () => {
      const pointed = command();
      if (pointed) strip.point(pointed);
    };
    const leave = () => strip.leave();
    element.addEventListener('pointerenter', point);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('focusin', point);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('pointerenter', point);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusin', point);
      element.removeEventListener('focusout', leave);
    };
  };
}
