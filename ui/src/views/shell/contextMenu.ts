/** The web view's own menu (reload, inspect) belongs to a browser; it is kept only where it copies and pastes. */
export function quietContextMenu(event: MouseEvent) {
  const onText = event.target instanceof Element && event.target.closest('input, textarea') !== null;
  const selected = window.getSelection()?.isCollapsed === false;
  if (!onText && !selected) event.preventDefault();
}
