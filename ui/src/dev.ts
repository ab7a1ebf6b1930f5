/**
 * The window on a made-up engine, to look at it in a browser: `npm run dev`, then /dev.html?lang=ko&theme=dark&state=many.
 * `state`: full (default), many, empty, loading, absent, wronghost, lost, failing. Not part of the built window.
 */
import { mount } from 'svelte';
import { FakeBackend, problem } from './ipc/fake';
import { engine, manyContainers, someContainers, someImages } from './ipc/fake/data';
import { App } from './state/app';
import Window from './Window.svelte';

const query = new URLSearchParams(location.search);
const state = query.get('state') ?? 'full';
const backend = new FakeBackend();
backend.delay = Number(query.get('delay') ?? 900);
backend.buildFails = query.has('buildfails');
backend.machine = { os: query.get('os') ?? 'linux', locale: query.get('lang') ?? 'en', textFamily: null };
backend.kept = { theme: query.get('theme') === 'dark' ? 'dark' : 'light' };
backend.containers = state === 'many' ? manyContainers(1_000) : state === 'empty' ? [] : someContainers();
backend.images = state === 'empty' ? [] : someImages();
backend.logLines = [
  '/docker-entrypoint.sh: Configuration complete; ready for start up',
  '2026/11/23 14:02:11 [notice] 1#1: nginx/1.29.2',
  '172.17.0.1 - - "GET / HTTP/1.1" \u001b[32m200\u001b[0m 615',
  '\u001b[33mwarning:\u001b[0m the disk is \u001b[1m91 %\u001b[0m full',
  `a long line: ${'0123456789 '.repeat(700)}`,
].map((text) => ({ stream: 'stdout', text }));
backend.logLines.push({
  stream: 'stderr',
  text: '[error] open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file)',
});
for (let at = 1; at <= 60; at += 1)
  backend.logLines.push({ stream: 'stdout', text: `172.17.0.1 - - "GET /hello/${at} HTTP/1.1" 200 21` });

const app = new App(backend);
app.start();
const target = document.getElementById('app');
if (target) mount(Window, { target, props: { app } });
Object.assign(window, { app, backend });

const absent = problem(
  'engineAbsent',
  { address: 'unix:///var/run/docker.sock' },
  'No such file or directory (os error 2)',
);
const tried = [
  { source: { kind: 'default' } as const, address: 'unix:///var/run/docker.sock', problem: absent },
  {
    source: { kind: 'wellKnown', product: 'Docker Desktop' } as const,
    address: 'unix:///home/yuseop/.docker/run/docker.sock',
    problem: absent,
  },
  {
    source: { kind: 'wellKnown', product: 'Podman' } as const,
    address: 'unix:///run/user/1000/podman/podman.sock',
    problem: problem('permissionDenied', { address: 'unix:///run/user/1000/podman/podman.sock' }),
  },
];
if (state === 'absent') backend.status({ state: 'absent', tried });
else if (state === 'wronghost') {
  const address = 'tcp://192.168.0.9:2375';
  backend.status({
    state: 'absent',
    tried: [{ source: { kind: 'dockerHost' }, address, problem: problem('engineUnreachable', { address }) }],
  });
} else if (state !== 'loading') {
  backend.connect();
  if (state === 'lost')
    backend.status({
      state: 'lost',
      engine,
      problem: problem('engineUnreachable', { address: engine.address }, 'connection reset'),
    });
  if (state === 'failing') {
    const [one] = backend.containers;
    if (one)
      app.operations.failures.set(one.id, {
        container: one.id,
        name: one.name,
        command: { verb: 'start', containers: [one.name] },
        problem: problem(
          'portInUse',
          { port: '80' },
          'driver failed programming external connectivity on endpoint hellonginx: Bind for 0.0.0.0:80 failed: port is already allocated',
        ),
      });
  }
}
