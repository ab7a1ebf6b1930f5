import { beforeAll } from 'vitest';
import { environment } from '../harness/environment.ts';
import { paste } from '../harness/palette.ts';
import { scenarios } from '../harness/scenario.ts';
import { look, shoot } from './camera.ts';
import { fill } from './content.ts';

beforeAll(fill, 180_000);

const stop = scenarios(() => ({ ...look, dockerHost: environment.lab.dockerHost() }));

stop('palette: empty, and an object by its name', async (window) => {
  await window.page.container('hellonginx', 'running');
  await window.page.click('open-palette');
  await window.page.shows('palette-entry');
  await shoot(window, 'palette-empty');
  await paste(window, 'hellonginx');
  await window.page.shows('palette-entry', { label: 'hellonginx' });
  await shoot(window, 'palette-object');
  await paste(window, 'no such thing');
  await window.page.shows('palette-nothing');
  await shoot(window, 'palette-nothing');
});

stop('palette: a line explained', async (window) => {
  await paste(
    window,
    'docker run -d -p 8081:80 --name hello -e GREETING=안녕 -v leafy-data:/usr/share/nginx/html --restart unless-stopped nginx',
  );
  await window.page.shows('palette-part', { key: 'run.publish' });
  await shoot(window, 'palette-line');
});

stop('palette: several lines, one misspelt', async (window) => {
  await paste(window, '# lesson two\n$ docker pull busybox\n$ docker puase hellonginx\n$ docker ps -a');
  await window.page.shows('palette-mend');
  await shoot(window, 'palette-lines');
});

stop('palette: a mistake, and a folder that is asked for', async (window) => {
  await paste(window, 'docker run --nmae web nginx');
  await window.page.shows('palette-mistake');
  await shoot(window, 'palette-mistake');
  await paste(window, 'docker build -t my-simple-web .');
  await window.page.shows('palette-folder');
  await shoot(window, 'palette-folder');
});

stop('palette: the form that a line fills', async (window) => {
  await paste(window, 'docker run -d -p 8081:80 --name hello -e GREETING=hello --memory 256m --init nginx');
  await window.page.click('palette-fill');
  await window.page.shows('further');
  await shoot(window, 'palette-form');
});

stop('palette: what a removal takes away', async (window) => {
  await paste(window, 'docker rm -f $(docker ps -aq)');
  await window.page.click('palette-run');
  await window.page.shows('palette-care');
  await shoot(window, 'palette-care');
});

stop('palette: what ran, and what it answered', async (window) => {
  await paste(window, 'docker pull busybox\ndocker ps -a');
  await window.page.click('palette-run');
  await window.page.shows('palette-session', { running: 'false' }, 60_000);
  await shoot(window, 'palette-ran');
});
