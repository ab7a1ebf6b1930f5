/** A made-up engine's containers and images. */
import type { Container, ContainerState, EngineInfo, Image, ImageDetail, Layer, Port } from '../bindings';

const NOW = Math.floor(Date.now() / 1000);

export const engine: EngineInfo = {
  name: 'Docker Desktop',
  version: '28.5.2',
  apiVersion: '1.51',
  os: 'linux',
  arch: 'arm64',
  address: 'unix:///var/run/docker.sock',
  source: { kind: 'default' },
  portsHost: 'localhost',
};

export function idOf(seed: string): string {
  let text = '';
  let state = 7;
  for (const char of seed) state = (state * 31 + char.charCodeAt(0)) % 2_147_483_647;
  while (text.length < 64) {
    state = (state * 48_271) % 2_147_483_647;
    text += state.toString(16);
  }
  return text.slice(0, 64);
}

export function port(containerPort: number, hostPort: number | null = null, hostIp: string | null = '0.0.0.0'): Port {
  return { containerPort, protocol: { kind: 'tcp' }, hostPort, hostIp: hostPort === null ? null : hostIp };
}

export function container(
  name: string,
  image: string,
  state: ContainerState['kind'],
  minutes: number,
  more: Partial<Container> = {},
): Container {
  return {
    id: idOf(name),
    name,
    image,
    imageId: `sha256:${idOf(image)}`,
    command: '"/docker-entrypoint.…"',
    state: state === 'unknown' ? { kind: state, word: 'stasis' } : { kind: state },
    exitCode: state === 'exited' ? 0 : null,
    health: null,
    ports: [],
    volumes: [],
    created: NOW - Math.round(minutes * 60),
    ...more,
  };
}

export function someContainers(): Container[] {
  return [
    container('hellonginx', 'nginx', 'running', 3, { ports: [port(80, 80), port(80, 80, '::'), port(443)] }),
    container('leafy-postgres', 'devwikirepo/leafy-postgres:1.0.0', 'running', 12, {
      health: 'healthy',
      ports: [port(5432, 5432, '127.0.0.1')],
    }),
    container('leafy-backend', 'devwikirepo/leafy-backend:1.0.0', 'exited', 14, { exitCode: 137, ports: [] }),
    container('leafy-frontend', 'devwikirepo/leafy-frontend:1.0.0', 'restarting', 15, { exitCode: 1 }),
    container('hundredcounter', 'devwikirepo/hundredcounter', 'paused', 19),
    container('tencounter', 'devwikirepo/tencounter', 'exited', 20),
    container('my-simple-web', 'yuseop/my-simple-web:0.1', 'created', 70),
    container('registry', 'registry:2', 'running', 60 * 26, {
      health: 'unhealthy',
      ports: [port(5000, 5000), port(5001, 5001), port(9000, 9000)],
    }),
    container('redis', 'redis:7-alpine', 'running', 60 * 24 * 9, { health: 'starting', ports: [port(6379)] }),
    container(
      'a-very-long-container-name-that-somebody-generated-with-a-script-1',
      'ghcr.io/acme/platform/team/service-with-a-long-name:2026.11.23-build.4711',
      'dead',
      60 * 24 * 40,
    ),
  ];
}

export function manyContainers(count: number): Container[] {
  const states = ['running', 'exited', 'running', 'paused', 'created'] as const;
  return Array.from({ length: count }, (_, at) =>
    container(
      `web-${String(at + 1).padStart(4, '0')}`,
      at % 3 ? 'nginx' : 'busybox',
      states[at % 5] ?? 'running',
      at * 3,
      {
        ports: at % 5 === 0 ? [port(80, 10_000 + at)] : [],
        exitCode: at % 5 === 1 ? (at % 2) * 137 : null,
      },
    ),
  );
}

export function image(names: string[], size: number, days: number, digests: string[] = []): Image {
  return {
    id: `sha256:${idOf(names[0]?.replace(/:latest$/, '') ?? `dangling ${size}`)}`,
    names: names.map((name) => {
      const at = name.lastIndexOf(':');
      return { repository: name.slice(0, at), tag: name.slice(at + 1) };
    }),
    digests,
    created: NOW - Math.round(days * 86_400),
    size,
  };
}

export function someImages(): Image[] {
  return [
    image(['yuseop/my-simple-web:0.1', 'yuseop/my-simple-web:latest'], 193_700_000, 0.05),
    image(['nginx:latest', 'nginx:1.29'], 192_004_112, 21),
    image(['devwikirepo/leafy-postgres:1.0.0'], 412_300_000, 300),
    image(['devwikirepo/leafy-backend:1.0.0'], 318_110_000, 300),
    image(['devwikirepo/hundredcounter:latest'], 5_120_000, 400),
    image(['devwikirepo/tencounter:latest'], 5_120_000, 400),
    image(['registry:2'], 25_400_000, 180),
    image(['redis:7-alpine'], 41_400_000, 60),
    image([], 193_650_000, 1),
    image(['ghcr.io/acme/platform/team/service-with-a-long-name:2026.11.23-build.4711'], 1_240_000_000, 40),
  ];
}

export function layer(instruction: string, size: number, empty: boolean, days: number): Layer {
  return {
    instruction,
    createdBy: instruction.startsWith('RUN')
      ? `RUN /bin/sh -c ${instruction.slice(4)} # buildkit`
      : `${instruction} # buildkit`,
    size,
    created: NOW - days * 86_400,
    digest: empty ? null : `sha256:${idOf(instruction)}`,
    empty,
    imageId: null,
    tags: [],
    comment: 'buildkit.dockerfile.v0',
  };
}

export function detailOf(one: Image): ImageDetail {
  const detail = {
    id: one.id,
    names: one.names,
    digests: one.digests.length > 0 ? one.digests : [`nginx@sha256:${idOf('digest')}`],
    created: new Date(one.created * 1000).toISOString(),
    os: 'linux',
    architecture: 'arm64',
    variant: 'v8',
    author: null,
    config: {
      cmd: ['nginx', '-g', 'daemon off;'],
      entrypoint: ['/docker-entrypoint.sh'],
      env: [
        'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        'NGINX_VERSION=1.29.2',
        'ADMIN_PASSWORD=hunter2',
        'DYNPKG_RELEASE=1~bookworm',
      ],
      exposedPorts: ['80/tcp'],
      workingDir: '',
      user: '',
      volumes: [],
      labels: [{ key: 'maintainer', value: 'NGINX Docker Maintainers <docker-maint@nginx.com>' }],
    },
    layers: [
      layer('CMD ["nginx" "-g" "daemon off;"]', 0, true, 21),
      layer('COPY ./dist /usr/share/nginx/html', 1_240_000, false, 21),
      layer('EXPOSE 80/tcp', 0, true, 21),
      layer(
        'RUN set -x && groupadd --system --gid 101 nginx && useradd --system --gid nginx --no-create-home --home /nonexistent nginx && apt-get update && apt-get install --no-install-recommends --no-install-suggests -y nginx=1.29.2 && rm -rf /var/lib/apt/lists/*',
        118_000_000,
        false,
        21,
      ),
      layer('ENV NGINX_VERSION=1.29.2', 0, true, 21),
      layer('LABEL maintainer=NGINX Docker Maintainers <docker-maint@nginx.com>', 0, true, 21),
      layer('ADD rootfs.tar.xz /', 74_800_000, false, 30),
    ],
  };
  return {
    ...detail,
    raw: JSON.stringify({ Id: one.id, RepoTags: one.names, Config: detail.config, Layers: detail.layers }, null, 4),
  };
}
