/** A stand-in for what naru-command understands: a few commands and a few mistakes. The rules are Rust's. */
import type {
  Command,
  ExplainedPart,
  Further,
  ImagePart,
  ParseCode,
  ParseError,
  Role,
  Shell,
  Understanding,
  Understood,
} from '../bindings';
import { renderLine } from './render';

interface Word {
  text: string;
  at: number;
}

const VERBS = ['run', 'stop', 'start', 'pause', 'rm', 'pull', 'ps', 'build'];
const NEAR: Record<string, string> = { puase: 'pause', rnu: 'run', pul: 'pull' };

export function understandText(text: string, shell: Shell, folder: string | null): Understanding {
  const commands: Understood[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '' && !line.trim().startsWith('#')) commands.push(one(line, start, folder));
    start += line.length + 1;
  }
  return { shell, commands };
}

function one(line: string, start: number, folder: string | null): Understood {
  const words: Word[] = [...line.matchAll(/\S+/g)].map((found) => ({ text: found[0], at: start + found.index }));
  const [at, end] = [words[0]?.at ?? start, start + line.trimEnd().length];
  const mistake = (word: Word, code: ParseCode, suggestion: string | null = null): Understood => {
    const error: ParseError = {
      code,
      at: word.at,
      end: word.at + word.text.length,
      what: word.text,
      suggestion,
      detail: '',
    };
    return { kind: 'mistake', at, end, error };
  };
  const [program, verb, ...rest] = words;
  if (!program) return mistake({ text: '', at: start }, 'empty');
  if (program.text !== 'docker') {
    return mistake(program, 'not_docker', VERBS.includes(program.text) ? `docker ${program.text}` : null);
  }
  if (!verb) return mistake(program, 'incomplete_command');
  if (!VERBS.includes(verb.text)) return mistake(verb, 'unknown_command', NEAR[verb.text] ?? null);
  const parts: ExplainedPart[] = [];
  const add = ({ text, at }: Word, role: Role, key: string, image: ImagePart[] = []) =>
    parts.push({ text, at, end: at + text.length, role, key, image });
  add(program, 'command', 'docker');
  add(verb, 'command', verb.text);
  const names = rest.filter(({ text }) => !text.startsWith('-'));
  const force = rest.some(({ text }) => text === '-f');
  const done = (command: Command): Understood => ({
    kind: 'command',
    at,
    end,
    parsed: { command, engine: null, globals: {}, parts },
    posix: renderLine(command),
    powershell: renderLine(command),
  });
  switch (verb.text) {
    case 'run':
      return run(rest, add, done, mistake);
    case 'build': {
      const context = names.at(-1);
      if (!context) return mistake(verb, 'missing_argument');
      if (!context.text.startsWith('/') && folder === null) return mistake(context, 'folder_needed');
      add(context, 'path', 'context.folder');
      return done({ verb: 'build', context: context.text.startsWith('/') ? context.text : (folder ?? '') });
    }
    case 'rm':
      if (line.includes('$(docker ps -aq)')) return done({ verb: 'rmAll', which: { all: true, quiet: true }, force });
      for (const name of names) add(name, 'container', 'container.reference');
      return done({ verb: 'rm', containers: names.map(({ text }) => text), force });
    case 'pull':
      for (const name of names) add(name, 'image', 'image.reference', imageParts(name.text));
      return done({ verb: 'pull', image: names[0]?.text ?? '' });
    case 'ps':
      return done({ verb: 'ps', all: rest.some(({ text }) => text === '-a') });
    default:
      for (const name of names) add(name, 'container', 'container.reference');
      return done({ verb: verb.text as 'stop', containers: names.map(({ text }) => text) });
  }
}

function run(
  words: Word[],
  add: (word: Word, role: Role, key: string, image?: ImagePart[]) => void,
  done: (command: Command) => Understood,
  mistake: (word: Word, code: ParseCode, suggestion?: string | null) => Understood,
): Understood {
  const command: Command & { verb: 'run' } = { verb: 'run', image: '' };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    const value = words[at + 1] as Word;
    const takes = (key: string, valueKey: string) => {
      add(word, 'flag', key);
      add(value, 'flagValue', valueKey);
      at += 1;
      return value.text;
    };
    if (word.text === '-d') {
      add(word, 'flag', 'run.detach');
      command.detach = true;
    } else if (word.text === '-p') command.publish = [...(command.publish ?? []), takes('run.publish', 'port.mapping')];
    else if (word.text === '-e') command.env = [...(command.env ?? []), takes('run.env', 'variable.assignment')];
    else if (word.text === '--name') command.name = takes('run.name', 'container.name');
    else if (word.text.startsWith('-')) return mistake(word, 'unknown_flag', word.text === '--nmae' ? '--name' : null);
    else {
      command.image = word.text;
      add(word, 'image', 'image.reference', imageParts(word.text));
      command.command = words.slice(at + 1).map(({ text }) => text);
      return done(command);
    }
  }
  return mistake({ text: '', at: words.at(-1)?.at ?? 0 }, 'missing_argument');
}

export function imageParts(text: string): ImagePart[] {
  const [image = '', tag] = text.split(':');
  return [
    { kind: 'registry', text: 'docker.io', default: true },
    { kind: 'project', text: 'library', default: true },
    { kind: 'image', text: image, default: false },
    { kind: 'tag', text: tag ?? 'latest', default: tag === undefined },
  ];
}

export function furtherOf(command: Command): Further[] {
  if (command.verb !== 'run') return [];
  const env = (command.env ?? []).map(
    (text, at): Further => ({
      parts: [
        { text: '-e', role: 'flag', key: 'run.env' },
        { text, role: 'flagValue', key: 'variable.assignment' },
      ],
      key: 'run.env',
      without: { ...command, env: command.env?.filter((_, other) => other !== at) },
    }),
  );
  const detach: Further[] = command.detach
    ? [
        {
          parts: [{ text: '-d', role: 'flag', key: 'run.detach' }],
          key: 'run.detach',
          without: { ...command, detach: false },
        },
      ]
    : [];
  return [...detach, ...env];
}
