/** How a line that somebody pastes begins: a prompt, `sudo`, the program. */
const DOCKER =
  /^\s*(?:(?:PS [^>\n]*>|[\w.@:~/-]{0,60}[$#%>❯➜])\s+)?(?:(?:sudo|winpty)\s+(?:-\S+\s+)*)?(?:\S*\/)?docker(?:-compose)?(?:\.exe)?(?:\s|$)/;

/** True for a text in which a line calls docker; anything else is looked for among what there is. */
export function looksLikeLine(text: string): boolean {
  const lines = text.split('\n');
  return lines.some((line) => DOCKER.test(line)) || (lines.length > 1 && /\bdocker\b/.test(text));
}

/** True when a text could be a docker command without `docker`: `run -p 80:80 nginx`. Rust says whether it is. */
export function couldBeBare(text: string): boolean {
  return /^\s*[a-z]+\s+\S/.test(text) && !looksLikeLine(text);
}
