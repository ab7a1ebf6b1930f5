import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { failed } from '../../ipc/fake';
import { buildTurns, DOCKERFILE, progress } from '../../ipc/fake/build';
import { someImages } from '../../ipc/fake/data';
import { appears, openWindow } from '../../test/window';

async function page() {
  const opened = await openWindow((backend) => {
    backend.images = someImages();
  });
  opened.backend.connect();
  await tick();
  await fireEvent.click(screen.getByTestId('nav-builds'));
  await appears('build-folder');
  return opened;
}

const value = (testid: string) => (screen.getByTestId(testid) as HTMLInputElement).value;

async function started() {
  const opened = await page();
  await fireEvent.click(screen.getByTestId('build-pick'));
  await waitFor(() => expect(value('build-tag')).toBe('backend'));
  await waitFor(() => expect(screen.getByTestId('strip-line').textContent).toContain('docker build -t backend'));
  await fireEvent.click(screen.getByTestId('build-submit'));
  const shown = await appears('build-page');
  const [pending] = opened.backend.pending;
  if (!pending) throw new Error('no build was performed');
  const say = async (turn: number, fails = false) => {
    const progress = buildTurns(fails)[turn];
    if (progress) pending.progress({ kind: 'build', progress });
    await tick();
  };
  return { ...opened, shown, pending, say };
}

const steps = () => screen.getAllByTestId('build-step').map((step) => [step.dataset.line, step.dataset.status]);

describe('the build form', () => {
  it('fills the tag and the Dockerfiles from the folder', async () => {
    await page();
    await fireEvent.click(screen.getByTestId('build-pick'));
    await waitFor(() => expect(value('build-tag')).toBe('backend'));
    expect(value('build-folder')).toBe('/home/yuseop/leafy/backend');
    expect(within(screen.getByTestId('build-dockerfile')).getAllByRole('option')).toHaveLength(2);
  });

  it('takes a folder that is dropped on the window, wherever it is', async () => {
    const { backend } = await page();
    await fireEvent.click(screen.getByTestId('nav-containers'));
    backend.drop({ kind: 'over' });
    await tick();
    expect(screen.getByText('Drop the folder to build it')).toBeTruthy();
    backend.drop({ kind: 'drop', paths: ['/srv/shop'] });
    await waitFor(() => expect(value('build-folder')).toBe('/srv/shop'));
    await waitFor(() => expect(value('build-tag')).toBe('shop'));
  });

  it('says at the folder that it does not exist, and builds nothing', async () => {
    const { backend } = await page();
    await fireEvent.input(screen.getByTestId('build-folder'), { target: { value: '/missing' } });
    await fireEvent.click(screen.getByTestId('build-submit'));
    const error = await appears('field-error');
    expect(error.dataset.field).toBe('folder');
    expect(error.textContent).toContain('/missing');
    expect(backend.pending).toHaveLength(0);
  });

  it('builds what its folder proposes, however soon it is sent', async () => {
    const { backend } = await page();
    await fireEvent.input(screen.getByTestId('build-folder'), { target: { value: '/srv/shop' } });
    await fireEvent.submit(screen.getByTestId('build-folder').closest('form') as HTMLFormElement);
    await waitFor(() => expect(backend.pending[0]?.command).toMatchObject({ verb: 'build', tag: 'shop' }));
  });

  it('is not thrown away by a drop while something is asked', async () => {
    const { app, backend } = await page();
    app.dialogs.run({ image: 'nginx' });
    await appears('run-form');
    backend.drop({ kind: 'over' });
    await tick();
    expect(screen.queryByText('Drop the folder to build it')).toBeNull();
    backend.drop({ kind: 'drop', paths: ['/srv/shop'] });
    await tick();
    expect(screen.getByTestId('run-form')).toBeTruthy();
  });

  it('sends the build args', async () => {
    const { backend } = await page();
    await fireEvent.click(screen.getByTestId('build-pick'));
    await waitFor(() => expect(value('build-tag')).toBe('backend'));
    await fireEvent.input(screen.getByTestId('build-arg-0'), { target: { value: 'COLOR=RED' } });
    await fireEvent.click(screen.getByTestId('build-add-arg'));
    await fireEvent.input(screen.getByTestId('build-arg-1'), { target: { value: 'FAIL=' } });
    await fireEvent.click(screen.getByTestId('build-submit'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    expect(backend.pending[0]?.command).toMatchObject({
      verb: 'build',
      file: null,
      tag: 'backend',
      buildArgs: [
        { key: 'COLOR', value: 'RED' },
        { key: 'FAIL', value: '' },
      ],
    });
  });
});

describe('the build page', () => {
  it('shows steps as they run, with transfers and log lines', async () => {
    const { say, shown } = await started();
    expect(shown.dataset.status).toBe('running');
    await say(0);
    expect(steps()).toContainEqual(['2', 'running']);
    expect(shown.textContent).toContain('sha256:4f4fb700ef54');
    await say(1);
    expect(steps()).toContainEqual(['5', 'cached']);
    expect(screen.getAllByTestId('build-log-line').map((line) => line.textContent)).toContain(
      '[INFO] Scanning for projects...',
    );
  });

  it('goes on when the page is left, and is found again', async () => {
    const { say } = await started();
    await say(0);
    await fireEvent.click(screen.getByTestId('nav-containers'));
    await say(1);
    await fireEvent.click(screen.getByTestId('nav-builds'));
    await fireEvent.click(await appears('build-row'));
    await appears('build-page');
    expect(steps()).toContainEqual(['7', 'running']);
    expect(screen.getAllByTestId('build-log-line').length).toBeGreaterThan(0);
  });

  it('shows what the lint of the Dockerfile says, at its line', async () => {
    const { pending, say } = await started();
    for (const turn of [0, 1]) await say(turn);
    const advice = progress({ warnings: [{ text: 'this build has no tag', line: null }] });
    pending.progress({ kind: 'build', progress: advice });
    await tick();
    const tab = screen.getByTestId('tab-dockerfile');
    expect(tab.textContent).toContain('2');
    await fireEvent.click(tab);
    const page = screen.getByTestId('build-page');
    expect(page.textContent).toContain('this build has no tag');
    expect(page.textContent).toContain('FromAsCasing');
  });

  it('opens the image in the end', async () => {
    const { app, backend, pending, say, shown } = await started();
    await say(0);
    const [made] = backend.images;
    pending.end({ status: 'ok', data: { kind: 'image', id: made?.id ?? '', reference: 'yuseop/my-simple-web' } });
    await waitFor(() => expect(shown.dataset.status).toBe('done'));
    await fireEvent.click(screen.getByTestId('build-open-image'));
    expect(app.route.at).toEqual({ page: 'image', id: made?.id, name: 'yuseop/my-simple-web:latest' });
  });

  it('shows the failing step, the end of its log and the line of the Dockerfile', async () => {
    const { pending, say, shown } = await started();
    for (const turn of [0, 1, 2, 3]) await say(turn, true);
    pending.end(failed('buildStepFailed', { step: 'RUN mvn package', line: '7', exitCode: '1' }));
    await waitFor(() => expect(shown.dataset.status).toBe('failed'));
    const failure = screen.getByTestId('build-failure');
    expect(failure.textContent).toContain('cannot find symbol');
    const marked = within(failure)
      .getAllByTestId('dockerfile-line')
      .filter((line) => line.dataset.failed === 'true');
    expect(marked.map((line) => line.dataset.line)).toEqual(['7', '8']);
    expect(marked[0]?.textContent).toContain(DOCKERFILE.split('\n')[6]?.trim());
    expect(steps()).toContainEqual(['7', 'failed']);
    expect(screen.queryByTestId('build-open-image')).toBeNull();
  });

  it('is cancelled by the engine’s word, not by the click alone', async () => {
    const { backend, shown } = await started();
    const cancel = screen.getByTestId('build-cancel') as HTMLButtonElement;
    await fireEvent.click(cancel);
    expect(backend.cancelled).toHaveLength(1);
    await waitFor(() => expect(shown.dataset.status).toBe('cancelled'));
    expect(screen.queryByTestId('problem')).toBeNull();
  });
});
