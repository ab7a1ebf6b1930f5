import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { docker, noContainers } from '../harness/lab.ts';
import { until } from '../harness/until.ts';

/** Fills the lab with what a learner would have after some lessons. */
export async function fill(): Promise<void> {
  await noContainers();
  await docker('run', '--detach', '--name', 'tencounter', 'devwikirepo/tencounter');
  await docker('create', '--name', 'my-simple-web', '--publish', '8080:80', 'devwikirepo/simple-web');
  await docker('run', '--detach', '--name', 'leafy-backend', 'busybox', 'sleep', '1000');
  await docker('kill', 'leafy-backend');
  await docker(
    'run',
    '--detach',
    '--name',
    'leafy-api',
    '--publish',
    '127.0.0.1:9000:9000',
    '--health-cmd',
    'false',
    '--health-interval',
    '1s',
    '--health-retries',
    '1',
    'alpine',
    'sleep',
    '1000',
  );
  await docker('run', '--detach', '--name', 'hundredcounter', 'devwikirepo/hundredcounter');
  await docker('pause', 'hundredcounter');
  await docker('run', '--detach', '--name', 'hellonginx', '--publish', '80:80', 'nginx');
  await docker('tag', 'devwikirepo/simple-web', 'yuseop/my-simple-web:0.1');
  await until('tencounter to end', async () => (await status('tencounter')) === 'exited');
  await until(
    'leafy-api to be unhealthy',
    async () => (await docker('inspect', '--format', '{{.State.Health.Status}}', 'leafy-api')) === 'unhealthy',
  );
}

async function status(name: string): Promise<string> {
  return docker('inspect', '--format', '{{.State.Status}}', name);
}

const DOCKERFILE = `FROM busybox AS build
ARG FAIL=no
ARG PACE=0.4
WORKDIR /src
COPY pages ./pages
RUN for page in pages/*; do echo "rendering $page"; sleep $PACE; done
RUN if [ "$FAIL" = yes ]; then echo "pages/about.txt: line 3: unknown word" >&2; exit 1; fi
RUN mkdir site && for page in pages/*; do tr a-z A-Z < $page > site/$(basename $page).html; done

FROM nginx
LABEL org.opencontainers.image.title="my-simple-web"
COPY --from=build /src/site /usr/share/nginx/html
EXPOSE 80
`;

/** A small project to build. */
export function makeProject(): { folder: string; remove: () => void } {
  const home = mkdtempSync(path.join(tmpdir(), 'naru-tour-'));
  const folder = path.join(home, 'my-simple-web');
  mkdirSync(path.join(folder, 'pages'), { recursive: true });
  writeFileSync(path.join(folder, 'Dockerfile'), DOCKERFILE);
  for (const page of ['index', 'about', 'lessons', 'contact', 'harbour', 'news']) {
    writeFileSync(path.join(folder, 'pages', `${page}.txt`), `the ${page} page\n`.repeat(20));
  }
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) };
}
