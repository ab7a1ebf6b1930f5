import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { lifeOf } from '../../../ipc/fake/life';
import { openPage, web } from '../../../test/containerPage';
import { appears } from '../../../test/window';

describe('the inspect tab', () => {
  it('hides what the line gave until it is asked for', async () => {
    const config = {
      cmd: ['sleep', '1000'],
      entrypoint: [],
      env: ['PATH=/bin', 'COLOR=blue', 'GREETING=hello'],
      exposedPorts: [],
      workingDir: '/app',
      user: '',
      volumes: [],
      labels: [{ key: '<b>x</b>', value: 'y' }],
    };
    await openPage(web, (made) =>
      made.life.details.set(web.id, {
        config,
        ofImage: { ...config, cmd: ['sh'], env: ['PATH=/bin', 'COLOR=green'], workingDir: '' },
      }),
    );
    await fireEvent.click(screen.getByTestId('tab-inspect'));
    const env = await appears('inspect-env');
    expect(env.textContent).toContain('PATH=/bin');
    expect(env.textContent).not.toContain('blue');
    expect(env.textContent).toContain('overrides the image');
    await fireEvent.click(within(env).getByLabelText('Show the value of COLOR'));
    expect(env.textContent).toContain('COLOR=blue');
    expect(screen.getByTestId('inspect-cmd').textContent).toContain('overrides the image');
    expect(screen.getByTestId('inspect-labels').querySelector('b:not(dt b)'), 'a label is text').toBeNull();
  });

  it('hides the same in the JSON beside it, where nothing hidden is found or copied', async () => {
    const write = vi.fn(async () => {});
    Object.assign(navigator, { clipboard: { writeText: write } });
    const Env = ['PATH=/bin', 'DB_PASSWORD=hunter2', 'COLOR=blue'];
    const config = { ...lifeOf(web).config, env: Env };
    const raw = JSON.stringify([{ Config: { Env, Labels: { note: 'gpj.\u202eexe' } } }], null, 4);
    await openPage(web, (made) =>
      made.life.details.set(web.id, { config, ofImage: { ...config, env: ['PATH=/bin'] }, raw }),
    );
    await fireEvent.click(screen.getByTestId('tab-inspect'));
    const json = await appears('raw-json');
    expect(json.textContent).toContain('"PATH=/bin"');
    expect(json.textContent).toContain('gpj.⟨U+202E⟩exe');
    expect(json.textContent).not.toMatch(/hunter2|blue/);
    await fireEvent.input(screen.getByTestId('json-search'), { target: { value: 'hunter2' } });
    expect(json.querySelector('mark')).toBeNull();
    await fireEvent.click(screen.getByLabelText('Copy the JSON'));
    expect(write).toHaveBeenLastCalledWith(expect.not.stringContaining('hunter2'));
    await fireEvent.click(screen.getByLabelText('Show the value of COLOR'));
    expect(json.textContent).toContain('COLOR=blue');
    await fireEvent.click(screen.getByTestId('json-values'));
    expect(screen.getByTestId('inspect-env').textContent).toContain('DB_PASSWORD=hunter2');
    await waitFor(() => expect(json.querySelector('mark')?.textContent).toBe('hunter2'));
    await fireEvent.click(screen.getByLabelText('Copy the JSON'));
    expect(write).toHaveBeenLastCalledWith(raw);
    await fireEvent.click(screen.getByTestId('json-values'));
    expect(screen.getByTestId('container-inspect').textContent).not.toMatch(/hunter2|blue/);
  });
});
