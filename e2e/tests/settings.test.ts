import { expect } from 'vitest';
import { environment } from '../harness/environment.ts';
import { scenarios } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';

const scenario = scenarios(() => ({
  dockerHost: environment.lab.dockerHost(),
  untouched: true,
  locale: 'ko_KR.UTF-8',
}));

const dark = () => document.documentElement.classList.contains('dark');

scenario('the window begins in the system’s language', async ({ page }) => {
  await page.engine('connected');
  await page.says('nav-containers', '컨테이너');
  await page.says('nav-images', '이미지');
});

scenario('a chosen language and theme are used at once and kept over a restart', async (window) => {
  await window.page.go('settings');
  await window.page.click('lang-en');
  await window.page.says('nav-containers', 'Containers');
  await window.page.click('theme-dark');
  await until('the dark theme', () => window.browser.execute(dark));

  await window.restart();
  await window.page.says('nav-containers', 'Containers');
  await until('the dark theme still', () => window.browser.execute(dark));

  await window.page.go('settings');
  await window.page.click('lang-ko');
  await window.page.says('nav-containers', '컨테이너');
  await window.page.click('theme-light');
  await until('the light theme', async () => !(await window.browser.execute(dark)));

  await window.page.click('theme-system');
  await window.page.click('lang-system');
  await window.page.says('nav-containers', '컨테이너');
});

scenario('the strip writes for the shell that was chosen, and remembers it', async (window) => {
  const shell = async () => (await window.page.shows('strip-shell')).text;
  const before = await shell();
  await window.page.click('strip-shell');
  await until('the other shell', async () => (await shell()) !== before);
  const chosen = await shell();
  await window.restart();
  await until('the chosen shell', async () => (await shell()) === chosen);
  expect(chosen).not.toBe(before);
});
