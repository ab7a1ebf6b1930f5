import { rmSync } from 'node:fs';
import http from 'node:http';

/** A socket that leads to the engine, but for requests that it refuses: as a broken store does, or a proxy that lets only some through. */
export class Refusing {
  /** What is refused, by its path without the version; changed at any time. */
  refused: RegExp | null = null;
  private readonly server: http.Server;

  constructor(
    readonly path: string,
    target: string,
  ) {
    this.server = http.createServer((asked, answer) => {
      if (this.refused?.test((asked.url ?? '').replace(/^\/v[\d.]+/, ''))) {
        answer
          .writeHead(500, { 'content-type': 'application/json' })
          .end(JSON.stringify({ message: 'the store is broken' }));
        return;
      }
      const { url, method, headers } = asked;
      const engine = http.request({ socketPath: target, path: url, method, headers }, (said) => {
        answer.writeHead(said.statusCode ?? 502, said.headers);
        answer.flushHeaders();
        said.pipe(answer);
      });
      answer.on('close', () => engine.destroy());
      engine.on('error', () => answer.destroy());
      asked.pipe(engine);
    });
  }

  /** Comes back when somebody could connect. */
  async open(): Promise<void> {
    rmSync(this.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.path, resolve);
    });
  }

  async shut(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
    rmSync(this.path, { force: true });
  }
}
