/** A stand-in for what naru-command makes of the run form, and for who has which port. The rules are Rust's. */
import type {
  Command,
  Create,
  FieldProblem,
  HostPort,
  PortAnswer,
  PortUse,
  Run,
  RunChoices,
  RunDraft,
  RunForm,
} from '../bindings';
import { imageParts } from './understand';

export class FakeRun {
  choices: RunChoices = { networks: ['bridge', 'host', 'leafy-network', 'none'], volumes: ['leafy-data', 'pgdata'] };
  /** Ports that somebody has who is no container. */
  busy = new Set<number>();
  answers: PortAnswer[] = [];

  uses(ports: HostPort[]): PortUse[] {
    return ports.map(({ port }) => (this.busy.has(port) ? 'busy' : 'free'));
  }

  form(command: Command): RunForm | null {
    if (command.verb !== 'run' && command.verb !== 'create') return null;
    const { verb, env, publish, name, command: words, ...rest } = command;
    const detach = 'detach' in rest && rest.detach === true;
    return {
      // A variable without a value is handed on, which no field says.
      base: { ...rest, detach: false, env: (env ?? []).filter((text) => !text.includes('=')) },
      create: verb === 'create',
      image: command.image,
      name: name ?? '',
      ports: publish ?? [],
      env: (env ?? []).filter((text) => text.includes('=')),
      command: (words ?? []).join(' '),
      detach,
    };
  }

  draft(form: RunForm): RunDraft {
    const problems = mistakes(form);
    const count = form.count || 1;
    const runs = problems.length > 0 ? [] : Array.from({ length: count }, (_, at) => runOf(form, at));
    const commands = runs.map((run) => commandOf(run, form.create === true));
    const [first] = runs;
    return {
      commands,
      other: first ? commandOf(first, form.create !== true) : null,
      problems,
      image: form.image && !/[A-Z ]/.test(form.image) ? imageParts(form.image) : [],
      ports: (form.ports ?? []).flatMap((text, index) => {
        const first = Number(text.split(':').at(-2));
        return text.includes(':') && first > 0
          ? [{ index, hostIp: null, first, last: first + count - 1, protocol: 'tcp' }]
          : [];
      }),
    };
  }
}

function mistakes(form: RunForm): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { image = '', name = '', ports = [], env = [], volumes = [], count = 1 } = form;
  const add = (field: string, code: FieldProblem['code'], index = 0) => problems.push({ field, index, code });
  if (image === '') add('image', 'missing');
  else if (/[A-Z]/.test(image)) add('image', 'referenceUppercase');
  if (count > 20) add('count', 'tooMany');
  if (count > 1 && name !== '' && !name.includes('{n}')) add('name', 'nameNeedsNumber');
  else if (name !== '' && !/^[a-zA-Z0-9][\w.-]+$/.test(name.replace('{n}', '1'))) add('name', 'invalidName');
  ports.forEach((port, index) => {
    if (port === '') return;
    if (!/^(\d+:)?\d+$/.test(port)) add('ports', 'invalidPort', index);
    else if (port.split(':').some((part) => Number(part) > 65_535)) add('ports', 'portOutOfRange', index);
  });
  env.forEach((text, index) => {
    if (text.startsWith('=')) add('env', 'invalidVariable', index);
  });
  volumes.forEach(({ source = '', target = '' }, index) => {
    if ((source !== '' || target !== '') && !target.startsWith('/')) add('volumes', 'targetNotAbsolute', index);
  });
  if (form.memory && !/^\d+[bkmg]?$/.test(form.memory)) add('memory', 'invalidMemory');
  if (form.rm && form.restart) add('restart', 'restartWithRm');
  return problems;
}

function runOf(form: RunForm, at: number): Run {
  const up = (text: string) => text.replace(/^\d+(?=:)/, (port) => String(Number(port) + at));
  const { base, image = '', name = '', ports = [], env = [], volumes = [], network, command = '' } = form;
  return {
    ...base,
    image,
    name: name.replace('{n}', String(at + 1)) || null,
    publish: ports.filter((port) => port !== '').map(up),
    ...(form.detach && !form.create ? { detach: true } : {}),
    ...(form.interactive ? { interactive: true, tty: true } : {}),
    ...(form.rm ? { rm: true } : {}),
    env: [...env.filter((text) => text !== ''), ...(base?.env ?? [])],
    volume: volumes
      .filter(({ target }) => target)
      .map(({ source, target, readOnly }) => `${source ? `${source}:` : ''}${target}${readOnly ? ':ro' : ''}`),
    network: network ? [network] : [],
    command: command === '' ? (base?.command ?? []) : command.split(' '),
    restart: form.restart || null,
    memory: form.memory || null,
  };
}

function commandOf(run: Run, create: boolean): Command {
  if (!create) return { verb: 'run', ...run };
  const { detach, detachKeys, sigProxy, ...rest } = run;
  return { verb: 'create', ...(rest satisfies Create) };
}
