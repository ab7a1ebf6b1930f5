import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import type { Tried } from '../../ipc/bindings';
import { problem } from '../../ipc/fake';
import { container, engine, someContainers } from '../../ipc/fake/data';
import { appears, openWindow, rows } from '../../test/window';
import { advice, found, title } from './noEngine';

const nothing: Tried = {
  source: { kind: 'default' },
  address: 'unix:///var/run/docker.sock',
  problem: problem('engineAbsent', { address: 'unix:///var/run/docker.sock' }),
};
const wrongHost: Tried = {
  source: { kind: 'dockerHost' },
  address: 'tcp://192.168.0.9:2375',
  problem: problem('engineUnreachable', { address: 'tcp://192.168.0.9:2375' }),
};

describe('no engine', () => {
  it('says what was looked for and what to do, and goes on by itself when one appears', async () => {
    const { backend } = await openWindow();
    backend.status({ state: 'absent', tried: [nothing] });
    const page = await appears('state-absent');
    expect(page.textContent).toContain('unix:///var/run/docker.sock');
    expect(page.textContent).toContain('sudo systemctl start docker');
    expect(screen.getByTestId('engine-status').dataset.state).toBe('absent');
    backend.containers = someContainers();
    backend.connect();
    await tick();
    expect(screen.queryByTestId('state-absent')).toBeNull();
    expect(rows('container-row').length).toBeGreaterThan(0);
  });

  it('names a wrong DOCKER_HOST', async () => {
    const { backend } = await openWindow();
    backend.status({ state: 'absent', tried: [wrongHost] });
    const page = await appears('state-absent');
    expect(page.textContent).toContain('DOCKER_HOST');
    expect(page.textContent).toContain('tcp://192.168.0.9:2375');
    expect(page.textContent).toContain('unset DOCKER_HOST');
  });

  it('says what is the matter with a chosen address, by what was found there', () => {
    const at = (code: Tried['problem']['code']): Tried => ({ ...wrongHost, problem: problem(code) });
    expect(title([nothing])).toBe('No Docker engine found');
    expect(title([wrongHost])).toContain('No engine where DOCKER_HOST');
    expect(title([at('endpointInvalid')])).toBe('This address cannot be used');
    expect(advice([at('endpointInvalid')], 'linux')[0]?.text).toContain('unix://');
    for (const code of ['engineRefused', 'imageNotFound', 'internal'] as const) {
      expect(title([at(code)])).toContain('does not seem to be a Docker engine');
      expect(found(at(code))).toContain('does not seem to be a Docker engine');
    }
    expect(found(at('engineUnreachable'))).toContain('No answer');
    expect(found(nothing)).toBe('No engine is running there.');
  });

  it('leaves the settings open', async () => {
    const { backend } = await openWindow();
    backend.status({ state: 'absent', tried: [nothing] });
    await fireEvent.click(screen.getByTestId('nav-settings'));
    expect(await appears('lang-ko')).toBeTruthy();
  });

  it('advises by system, and only about the choice that somebody made', () => {
    const commands = (tried: Tried[], os: string) => advice(tried, os).flatMap(({ command }) => command ?? []);
    expect(commands([wrongHost], 'windows')).toEqual(['Remove-Item Env:DOCKER_HOST']);
    const context: Tried = { ...wrongHost, source: { kind: 'currentContext', name: 'far' } };
    expect(commands([context], 'linux')).toEqual(['docker context use default']);
    const denied: Tried = { ...nothing, problem: problem('permissionDenied') };
    expect(commands([denied], 'linux')[0]).toBe('sudo usermod -aG docker $USER');
    expect(
      advice([nothing], 'macos')
        .map(({ text }) => text)
        .join(),
    ).toContain('Docker Desktop');
  });
});

describe('the strip', () => {
  it('shows what a button runs while it is pointed at, and explains its parts', async () => {
    const { backend } = await openWindow();
    backend.containers = [container('web', 'nginx', 'running', 1)];
    backend.connect();
    await tick();
    await fireEvent.pointerEnter(screen.getByTestId('row-stop'));
    await waitFor(() => expect(screen.getByTestId('strip-line').textContent).toBe('docker stop web'));
    expect(screen.getByTestId('strip').textContent).toContain('runs');
    const word = screen.getByTestId('strip-line').querySelectorAll('.known')[1];
    if (!word) throw new Error('nothing to explain');
    await fireEvent.pointerEnter(word);
    const tip = await waitFor(() => screen.getByRole('tooltip'));
    expect(tip.textContent).toContain('SIGTERM');
    await fireEvent.pointerLeave(word);
    await waitFor(() => expect(screen.queryByRole('tooltip')).toBeNull());
  });

  it('switches between sh and PowerShell, and keeps it', async () => {
    const { backend } = await openWindow();
    expect(screen.getByTestId('strip-shell').textContent).toBe('sh');
    await fireEvent.click(screen.getByTestId('strip-shell'));
    expect(screen.getByTestId('strip-shell').textContent).toBe('PowerShell');
    expect(backend.kept.powershell).toBe(true);
  });

  it('writes for PowerShell on Windows before anybody chose', async () => {
    await openWindow((backend) => {
      backend.machine = { os: 'windows', locale: 'ko-KR', textFamily: null };
    });
    expect(screen.getByTestId('strip-shell').textContent).toBe('PowerShell');
  });
});

describe('language and theme', () => {
  it('follow the system, and change at once when chosen', async () => {
    const { backend } = await openWindow((fake) => {
      fake.machine = { os: 'linux', locale: 'ko_KR.UTF-8', textFamily: null };
    });
    expect(screen.getByTestId('page-title').textContent).toBe('컨테이너');
    expect(document.documentElement.lang).toBe('ko');
    await fireEvent.click(screen.getByTestId('nav-settings'));
    await fireEvent.click(await appears('lang-en'));
    expect(screen.getByTestId('page-title').textContent).toBe('Settings');
    await fireEvent.click(screen.getByTestId('theme-dark'));
    expect(document.documentElement.classList.contains('dark')).toBe(true);
    expect(backend.kept).toEqual({ language: 'en', theme: 'dark', powershell: null });
  });

  it('writes with the desktop’s own family where that is known', async () => {
    const style = document.documentElement.style;
    await openWindow();
    expect(style.getPropertyValue('--font')).toBe('');
    await openWindow((fake) => {
      fake.machine = { os: 'linux', locale: 'en-US', textFamily: 'Noto "Sans"' };
    });
    expect(style.getPropertyValue('--font')).toBe('"Noto \\"Sans\\"", sans-serif');
    style.removeProperty('--font');
  });
});

describe('the rail', () => {
  it('tells who answers', async () => {
    const { backend } = await openWindow();
    backend.connect();
    await tick();
    const card = screen.getByTestId('engine-status');
    expect(card.dataset.state).toBe('connected');
    for (const word of [engine.name, engine.version, 'linux/arm64']) expect(card.textContent).toContain(word);
  });

  it('offers only pages that exist', async () => {
    await openWindow();
    const pages = screen.getAllByRole('button').flatMap((one) => one.dataset.testid?.match(/^nav-(.*)/)?.[1] ?? []);
    expect(pages).toEqual(['containers', 'images', 'builds', 'settings']);
  });
});
