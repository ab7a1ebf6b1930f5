/** What the run form shows of an image before it runs, and the ways it runs in: with the image's words or others, once, attached. */
import { expect, onTestFinished } from 'vitest';
import { environment } from '../harness/environment.ts';
import { docker, noContainers } from '../harness/lab.ts';
import { Page } from '../harness/page.ts';
import { scenarios } from '../harness/scenario.ts';
import { shows, typeLine } from '../harness/terminal.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(async () => {
  await noContainers();
  return { dockerHost: environment.lab.dockerHost() };
});

scenario(
  'what the image runs stands in the form, and a word typed there takes its place',
  async ({ page, browser }) => {
    await docker('create', '--name', 'base', 'busybox');
    const says = [
      'ENTRYPOINT ["echo", "from the image:"]',
      'CMD ["its own", "words"]',
      'WORKDIR /srv/app',
      'USER 1000:50',
    ];
    await docker('commit', ...says.flatMap((change) => ['--change', change]), 'base', 'e2e/speaks');
    onTestFinished(async () => {
      await docker('rm', '--force', 'base', 'speaks', 'speaks-otherwise');
      await docker('image', 'rm', '--force', 'e2e/speaks');
    });
    await page.container('base', 'created');
    await page.click('open-run');
    await page.click('run-section-command-summary');
    await page.type('run-image', 'e2e/speaks');
    const own = async () => {
      const fields = ['entrypoint', 'command', 'workdir', 'user'];
      return Promise.all(fields.map((field) => browser.$(Page.css(`run-${field}`)).getAttribute('placeholder')));
    };
    const expected = ["echo 'from the image:'", "'its own' words", '/srv/app', '1000:50'];
    await until('the image’s words in the boxes', async () => (await own()).join() === expected.join());

    await page.type('run-name', 'speaks');
    await page.says('strip-line', /^docker run -d --name speaks e2e\/speaks$/);
    await page.click('run-accept');
    await page.container('speaks', 'exited');
    expect(await docker('logs', 'speaks')).toBe('from the image: its own words');

    await page.click('open-run');
    await page.type('run-image', 'e2e/speaks');
    await page.type('run-name', 'speaks-otherwise');
    await page.click('run-section-command-summary');
    await page.type('run-command', 'mine');
    await page.click('run-accept');
    await page.container('speaks-otherwise', 'exited');
    expect(await docker('logs', 'speaks-otherwise')).toBe('from the image: mine');
  },
);

scenario('a container that is run with --rm is gone when it ends', async ({ page }) => {
  await page.click('open-run');
  await page.type('run-image', 'busybox');
  await page.type('run-name', 'fleeting');
  await page.click('run-rm');
  await page.click('run-section-command-summary');
  await page.type('run-command', "sh -c 'until [ -e /go ]; do sleep 0.1; done'");
  await page.says('strip-line', /^docker run -d .*--rm .*busybox sh -c/);
  await page.click('run-accept');
  await page.container('fleeting', 'running');
  await page.gone('run-form');
  expect(await docker('inspect', '--format', '{{.HostConfig.AutoRemove}}', 'fleeting')).toBe('true');
  await docker('exec', 'fleeting', 'touch', '/go');
  await page.gone('container-row', { name: 'fleeting' });
  expect(await docker('ps', '--all', '--quiet', '--filter', 'name=fleeting')).toBe('');
});

scenario('an interactive run leads from the form into its terminal', async (window) => {
  const { page } = window;
  await page.click('open-run');
  await page.type('run-image', 'busybox');
  await page.type('run-name', 'sat-at');
  await page.click('run-interactive');
  await page.says('strip-line', /^docker run -it --name sat-at busybox$/);
  await page.click('run-accept');
  await page.says('page-title', 'sat-at');
  await page.shows('terminal-screen', { state: 'live' });
  await page.gone('run-form');
  await page.gone('palette');
  await shows(window, /# ?$/m);
  await typeLine(window, 'echo $((40 + 7)); exit 6');
  await page.shows('session-end', { state: 'ended', code: '6' });
  await shows(window, '47');
  await until(
    'it to have ended',
    async () => (await docker('inspect', '--format', '{{.State.ExitCode}}', 'sat-at')) === '6',
  );
});

scenario('a port that a program has which is no container’s is said before anything is sent', async ({ page }) => {
  // On the engine's own network, as a program of its computer: docker publishes nothing for it.
  await docker('run', '--detach', '--name', 'program', '--network', 'host', 'busybox', 'httpd', '-f', '-p', '8131');
  onTestFinished(async () => {
    await docker('rm', '--force', 'program', 'beside');
  });
  const answers = () => fetch(`http://${environment.lab.portsHost()}:8131/`).then(() => true);
  await until('it to listen', answers);
  await page.container('program', 'running');
  await page.click('open-run');
  await page.type('run-image', 'busybox');
  await page.type('run-name', 'beside');
  await page.type('run-port-0', '8131:80');
  await page.says('field-error', 'Another program', { field: 'ports' });
  expect(await docker('ps', '--all', '--quiet', '--filter', 'name=beside'), 'nothing was sent').toBe('');
  await page.click('run-port-free');
  await page.gone('field-error');
  await page.says('strip-line', /-p 813[2-9]:80 /);
  await page.press('Escape');
  await page.gone('run-form');
});
