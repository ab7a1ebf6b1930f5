import net from 'node:net';
import { Child } from './child.ts';
import { environment } from './environment.ts';
import { until } from './until.ts';

/** A tauri-driver of its own. The window it opens inherits its environment. */
export interface Driver {
  port: number;
  child: Child;
}

/** Two ports that nobody listens on, held until both are known. */
async function freePorts(): Promise<[number, number]> {
  const held = await Promise.all([listening(), listening()]);
  const ports = held.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    return address.port;
  });
  await Promise.all(held.map((server) => new Promise((closed) => server.close(closed))));
  return ports as [number, number];
}

async function listening(): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export async function startDriver(env: NodeJS.ProcessEnv): Promise<Driver> {
  const [port, native] = await freePorts();
  const child = new Child('tauri-driver', environment.driver(), ['--port', `${port}`, '--native-port', `${native}`], {
    env,
  });
  await until('tauri-driver to listen', async () => {
    if (!child.running) throw new Error(`tauri-driver ended: ${child.output}`);
    return (await answers(port)) && (await answers(native));
  });
  return { port, child };
}
