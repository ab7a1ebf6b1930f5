/** What ends the windows that a test opened: what listens to the page would hear the next test's keys. */
export const opened: (() => void)[] = [];

/** Ends them all. */
export function endOpened() {
  for (const end of opened.splice(0)) end();
}
