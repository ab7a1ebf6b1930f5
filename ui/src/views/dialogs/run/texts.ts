/** What the run form's boxes hold, and the text that Rust reads. */
import type { FieldProblemCode, RunForm as RunText, VolumeText } from '../../../ipc/bindings';

/** A variable as typed: its name and its value. */
export interface Variable {
  key: string;
  value: string;
}

/** A volume or folder as typed. */
export type Mounted = Required<VolumeText>;

export const noVariable = (): Variable => ({ key: '', value: '' });
export const noVolume = (): Mounted => ({ source: '', target: '', readOnly: false });

/** The box of a volume that a mistake is in. What an engine refuses is what it was to mount: the source. */
export function wrongBox({ target }: Mounted, code: FieldProblemCode | undefined): 'source' | 'target' {
  if (code === 'targetNotAbsolute' || code === 'targetTwice') return 'target';
  return code === 'pathWithColon' && target.includes(':') ? 'target' : 'source';
}

/** `KEY=value`; nothing while both boxes are empty. */
export function variableText({ key, value }: Variable): string {
  return key === '' && value === '' ? '' : `${key}=${value}`;
}

export function variableOf(text: string): Variable {
  const at = text.indexOf('=');
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** What was pasted into the box of a name: the variables of an env file's lines, or one `KEY=value`; nothing for a name alone. */
export function pastedVariables(text: string): Variable[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^export\s+/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.some((line) => line.includes('=')) ? lines.map(variableOf) : [];
}

/** The number behind `on-failure:`, and the word before it. */
export function restartOf(text: string): { policy: string; times: string } {
  const [policy = '', times = ''] = text.split(':', 2);
  return { policy, times };
}

export function restartText(policy: string, times: string): string {
  return policy === 'on-failure' && times.trim() !== '' ? `${policy}:${times.trim()}` : policy;
}

/** At least one, so that there is always a box to type in. */
export function orOne<T>(list: T[] | undefined, none: T): T[] {
  return list && list.length > 0 ? [...list] : [none];
}

/** A list without what is empty at its end, for a form that is compared. */
export type Text = Required<Omit<RunText, 'base'>> & Pick<RunText, 'base'>;
