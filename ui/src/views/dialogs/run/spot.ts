/** Which field of the run form a problem of the engine is about. */
import type { Problem, RunForm as RunText } from '../../../ipc/bindings';
import type { Text } from './texts';

/** A field of the form by its name in Rust's form type; `base` is what the form has no field for. */
export type FieldName = Exclude<keyof RunText, 'create' | 'interactive' | 'rm'>;

/** A field of the form, and which of its values. */
export interface Spot {
  field: FieldName;
  index: number;
}

type Single =
  | 'name'
  | 'memory'
  | 'cpus'
  | 'user'
  | 'workdir'
  | 'restart'
  | 'network'
  | 'aliases'
  | 'entrypoint'
  | 'command';
type Asked = Pick<Text, Single | 'ports' | 'envFiles' | 'volumes' | 'base'>;

/** The fields of what the engine says it refused, as docker's help calls it; what is started is the entrypoint where there is one. */
const OF_FLAG: Readonly<Record<string, readonly Single[]>> = {
  '--name': ['name'],
  '--memory': ['memory'],
  '--cpus': ['cpus'],
  '--user': ['user'],
  '--workdir': ['workdir'],
  '--restart': ['restart'],
  '--network': ['network'],
  COMMAND: ['entrypoint', 'command'],
};

/** None where the problem does not say enough: a field that is blamed for another's mistake is worse than none. */
export function spotOf({ code, params }: Problem, asked: Asked): Spot | undefined {
  const { ports, envFiles, volumes, network, aliases } = asked;
  const sources = volumes.map(({ source = '' }) => source);
  // What the form left empty is the image's own, and no mistake of the form.
  const refused = OF_FLAG[params.flag ?? '']?.find((field) => asked[field].trim() !== '');
  if (refused) return { field: refused, index: 0 };
  if (params.flag === 'GROUP') return asked.user.includes(':') ? { field: 'user', index: 0 } : undefined;
  // The line that filled the form may mount more.
  if (params.flag === '--volume') return asked.base ? undefined : among('volumes', sources, () => true, undefined);
  switch (code) {
    case 'nameInUse':
      return { field: 'name', index: 0 };
    case 'portInUse':
      return among('ports', ports, (text) => asks(text, Number(params.port)), params.port);
    case 'imageNotFound':
    case 'invalidReference':
    case 'unauthorized':
    case 'registryUnreachable':
      return { field: 'image', index: 0 };
    case 'networkNotFound': {
      // Further networks are of the line that filled the form.
      const own = params.network === undefined || params.network === network.trim();
      return { field: own ? 'network' : 'base', index: 0 };
    }
    case 'volumeNotFound':
      return among('volumes', sources, (text) => text === params.volume, params.volume);
    case 'fileNotFound':
      return among('envFiles', envFiles, (text) => text === params.path, params.path);
    case 'invalidValue': {
      const { value, path } = params;
      if (path !== undefined) return among('envFiles', envFiles, (text) => text === path, path);
      if (value === undefined || value === '') return undefined;
      const file = envFiles.findIndex((text) => text.trim() === value);
      if (file >= 0) return { field: 'envFiles', index: file };
      if (value === network.trim()) return { field: 'network', index: 0 };
      return value === aliases.trim() ? { field: 'aliases', index: 0 } : undefined;
    }
    default:
      return undefined;
  }
}

/** The value that is meant; where the problem names none, the only one there is. */
function among(
  field: FieldName,
  texts: readonly string[],
  means: (text: string) => boolean,
  named: string | undefined,
): Spot | undefined {
  const filled = texts.flatMap((text, index) => (text.trim() === '' ? [] : [index]));
  const found = filled.filter((index) => named === undefined || means((texts[index] ?? '').trim()));
  const [index] = found;
  if (index === undefined || (named === undefined && found.length > 1)) return undefined;
  return { field, index };
}

/** Whether `8080:80`, `127.0.0.1:8080:80`, `8080-8082:80/udp` asks for this port of the host. */
function asks(text: string, port: number): boolean {
  const [first, last = first] = text.split('/')[0]?.split(':').at(-2)?.split('-').map(Number) ?? [];
  return first !== undefined && last !== undefined && first <= port && port <= last;
}
