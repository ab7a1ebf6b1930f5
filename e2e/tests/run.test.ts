import { expect, onTestFinished } from 'vitest';
import { environment } from '../harness/environment.ts';
import { FakeBrowser } from '../harness/fake-browser.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const web = new FakeBrowser();
const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost(), programs: web.programs };
});

scenario(
  'lesson one: nginx is not here yet; run pulls it, starts it, and its port opens in the browser',
  async ({ page }) => {
    await docker('image', 'rm', '--force', 'nginx');
    await page.engine('connected');
    await page.click('open-run');
    await page.shows('run-form');
    await page.type('run-image', 'nginx');
    await page.type('run-name', 'hellonginx');
    await page.type('run-port-0', '8080:80');
    await page.says(
      'strip-line',
      /docker run (-d )?-p 8080:80 --name hellonginx nginx|docker run (-d )?--name hellonginx -p 8080:80 nginx/,
    );
    await page.click('run-submit');
    await page.shows('pull-progress');
    await page.container('hellonginx', 'running', 60_000);
    await page.gone('run-form');
    expect(await docker('port', 'hellonginx', '80/tcp'), 'the engine published it').toContain('0.0.0.0:8080');

    await page.click('port-link', { port: '8080' });
    const url = await until('the browser to be opened', () => web.opened()[0]);
    expect(url.replace(/\/$/, ''), 'where the engine’s ports really are').toBe(
      `http://${environment.lab.portsHost()}:8080`,
    );
    const answer = await until('nginx to answer', async () => {
      const response = await fetch(url);
      return response.ok && response.text();
    });
    expect(answer).toMatch(/nginx/i);
  },
);

scenario('a name that is taken is said at its field, and another one works', async ({ page }) => {
  await docker('create', '--name', 'taken', 'busybox');
  await page.container('taken');
  await page.click('open-run');
  await page.type('run-image', 'busybox');
  await page.type('run-name', 'taken');
  await page.click('run-submit');
  await page.shows('field-error', { field: 'name' });
  await page.type('run-name', 'free');
  await page.click('run-submit');
  await page.container('free');
  await page.gone('run-form');
});

scenario('a port that is taken is said, and nothing half-made stays unexplained', async ({ page }) => {
  await docker('run', '--detach', '--name', 'holder', '--publish', '8090:80', 'nginx');
  await page.container('holder', 'running');
  await page.click('open-run');
  await page.type('run-image', 'nginx');
  await page.type('run-name', 'second');
  await page.type('run-port-0', '8090:80');
  await page.click('run-submit');
  await until('the form to say that the port is taken', async () => {
    const errors = await page.all('field-error');
    const problems = await page.all('problem', { code: 'portInUse' });
    return errors.some((each) => each.data.field === 'ports') || problems.length > 0;
  });
  await page.press('Escape');
});

scenario('mistakes are said at their fields before anything is sent', async ({ page }) => {
  await page.click('open-run');
  await page.type('run-image', 'NGINX');
  await page.type('run-name', '?');
  await page.type('run-port-0', '99999:80');
  await page.click('run-submit');
  await page.shows('field-error', { field: 'image' });
  await page.shows('field-error', { field: 'name' });
  await page.shows('field-error', { field: 'ports' });
  await page.click('run-cancel');
  await page.gone('run-form');
});

scenario('an image that nobody has is a problem with a name', async ({ page }) => {
  await page.click('open-run');
  await page.type('run-image', 'nobody/has-this');
  await page.click('run-submit');
  const problem = await page.shows('problem', {}, 60_000);
  // An engine that does not find it at its mirror asks the Hub, which a lab cannot reach.
  expect(['imageNotFound', 'unauthorized', 'registryUnreachable']).toContain(problem.data.code);
  await page.press('Escape');
  await page.gone('run-form');
  onTestFinished(() => web.remove());
});
