/**
 * For the button that sends a form: pressed, it leaves the keyboard in the field. A field that is left may say, or no longer say, what is wrong with it; the
 * button then moves between going down and up, and the press is lost.
 */
export function keepsFocus(event: MouseEvent) {
  event.preventDefault();
}
