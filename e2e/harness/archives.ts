import { once } from 'node:events';
import { rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';

/** What becomes of the tar of a path. */
type Fate =
  /** Another one is sent in its place. */
  | { kind: 'forged'; tar: Buffer }
  /** So much of it goes through; the rest waits until it is let go. */
  | { kind: 'held'; bytes: number; arrived: () => void; release: Promise<void> };

/** A socket that leads to the engine, on which the files of a container can be others than they are, or come when they shall. */
export class Archives {
  private readonly server: http.Server;
  private readonly fates = new Map<string, Fate>();

  constructor(
    readonly path: string,
    private readonly target: string,
  ) {
    this.server = http.createServer((asked, answer) => this.pass(asked, answer));
    // The window keeps its connections for as long as it likes.
    this.server.keepAliveTimeout = 0;
    this.server.requestTimeout = 0;
  }

  async open(): Promise<void> {
    this.server.listen(this.path);
    await once(this.server, 'listening');
  }

  async shut(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.path, { force: true });
  }

  /** Whoever asks for this path gets that tar. */
  forge(path: string, tar: Buffer): void {
    this.fates.set(path, { kind: 'forged', tar });
  }

  /** Lets so many bytes of the path's next tar through. `there` is kept once they are; `release` lets the rest follow. */
  hold(path: string, bytes: number): { there: Promise<void>; release: () => void } {
    let arrived = () => {};
    let release = () => {};
    const there = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.fates.set(path, { kind: 'held', bytes, arrived, release: released });
    return { there, release };
  }

  private pass(asked: http.IncomingMessage, answer: http.ServerResponse): void {
    const fate = this.fateOf(asked);
    if (fate?.kind === 'forged') {
      // What it is, is asked with HEAD; the engine answers that.
      answer.writeHead(200, { 'content-type': 'application/x-tar' }).end(fate.tar);
      return;
    }
    const { method, url: path, headers } = asked;
    const onward = http.request({ socketPath: this.target, method, path, headers, agent: false }, (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      answer.flushHeaders();
      told.on('error', () => answer.destroy());
      if (fate) void this.trickle(told, answer, fate);
      else told.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }

  private fateOf({ method, url = '' }: http.IncomingMessage): Fate | undefined {
    const { pathname, searchParams } = new URL(url, 'http://engine');
    if (method !== 'GET' || !pathname.endsWith('/archive')) return undefined;
    return this.fates.get(searchParams.get('path') ?? '');
  }

  private async trickle(
    told: http.IncomingMessage,
    answer: http.ServerResponse,
    { bytes, arrived, release }: Extract<Fate, { kind: 'held' }>,
  ): Promise<void> {
    // A connection that nobody reads from does not say that its other end is gone; one that waits does.
    const engine = net.connect(this.target);
    engine.on('error', () => answer.destroy());
    engine.on('close', () => answer.destroy());
    let sent = 0;
    try {
      for await (const chunk of told as AsyncIterable<Buffer>) {
        answer.write(chunk);
        sent += chunk.length;
        if (sent < bytes) continue;
        arrived();
        await release;
      }
      answer.end(() => engine.destroy());
    } catch {
      // The engine broke off, and so does this.
      answer.destroy();
    }
  }
}
