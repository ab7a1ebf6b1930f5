/** A made-up engine's knowledge of one container's life. The rules of names are Rust's. */
import type { Answer } from '../backend';
import type { Container, ContainerDetail, Draft, Happened, LifeEvent } from '../bindings';

/** A container as inspect would tell it, from its row of the list. */
export function lifeOf(container: Container, more: Partial<ContainerDetail> = {}): ContainerDetail {
  const { id, name, image, imageId, created, state, exitCode, health } = container;
  const began = created * 1000 + 400;
  const ended = state.kind === 'exited' || state.kind === 'dead';
  const config = {
    cmd: ['nginx', '-g', 'daemon off;'],
    entrypoint: ['/docker-entrypoint.sh'],
    env: ['PATH=/usr/local/sbin:/usr/local/bin', 'NGINX_VERSION=1.29.2'],
    exposedPorts: ['80/tcp'],
    workingDir: '',
    user: '',
    volumes: [],
    labels: [],
  };
  const detail: ContainerDetail = {
    id,
    name,
    image,
    imageId,
    created: created * 1000,
    run: {
      started: state.kind === 'created' ? null : began,
      finished: ended ? began + 10_000 : null,
      exitCode: exitCode ?? 0,
      oomKilled: false,
      error: '',
    },
    restarts: 0,
    config,
    ofImage: config,
    tty: false,
    interactive: false,
    stopSignal: null,
    stopTimeout: null,
    restartPolicy: { name: 'no', most: 0 },
    autoRemove: false,
    privileged: false,
    readOnly: false,
    limits: { memory: null, nanoCpus: null, pids: null },
    mounts: [],
    networks: [{ name: 'bridge', ip: '172.17.0.2', gateway: '172.17.0.1', aliases: [] }],
    health: health === null ? null : { health, failed: 0, output: '' },
    memory: state.kind === 'paused' ? 1_130_496 : null,
    raw: '',
    ...more,
  };
  return { ...detail, raw: detail.raw || JSON.stringify([{ Id: id, Name: `/${name}`, State: state }], null, 4) };
}

/** An event so many seconds after another moment, in ms. */
export function happened(from: number, seconds: number, what: Happened): LifeEvent {
  return { time: from + seconds * 1000, what };
}

export class FakeLife {
  /** What differs from the made-up ordinary, by the container's id. */
  readonly details = new Map<string, Partial<ContainerDetail>>();
  /** What happened before anybody asked, by the container's id. */
  readonly past = new Map<string, LifeEvent[]>();
  readonly followed = new Map<
    string,
    { container: string; tell: (told: LifeEvent[]) => void; end: (answer: Answer<null>) => void }
  >();

  async detail(id: string, containers: readonly Container[]): Promise<Answer<ContainerDetail>> {
    const container = containers.find((one) => one.id === id);
    if (container) return { status: 'ok', data: lifeOf(container, this.details.get(id)) };
    return { status: 'error', error: { code: 'containerNotFound', params: { container: id }, detail: '' } };
  }

  follow(operation: string, container: string, tell: (told: LifeEvent[]) => void): Promise<Answer<null>> {
    return new Promise((resolve) => {
      const end = (answer: Answer<null>) => {
        this.followed.delete(operation);
        resolve(answer);
      };
      this.followed.set(operation, { container, tell, end });
      tell(this.past.get(container) ?? []);
    });
  }

  /** Tells everybody who listens to this container. */
  happens(container: string, ...told: LifeEvent[]) {
    for (const one of this.followed.values()) if (one.container === container) one.tell(told);
  }

  cancel(operation: string) {
    this.followed.get(operation)?.end({ status: 'ok', data: null });
  }
}

export function draftRename(container: string, name: string): Draft {
  const text = name.trim();
  const mistake = (code: 'missing' | 'invalidName'): Draft => ({
    command: null,
    problems: [{ field: 'name', index: 0, code }],
  });
  if (text === '') return mistake('missing');
  if (!/^[a-zA-Z0-9][\w.-]+$/.test(text)) return mistake('invalidName');
  return { command: { verb: 'rename', container, name: text }, problems: [] };
}
