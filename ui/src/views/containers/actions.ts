import type { Command, Container, ContainerState } from '../../ipc/bindings';

/** What one command does, as it stands. */
export type Step = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'wait' | 'rm';

/** What can be done to a container from its row or its page; a new name has to be asked for first. */
export type Verb = Step | 'rename';

const LEGAL: Record<ContainerState['kind'], Verb[]> = {
  created: ['start', 'rename', 'rm'],
  running: ['stop', 'restart', 'pause', 'kill', 'wait', 'rename', 'rm'],
  paused: ['unpause', 'stop', 'restart', 'kill', 'wait', 'rename', 'rm'],
  restarting: ['stop', 'kill', 'wait', 'rename', 'rm'],
  removing: [],
  exited: ['start', 'rename', 'rm'],
  dead: ['rm'],
  unknown: ['start', 'stop', 'rm'],
};

/** What docker accepts in this state, the likeliest first. */
export function legal(state: ContainerState): Verb[] {
  return LEGAL[state.kind];
}

/** True when `docker rm` needs `-f`, which kills what runs in it first. */
export function needsForce(state: ContainerState): boolean {
  return state.kind === 'running' || state.kind === 'paused' || state.kind === 'restarting';
}

/** True while processes of the container exist: what "running" means to a filter, as in `docker ps`. */
export function isUp(state: ContainerState): boolean {
  return needsForce(state);
}

export function commandFor(verb: Step, container: Pick<Container, 'name' | 'state'>): Command {
  const containers = [container.name];
  switch (verb) {
    case 'rm':
      return { verb: 'rm', containers, force: needsForce(container.state), volumes: false };
    case 'stop':
    case 'restart':
      return { verb, containers, time: null };
    case 'kill':
      return { verb, containers, signal: null };
    default:
      return { verb, containers };
  }
}

/** What the strip shows of an action before anything has been asked; a rename has no line yet. */
export function lineFor(verb: Verb, container: Pick<Container, 'name' | 'state'>): Command | undefined {
  return verb === 'rename' ? undefined : commandFor(verb, container);
}

export type Filter = 'all' | 'running' | 'stopped';

export function passes(filter: Filter, container: Container): boolean {
  return filter === 'all' || isUp(container.state) === (filter === 'running');
}

/** The `docker ps` that lists what a filter shows. */
export function psFor(filter: Filter): Command {
  if (filter === 'running') return { verb: 'ps', all: false, status: [] };
  if (filter === 'stopped') return { verb: 'ps', all: true, status: ['created', 'exited', 'dead'] };
  return { verb: 'ps', all: true, status: [] };
}

/** Every word of the search must be in the name, the image, the id's beginning or a published port. */
export function found(search: string, container: Container): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const ports = container.ports.flatMap((port) => (port.hostPort === null ? [] : [`:${port.hostPort}`]));
  const hay = [container.name, container.image, container.id.slice(0, 12), ...ports].join('\n').toLowerCase();
  return words.every((word) => hay.includes(word));
}
