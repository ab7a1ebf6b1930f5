import type { Backend } from '../../../ipc/backend';
import type { ClaimedPort, Container, Port } from '../../../ipc/bindings';
import type { Mirror } from '../../../state/mirror.svelte';

/** Addresses that stand for every one. */
const ANY = new Set(['', '0.0.0.0', '::']);

/** How many ports are looked at for a free one. */
const LOOKED_AT = 24;

/** The last port there is. */
const LAST = 65_535;

/** Low ports belong to well-known services: a free one is looked for where people look. */
const HIGH = 8_000;

/** Who has a port of the engine's host: a container of the mirror, or somebody that only the system knows. */
export type Holder = { kind: 'container'; name: string; port: number } | { kind: 'other'; port: number };

function meets(claim: Pick<ClaimedPort, 'hostIp' | 'protocol'>, port: Port): boolean {
  const word = port.protocol.kind === 'unknown' ? port.protocol.word : port.protocol.kind;
  const [one, other] = [claim.hostIp ?? '', port.hostIp ?? ''];
  return word === claim.protocol && (ANY.has(one) || ANY.has(other) || one === other);
}

/** The container that has one of the ports that are asked for; a stopped one has none. */
export function holderOf(claim: Omit<ClaimedPort, 'index'>, containers: readonly Container[]): Holder | undefined {
  for (const container of containers) {
    for (const port of container.ports) {
      if (port.hostPort === null || port.hostPort < claim.first || port.hostPort > claim.last) continue;
      if (meets(claim, port)) return { kind: 'container', name: container.name, port: port.hostPort };
    }
  }
  return undefined;
}

/** Which host ports a form asks for, who has them, and which are free instead. */
export class HostPorts {
  /** Ports that the system says somebody has, as `tcp 80`. */
  #busy = $state.raw(new Set<string>());
  #asked = 0;

  constructor(
    private readonly backend: Backend,
    private readonly mirror: Mirror,
    private readonly claims: () => readonly ClaimedPort[],
  ) {}

  /** Who has the port that the form's `index`-th mapping asks for. */
  holder(index: number): Holder | undefined {
    const claim = this.claims().find((one) => one.index === index);
    if (!claim) return undefined;
    const container = holderOf(claim, this.mirror.containers ?? []);
    if (container) return container;
    const port = numbers(claim.first, claim.last).find((number) => this.#busy.has(keyOf(claim, number)));
    return port === undefined ? undefined : { kind: 'other', port };
  }

  /** Asks the system about the ports that are asked for now; only the last answer counts. */
  async look() {
    this.#asked += 1;
    const asked = this.#asked;
    const wanted = this.claims().flatMap((claim) =>
      numbers(claim.first, Math.min(claim.last, claim.first + LOOKED_AT)).map((port) => ({ claim, port })),
    );
    const uses = await this.#uses(wanted);
    if (asked !== this.#asked) return;
    this.#busy = new Set(wanted.flatMap(({ claim, port }, at) => (uses[at] === 'busy' ? [keyOf(claim, port)] : [])));
  }

  /** The first of so many free ports in a row, as docker would have them, from a port on; nothing when there are none near. */
  async free(from: number, count: number, protocol = 'tcp', own?: number): Promise<number | undefined> {
    const claim = { hostIp: null, protocol };
    const others = this.claims().filter((one) => one.index !== own);
    const low = from < 1024 ? numbers(from + HIGH, from + HIGH + LOOKED_AT) : [];
    const candidates = [...numbers(from, low.length > 0 ? from : from + LOOKED_AT), ...low].filter(
      (port) => port <= LAST,
    );
    const uses = await this.#uses(candidates.map((port) => ({ claim, port })));
    const isFree = (port: number) => {
      const at = candidates.indexOf(port);
      return (
        at >= 0 &&
        uses[at] !== 'busy' &&
        !holderOf({ ...claim, first: port, last: port }, this.mirror.containers ?? []) &&
        !others.some((one) => one.protocol === protocol && one.first <= port && port <= one.last)
      );
    };
    return candidates.find((port) => numbers(port, port + count - 1).every(isFree));
  }

  #uses(wanted: { claim: Pick<ClaimedPort, 'hostIp' | 'protocol'>; port: number }[]) {
    if (wanted.length === 0) return Promise.resolve([]);
    return this.backend.portUses(
      wanted.map(({ claim, port }) => ({ ip: claim.hostIp, port, protocol: claim.protocol })),
    );
  }
}

function keyOf(claim: Pick<ClaimedPort, 'hostIp' | 'protocol'>, port: number): string {
  return `${claim.protocol} ${claim.hostIp ?? ''} ${port}`;
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** A mapping with another host port: `8080:80` with 8081 is `8081:80`. */
export function withHostPort(text: string, port: number): string {
  const parts = text.trim().split(':');
  if (parts.length < 2) return `${port}:${text.trim()}`;
  parts[parts.length - 2] = String(port);
  return parts.join(':');
}

/** Ports that the image says it listens on and no mapping of the form leads to, as `80/tcp`. */
export function unpublished(exposed: readonly string[], mappings: readonly string[]): string[] {
  const inner = (text: string) => {
    const last = text.trim().split(':').at(-1) ?? '';
    return last.includes('/') ? last : `${last}/tcp`;
  };
  const led = new Set(mappings.map(inner));
  return exposed.filter((port) => !led.has(port) && !port.includes('-'));
}
