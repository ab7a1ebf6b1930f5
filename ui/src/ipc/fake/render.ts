/** A stand-in for naru-command: lines and drafts that look right, for tests and the design page. The rules are Rust's. */
import type { BuildForm, Command, Draft, FieldProblem, Line, Part, Role } from '../bindings';

type Word = [text: string, role: Role, key: string];

const containers = (names: string[]): Word[] => names.map((name) => [name, 'container', 'container.reference']);

function words(command: Command): Word[] {
  switch (command.verb) {
    case 'run':
    case 'create':
      return [
        [command.verb, 'command', command.verb],
        ...flag(command.verb === 'run' && command.detach, '-d', 'run.detach'),
        ...flag(command.interactive, '-it', 'line.interactive-tty'),
        ...flag(command.rm, '--rm', 'run.rm'),
        ...(command.publish ?? []).flatMap((port): Word[] => [
          ['-p', 'flag', 'run.publish'],
          [port, 'flagValue', 'port.mapping'],
        ]),
        ...valued(command.name, '--name', 'run.name', 'container.name'),
        ...(command.env ?? []).flatMap((text) => valued(text, '-e', 'run.env', 'variable.assignment')),
        ...(command.volume ?? []).flatMap((text) => valued(text, '-v', 'run.volume', 'volume.mapping')),
        ...(command.network ?? []).flatMap((text) => valued(text, '--network', 'run.network', 'network.attachment')),
        ...valued(command.restart, '--restart', 'run.restart', 'restart.policy'),
        ...valued(command.memory, '-m', 'run.memory', 'memory.size'),
        [command.image, 'image', 'image.reference'],
        ...(command.command ?? []).map((word): Word => [word, 'argument', 'container.command']),
      ];
    case 'search':
      return [
        ['search', 'command', 'search'],
        [command.term, 'argument', 'search.term'],
      ];
    case 'start':
    case 'pause':
    case 'unpause':
    case 'stop':
    case 'restart':
      return [[command.verb, 'command', command.verb], ...containers(command.containers)];
    case 'rm':
      return [
        ['rm', 'command', 'rm'],
        ...flag(command.force, '-f', 'rm.force'),
        ...flag(command.volumes, '-v', 'rm.volumes'),
        ...containers(command.containers),
      ];
    case 'rmAll':
      return [
        ['rm', 'command', 'rm'],
        ...flag(command.force, '-f', 'rm.force'),
        ...flag(command.volumes, '-v', 'rm.volumes'),
        ['$(docker ps -aq)', 'shell', 'shell.every'],
      ];
    case 'containerPrune':
      return [
        ['container', 'command', 'container'],
        ['prune', 'command', 'container.prune'],
      ];
    case 'stats':
      return [['stats', 'command', 'stats'], ...containers(command.containers ?? [])];
    case 'top':
      return [['top', 'command', 'top'], ...containers([command.container])];
    case 'kill':
      return [
        ['kill', 'command', 'kill'],
        ...valued(command.signal, '-s', 'kill.signal', 'signal.name'),
        ...containers(command.containers),
      ];
    case 'wait':
      return [['wait', 'command', 'wait'], ...containers(command.containers)];
    case 'rename':
      return [
        ['rename', 'command', 'rename'],
        ...containers([command.container]),
        [command.name, 'container', 'container.name'],
      ];
    case 'logs':
      return [
        ['logs', 'command', 'logs'],
        ...flag(command.follow, '-f', 'logs.follow'),
        ...flag(command.timestamps, '-t', 'logs.timestamps'),
        ...valued(command.since ?? '', '--since', 'logs.since', 'time.point'),
        ...valued(command.until ?? '', '--until', 'logs.until', 'time.point'),
        ...valued(command.tail === null ? null : String(command.tail ?? ''), '-n', 'logs.tail', 'log.lines'),
        ...containers([command.container]),
      ];
    case 'ps':
      return [
        ['ps', 'command', 'ps'],
        ...flag(command.all, '-a', 'ps.all'),
        ...(command.status ?? []).flatMap((status): Word[] => [
          ['--filter', 'flag', 'ps.filter'],
          [`status=${status}`, 'flagValue', 'filter.status'],
        ]),
      ];
    case 'pull':
      return [
        ['pull', 'command', 'pull'],
        [command.image, 'image', 'image.reference'],
      ];
    case 'imageLs':
      return [
        ['image', 'command', 'image'],
        ['ls', 'command', 'image.ls'],
        ...(command.name ? [[command.name, 'image', 'image.pattern'] satisfies Word] : []),
      ];
    case 'imageInspect':
      return [
        ['image', 'command', 'image'],
        ['inspect', 'command', 'image.inspect'],
        [command.image, 'image', 'image.reference'],
      ];
    case 'imageHistory':
      return [
        ['image', 'command', 'image'],
        ['history', 'command', 'image.history'],
        ...flag(command.noTrunc, '--no-trunc', 'image.history.no-trunc'),
        [command.image, 'image', 'image.reference'],
      ];
    case 'containerInspect':
      return [['inspect', 'command', 'inspect'], ...containers([command.container])];
    case 'build':
      return [
        ['build', 'command', 'build'],
        ...valued(command.tag, '-t', 'build.tag', 'image.reference'),
        ...valued(command.file, '-f', 'build.file', 'dockerfile.path'),
        ...(command.buildArgs ?? []).flatMap(({ key, value }): Word[] => [
          ['--build-arg', 'flag', 'build.build-arg'],
          [`${key}=${value}`, 'flagValue', 'variable.assignment'],
        ]),
        [command.context, 'path', 'context.folder'],
      ];
    default:
      // Commands that no page makes yet; only Rust writes their lines.
      return [[command.verb, 'command', command.verb]];
  }
}

function flag(given: boolean | undefined, text: string, key: string): Word[] {
  return given ? [[text, 'flag', key]] : [];
}

function valued(value: string | null | undefined, text: string, key: string, valueKey: string): Word[] {
  return value
    ? [
        [text, 'flag', key],
        [value, 'flagValue', valueKey],
      ]
    : [];
}

export function renderLine(command: Command): Line {
  const parts: Part[] = [{ text: 'docker', role: 'command', key: 'docker' }];
  for (const [text, role, key] of words(command)) parts.push({ text, role, key });
  return { text: parts.map((part) => part.text).join(' '), parts, only: null };
}

export function draftBuild(form: BuildForm): Draft {
  const problems: FieldProblem[] = [];
  const { folder = '', dockerfile = '', tag = '', buildArgs = [] } = form;
  if (folder === '') problems.push({ field: 'folder', index: 0, code: 'missing' });
  else if (!folder.startsWith('/')) problems.push({ field: 'folder', index: 0, code: 'pathNotAbsolute' });
  const given = buildArgs.filter((text) => text !== '');
  buildArgs.forEach((text, index) => {
    if (text !== '' && !/^\w+=/.test(text)) problems.push({ field: 'buildArgs', index, code: 'invalidBuildArg' });
  });
  const command: Command = {
    ...form.base,
    verb: 'build',
    context: folder,
    file: dockerfile === '' ? null : `${folder}/${dockerfile}`,
    tag: tag || null,
    buildArgs: given.map((text) => ({ key: text.split('=')[0] ?? '', value: text.slice(text.indexOf('=') + 1) })),
  };
  return { command: problems.length === 0 ? command : null, problems };
}
