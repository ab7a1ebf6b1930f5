import { rmSync } from 'node:fs';
import net from 'node:net';

/** A socket that leads to the engine and can be opened and shut, for an engine that comes and goes. */
export class Gate {
  private server: net.Server | null = null;
  private readonly connections = new Set<net.Socket>();

  constructor(
    readonly path: string,
    private readonly target: string,
  ) {}

  /** Comes back when somebody could connect. */
  async open(): Promise<void> {
    rmSync(this.path, { force: true });
    const server = net.createServer((client) => {
      const engine = net.connect(this.target);
      for (const [one, other] of [
        [client, engine],
        [engine, client],
      ] as const) {
        this.connections.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.connections.delete(one);
          other.destroy();
        });
      }
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.path, resolve);
    });
  }

  /** Cuts every connection and takes the socket away. */
  async shut(): Promise<void> {
    const server = this.server;
    this.server = null;
    for (const socket of this.connections) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
    rmSync(this.path, { force: true });
  }
}
