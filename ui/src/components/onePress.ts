import type { Attachment } from 'svelte/attachments';

/**
 * Lets no press through that began while the element showed something else. The rows of a virtual list are elements of places: when the list changes between
 * a button's going down and up, the same element is another row, and the browser still calls that a click. The keyboard's clicks (`detail` 0) are for what
 * is shown.
 */
export function onePress(shown: () => string): Attachment<HTMLElement> {
  return (element) => {
    let pressed: string | undefined;
    const down = () => {
      pressed = shown();
    };
    const click = (event: MouseEvent) => {
      if (event.detail === 0 || pressed === undefined || pressed === shown()) return;
      event.stopPropagation();
      event.preventDefault();
    };
    element.addEventListener('pointerdown', down, { capture: true });
    element.addEventListener('click', click, { capture: true });
    return () => {
      element.removeEventListener('pointerdown', down, { capture: true });
      element.removeEventListener('click', click, { capture: true });
    };
  };
}
