import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { failed } from '../../../ipc/fake';
import { openFiles, row, type } from '../../../test/filesTab';
import { appears, rows } from '../../../test/window';

const names = () => rows('file-row').map((one) => one.dataset.name);
const states = () => screen.getAllByTestId('transfer').map(({ dataset }) => dataset.state);

describe('copies', () => {
  it('go where they were told, tell how far they are, and can be cancelled', async () => {
    const { backend } = await openFiles();
    await fireEvent.click(row('change-row', '/etc/hosts'));
    await fireEvent.click(await appears('file-download'));
    await appears('download-dialog');
    await type('download-to', 'relative');
    await fireEvent.click(screen.getByTestId('download-accept'));
    expect((await appears('field-error')).dataset.field).toBe('to');
    await type('download-to', '/nowhere');
    await fireEvent.click(screen.getByTestId('download-accept'));
    await waitFor(() => expect(screen.getByTestId('field-error').textContent).toContain('no such folder'));
    backend.files.here.add('/tmp').add('/tmp/hosts');
    await type('download-to', '/tmp');
    expect((await appears('download-replaces')).textContent).toContain('/tmp/hosts');
    await fireEvent.click(screen.getByTestId('download-accept'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    const [pending] = backend.pending;
    expect(pending?.command).toEqual({ verb: 'cp', from: 'web:/etc/hosts', to: '/tmp' });
    pending?.progress({ kind: 'transfer', bytes: 2_000_000, total: null });
    await waitFor(() => expect(screen.getByTestId('transfer').textContent).toContain('2MB'));
    pending?.progress({ kind: 'linksOut', count: 2 });
    expect((await appears('transfer-links')).textContent).toContain('2 links');
    pending?.progress({ kind: 'leftOut', special: 1, links: 0 });
    expect((await appears('transfer-special')).textContent).toContain('1 special file');
    expect(screen.queryByTestId('transfer-no-links')).toBeNull();
    await fireEvent.click(screen.getByTestId('transfer-cancel'));
    await waitFor(() => expect(screen.getByTestId('transfer').dataset.state).toBe('cancelled'));
    await fireEvent.click(screen.getByTestId('transfer-dismiss'));
    expect(screen.queryByTestId('transfer')).toBeNull();
  });

  it('take what is dropped onto the tab, one after the other, and elsewhere a drop is a build', async () => {
    const { app, backend } = await openFiles();
    backend.files.here.add('/home/a').add('/home/b');
    backend.drop({ kind: 'drop', paths: ['/home/a', '/home/b'] });
    await appears('upload-dialog');
    await fireEvent.click(screen.getByTestId('upload-accept'));
    await waitFor(() => expect(backend.pending[0]?.command).toEqual({ verb: 'cp', from: '/home/a', to: 'web:/' }));
    expect(backend.pending).toHaveLength(1);
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await waitFor(() => expect(backend.pending[0]?.command).toMatchObject({ from: '/home/b' }));
    backend.pending[0]?.end(failed('conflict'));
    await waitFor(() => expect(states()).toEqual(['failed', 'done']));
    app.route.back();
    await tick();
    backend.drop({ kind: 'drop', paths: ['/home/project'] });
    await waitFor(() => expect(app.route.at.page).toBe('builds'));
  });

  it('take what is dropped while they are being chosen beside what was chosen before', async () => {
    const { backend } = await openFiles();
    const chosen = () => screen.getAllByTestId('upload-item').map((one) => one.textContent?.trim());
    backend.drop({ kind: 'drop', paths: ['/home/a'] });
    await appears('upload-dialog');
    backend.drop({ kind: 'drop', paths: ['/home/b', '/home/a'] });
    await waitFor(() => expect(chosen()).toEqual(['/home/a', '/home/b']));
  });

  it('go on after one that failed, and name those that were not begun after one that was stopped', async () => {
    const { backend } = await openFiles();
    const paths = ['/home/a', '/home/b', '/home/c'];
    for (const path of paths) backend.files.here.add(path);
    const upload = async () => {
      backend.drop({ kind: 'drop', paths });
      await appears('upload-dialog');
      await fireEvent.click(screen.getByTestId('upload-accept'));
      await waitFor(() => expect(backend.pending[0]?.command).toMatchObject({ from: '/home/a' }));
      backend.pending[0]?.end(failed('conflict'));
      await waitFor(() => expect(backend.pending[0]?.command).toMatchObject({ from: '/home/b' }));
    };
    await upload();
    await fireEvent.click(screen.getByTestId('transfer-cancel'));
    await waitFor(() => expect(states()).toEqual(['skipped', 'cancelled', 'failed']));
    expect(screen.getAllByTestId('transfer')[0]?.textContent).toContain('c was not copied to /');
    for (const dismiss of screen.getAllByTestId('transfer-dismiss')) await fireEvent.click(dismiss);
    await upload();
    backend.pending[0]?.end(failed('engineUnreachable'));
    await waitFor(() => expect(states()).toEqual(['skipped', 'failed', 'failed']));
    expect(backend.pending).toHaveLength(0);
  });

  it('take a path once that is picked and typed', async () => {
    const { backend } = await openFiles();
    backend.files.here.add('/home/a');
    backend.drop({ kind: 'drop', paths: ['/home/a'] });
    await appears('upload-dialog');
    await type('upload-path', '/home/a');
    await fireEvent.click(screen.getByTestId('upload-accept'));
    await waitFor(() => expect(backend.pending).toHaveLength(1));
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'done' } });
    await waitFor(() => expect(states()).toContain('done'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(states()).toEqual(['done']);
    expect(backend.pending).toHaveLength(0);
  });

  it('says what is not there, and what is replaced', async () => {
    const { backend } = await openFiles();
    await fireEvent.click(screen.getByTestId('files-all'));
    await waitFor(() => expect(names()).toContain('etc'));
    await fireEvent.click(screen.getByTestId('files-upload'));
    await appears('upload-dialog');
    await fireEvent.click(screen.getByTestId('upload-accept'));
    expect((await appears('field-error')).dataset.field).toBe('paths');
    await type('upload-path', '/home/me/etc');
    expect((await appears('upload-replaces')).textContent).toContain('etc');
    await fireEvent.click(screen.getByTestId('upload-accept'));
    await waitFor(() => expect(screen.getByTestId('field-error').textContent).toContain('/home/me/etc'));
    expect(backend.pending).toHaveLength(0);
  });

  it('writes an export into a file', async () => {
    const { backend } = await openFiles();
    await fireEvent.click(screen.getByTestId('files-export'));
    await appears('export-dialog');
    await waitFor(() =>
      expect((screen.getByTestId('export-to') as HTMLInputElement).value).toBe('/home/yuseop/Downloads/web.tar'),
    );
    await fireEvent.click(screen.getByTestId('export-accept'));
    await waitFor(() =>
      expect(backend.pending[0]?.command).toEqual({
        verb: 'export',
        container: 'web',
        output: '/home/yuseop/Downloads/web.tar',
      }),
    );
  });
});

describe('a commit', () => {
  it('takes the name apart, says a mistake at its field, and leads to the image once it is listed', async () => {
    const { app, backend } = await openFiles();
    await fireEvent.click(screen.getByTestId('files-commit'));
    await appears('commit-form');
    await type('commit-image', 'Web');
    await fireEvent.submit(screen.getByTestId('commit-form'));
    expect((await appears('field-error')).dataset.field).toBe('image');
    await type('commit-image', 'mine:2');
    await waitFor(() => expect(screen.getByTestId('commit-parts').textContent).toContain('library/mine'));
    await fireEvent.submit(screen.getByTestId('commit-form'));
    await waitFor(() => expect(backend.pending[0]?.command).toMatchObject({ verb: 'commit', image: 'mine:2' }));
    const [image] = backend.images;
    if (!image) throw new Error('an image');
    backend.pending[0]?.end({ status: 'ok', data: { kind: 'image', id: 'sha256:other', reference: 'mine:2' } });
    await tick();
    expect(app.route.at.page, 'not before the engine lists it').toBe('container');
    backend.images = [
      { ...image, id: 'sha256:new', names: [{ ...image.names[0], repository: 'mine', tag: '2' }] } as typeof image,
    ];
    backend.tellImages();
    await waitFor(() => expect(app.route.at).toMatchObject({ page: 'image', name: 'mine:2', tab: 'layers' }));
  });
});
