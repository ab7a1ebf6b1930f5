import type { Container, EngineInfo, Port } from '../../ipc/bindings';

/** A port of a container as one thing to read, and to click when it is published. */
export interface PortView {
  key: string;
  containerPort: number;
  protocol: string;
  /** Where it answers, when it is published. */
  published?: { host: string; port: number; browsable: boolean };
}

const ANY = new Set(['0.0.0.0', '::', '']);

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}

/** Where a port published on `hostIp` is reached from this machine. */
export function hostOf(hostIp: string | null, engine: EngineInfo | undefined): string {
  const everywhere = engine?.portsHost ?? 'localhost';
  return hostIp === null || ANY.has(hostIp) || isLoopback(hostIp) ? everywhere : hostIp;
}

function word(port: Port): string {
  return port.protocol.kind === 'unknown' ? port.protocol.word : port.protocol.kind;
}

/** Each published port once: docker tells of IPv4 and IPv6 apart, and of a port that is both exposed and published twice. */
export function portsOf(container: Pick<Container, 'ports'>, engine: EngineInfo | undefined): PortView[] {
  const views = new Map<string, PortView>();
  for (const port of container.ports) {
    const inner = `${port.containerPort}/${word(port)}`;
    if (port.hostPort === null) {
      if (!views.has(inner)) views.set(inner, { key: inner, containerPort: port.containerPort, protocol: word(port) });
      continue;
    }
    const host = hostOf(port.hostIp, engine);
    const key = `${host}:${port.hostPort}>${inner}`;
    views.set(key, {
      key,
      containerPort: port.containerPort,
      protocol: word(port),
      published: { host, port: port.hostPort, browsable: port.protocol.kind === 'tcp' },
    });
  }
  const published = new Set([...views.values()].filter((one) => one.published).map((one) => inner(one)));
  return [...views.values()]
    .filter((one) => one.published || !published.has(inner(one)))
    .sort((a, b) => (a.published?.port ?? 1e6) - (b.published?.port ?? 1e6) || a.containerPort - b.containerPort);
}

function inner(view: PortView): string {
  return `${view.containerPort}/${view.protocol}`;
}

/** `localhost:8080`, with IPv6 addresses in brackets. */
export function addressText(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
