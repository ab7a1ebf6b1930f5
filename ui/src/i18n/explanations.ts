/** What each part of a docker line means. Loaded only when somebody asks. */
import { m } from '../paraglide/messages';

const MESSAGES: Record<string, unknown> = m;

/** The message of a key that Rust gives a part of a line (`run.publish`); undefined where there is nothing to say. */
export function explain(key: string): string | undefined {
  const message = MESSAGES[messageName(key)];
  return typeof message === 'function' ? String(message({})) : undefined;
}

/** `run.publish` is explained by the message `explain_run_publish`. */
export function messageName(key: string): string {
  return `explain_${key.replace(/[.-]/g, '_')}`;
}
