import type { Container, EngineInfo, PlannedPort, Port } from '../../ipc/bindings';

/** A port of a container as one thing to read, and to click when it is published. */
export interface PortView {
  key: string;
  containerPort: number;
  protocol: string;
  /** Where it answers, when it is published. */
  published?: {
    host: string;
    port: number;
    /** Whether a browser here can open it. */
    browsable: boolean;
    /** Published on the loopback of the engine's machine, which is not this one. */
    away: boolean;
  };
}

const ANY = new Set(['0.0.0.0', '::', '']);

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}

/** Whether the engine's loopback is this machine's. */
function isHere(engine: EngineInfo | undefined): boolean {
  const host = engine?.portsHost ?? 'localhost';
  return host === 'localhost' || isLoopback(host);
}

/** Where a port published on `hostIp` is reached from this machine. */
export function hostOf(hostIp: string | null, engine: EngineInfo | undefined): string {
  const everywhere = engine?.portsHost ?? 'localhost';
  if (hostIp === null || ANY.has(hostIp)) return everywhere;
  return isLoopback(hostIp) && isHere(engine) ? everywhere : hostIp;
}

function word(port: Pick<Port, 'protocol'>): string {
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
    const away = port.hostIp !== null && isLoopback(port.hostIp) && !isHere(engine);
    const key = `${host}:${port.hostPort}>${inner}`;
    views.set(key, {
      key,
      containerPort: port.containerPort,
      protocol: word(port),
      published: { host, port: port.hostPort, browsable: port.protocol.kind === 'tcp' && !away, away },
    });
  }
  const published = new Set([...views.values()].filter((one) => one.published).map((one) => inner(one)));
  return [...views.values()]
    .filter((one) => one.published || !published.has(inner(one)))
    .sort(
      (a, b) =>
        order(a) - order(b) ||
        (a.published?.port ?? 1e6) - (b.published?.port ?? 1e6) ||
        a.containerPort - b.containerPort,
    );
}

/** A port that will be published: `8080` or `127.0.0.1:8080` to `80` or `53/udp`; no host where docker takes any. */
export function plannedOf(ports: readonly PlannedPort[]): { key: string; host: string | undefined; port: string }[] {
  const views = ports.map((one) => {
    const narrow = one.hostIp !== null && !ANY.has(one.hostIp) ? one.hostIp : undefined;
    const given = one.hostPort ?? undefined;
    const host = given !== undefined && narrow !== undefined ? addressText(narrow, given) : given;
    const port = word(one) === 'tcp' ? `${one.containerPort}` : `${one.containerPort}/${word(one)}`;
    return { key: `${host}>${port}`, host, port };
  });
  return [...new Map(views.map((view) => [view.key, view])).values()];
}

/** What can be clicked comes first: a row shows only two. */
function order(view: PortView): number {
  return view.published?.browsable ? 0 : 1;
}

function inner(view: PortView): string {
  return `${view.containerPort}/${view.protocol}`;
}

/** `localhost:8080`, with IPv6 addresses in brackets. */
export function addressText(host: string, port: number | string): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
