/**
 * Puts text on the clipboard; false where the web view does not allow it, or the text never came. Text that is still to come is promised in the
 * press itself: once that is over, WebKit lets nobody write.
 */
export async function copy(text: string | Promise<string>): Promise<boolean> {
  try {
    if (typeof text === 'string') await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text.then(plain) })]);
    return true;
  } catch {
    return Promise.resolve(text).then(copyBySelection, () => false);
  }
}

function plain(text: string): Blob {
  return new Blob([text], { type: 'text/plain' });
}

/** The way of web views without the clipboard API. */
function copyBySelection(text: string): boolean {
  const holder = document.createElement('textarea');
  const before = document.activeElement;
  holder.value = text;
  holder.className = 'quiet';
  document.body.append(holder);
  holder.select();
  const done = document.execCommand('copy');
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
