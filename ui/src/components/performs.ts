import type { Attachment } from 'svelte/attachments';
import type { Command } from '../ipc/bindings';
import type { Strip } from '../state/strip.svelte';

interface Options {
  /** Of how many commands that differ in a number this is the first. */
  times?: () => number;
  /** False where the focus comes back from a dialog: it would hide the line of what the dialog did. */
  onFocus?: boolean;
}

/** Shows in the strip what the element performs, while the pointer or the focus is on it. */
export function performs(
  strip: Strip,
  command: () => Command | undefined,
  { times = () => 1, onFocus = true }: Options = {},
): Attachment<HTMLElement> {
  return (element) => {
    let pointed: Command | undefined;
    const point = () => {
      pointed = command();
      if (pointed) strip.point(pointed, times());
    };
    const leave = () => strip.leave();
    // The focus does not travel as a pointer does: on something else, this line is no longer what Enter would do. In the strip it is read.
    const unfocus = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Element && relatedTarget.closest('[data-testid="strip"]')) return;
      if (pointed && !element.matches(':hover')) strip.forget(pointed);
    };
    element.addEventListener('pointerenter', point);
    element.addEventListener('pointerleave', leave);
    if (onFocus) element.addEventListener('focusin', point);
    element.addEventListener('focusout', unfocus);
    return () => {
      element.removeEventListener('pointerenter', point);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusin', point);
      element.removeEventListener('focusout', unfocus);
      // An element that goes away gets no leaving.
      if (pointed) strip.forget(pointed);
    };
  };
}
