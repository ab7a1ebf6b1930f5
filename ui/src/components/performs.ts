import type { Attachment } from 'svelte/attachments';
import type { Command } from '../ipc/bindings';
import type { Strip } from '../state/strip.svelte';

interface Options {
  /** Of how many commands that differ in a number this is the first. */
  times?: () => number;
  /** It opens a dialog that does it. The focus that comes back from there is nobody's choice, and would hide the line of what was done. */
  asks?: boolean;
}

/** Shows in the strip what the element performs, while the pointer or the focus is on it. */
export function performs(
  strip: Strip,
  command: () => Command | undefined,
  { times = () => 1, asks = false }: Options = {},
): Attachment<HTMLElement> {
  return (element) => {
    let pointed: Command | undefined;
    const point = () => {
      pointed = command();
      if (pointed) strip.point(pointed, times());
    };
    const leave = () => strip.leave();
    let asked = false;
    const ask = () => {
      asked = asks;
    };
    const focus = () => {
      if (!asked) point();
      asked = false;
    };
    // The focus does not travel as a pointer does: on something else, this line is no longer what Enter would do. In the strip it is read.
    const unfocus = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Element && relatedTarget.closest('[data-testid="strip"]')) return;
      if (pointed && !element.matches(':hover')) strip.forget(pointed);
    };
    element.addEventListener('pointerenter', point);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('click', ask);
    element.addEventListener('focusin', focus);
    element.addEventListener('focusout', unfocus);
    return () => {
      element.removeEventListener('pointerenter', point);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('click', ask);
      element.removeEventListener('focusin', focus);
      element.removeEventListener('focusout', unfocus);
      // An element that goes away gets no leaving.
      if (pointed) strip.forget(pointed);
    };
  };
}
