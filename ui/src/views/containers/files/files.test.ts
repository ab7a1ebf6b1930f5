import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { failed } from '../../../ipc/fake';
import { container, someImages } from '../../../ipc/fake/data';
import { file } from '../../../ipc/fake/files';
import { appears, openWindow, rows } from '../../../test/window';

const web = container('web', 'nginx', 'running', 3);

async function opened() {
  const window = await openWindow((backend) => {
    backend.containers = [web];
    backend.images = someImages();
  });
  window.backend.connect();
  await tick();
  window.app.route.go({ page: 'container', id: web.id });
  await fireEvent.click(await appears('tab-files'));
  await appears('files-writable');
  return window;
}

const row = (testid: string, name: string): HTMLElement => {
  const found = rows(testid).find((one) => one.dataset.name === name || one.dataset.path === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
};
const names = () => rows('file-row').map((one) => one.dataset.name);
const states = () => screen.getAllByTestId('transfer').map(({ dataset }) => dataset.state);
const type = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });

describe('what changed', () => {
  it('is a tree with counts, and a deleted file offers nothing to copy', async () => {
    await opened();
    expect(screen.getAllByTestId('files-count').map(({ dataset }) => [dataset.kind, dataset.count])).toEqual([
      ['added', '1'],
      ['changed', '1'],
      ['deleted', '1'],
    ]);
    await fireEvent.click(row('change-row', '/usr/share/nginx/html/50x.html'));
    const panel = await appears('file-panel');
    expect(within(panel).queryByTestId('file-download')).toBeNull();
    await fireEvent.click(row('change-row', '/usr/share/nginx/html'));
    expect(rows('change-row').map(({ dataset }) => dataset.path)).not.toContain('/usr/share/nginx/html/hello.html');
  });

  it('is a tree for the keyboard: folders say whether they are open, and the arrows turn them', async () => {
    await opened();
    const html = row('change-row', '/usr/share/nginx/html');
    expect(html.closest('[role="treegrid"]')).toBeTruthy();
    const said = (path: string) => [row('change-row', path).ariaLevel, row('change-row', path).ariaExpanded];
    expect([said('/usr/share/nginx/html'), said('/usr/share/nginx/html/50x.html')]).toEqual([
      ['1', 'true'],
      ['2', null],
    ]);
    row('change-row', '/usr/share/nginx/html/50x.html').focus();
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document, { key });
    await press('ArrowLeft');
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.path).toBe('/usr/share/nginx/html'));
    await press('ArrowLeft');
    expect(said('/usr/share/nginx/html')).toEqual(['1', 'false']);
    await press('ArrowRight');
    expect(said('/usr/share/nginx/html')).toEqual(['1', 'true']);
    expect(screen.queryByTestId('file-panel'), 'opening is not choosing').toBeNull();
  });

  it('takes the keyboard along to a file among all files', async () => {
    await opened();
    await fireEvent.click(row('change-row', '/etc/hosts'));
    const show = await appears('file-show');
    show.focus();
    await fireEvent.click(show);
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.name).toBe('hosts'));
  });

  it('is asked again when the container ends', async () => {
    const { backend } = await opened();
    backend.files.diff = {
      list: [],
      leftOut: 0,
      writable: { changes: { added: 0, changed: 0, deleted: 0 }, bytes: 0 },
    };
    backend.change([{ ...web, state: { kind: 'exited' }, exitCode: 0 }]);
    expect(await appears('state-empty')).toBeTruthy();
  });

  it('says why it cannot be told', async () => {
    const { backend } = await opened();
    backend.files.changes = async () => failed('engineRefused', {}, 'no diff here');
    await fireEvent.click(screen.getByTestId('files-again'));
    expect((await appears('problem')).dataset.code).toBe('engineRefused');
  });
});

describe('all files', () => {
  it('are shown folder by folder, and a link leads where it leads', async () => {
    await opened();
    await fireEvent.click(screen.getByTestId('files-all'));
    await waitFor(() => expect(names()).toEqual(['data', 'etc', 'usr', 'var', 'bin']));
    await fireEvent.click(within(row('file-row', 'etc')).getByTestId('file-open'));
    await waitFor(() => expect(names()).toEqual(['nginx', 'hosts', 'passwd']));
    await fireEvent.click(screen.getByTestId('files-up'));
    await waitFor(() => expect(names()).toContain('bin'));
    await fireEvent.click(row('file-row', 'bin'));
    await fireEvent.click(await appears('file-show'));
    await waitFor(() => expect(screen.getByTestId('files-path').dataset.path).toBe('/usr/bin'));
    expect(names()).toEqual(['perl']);
  });

  it('are one of two that the arrow keys choose between', async () => {
    await opened();
    const all = screen.getByRole('radio', { name: 'All files' }) as HTMLInputElement;
    const changed = screen.getByRole('radio', { name: 'Changed' }) as HTMLInputElement;
    expect([changed.name, changed.checked]).toEqual([all.name, true]);
    await fireEvent.click(all);
    await waitFor(() => expect(names()).toContain('etc'));
  });

  it('are gone through with the keyboard, which goes into a folder with its reader', async () => {
    const { backend } = await opened();
    await fireEvent.click(screen.getByTestId('files-all'));
    await waitFor(() => expect(names()).toContain('etc'));
    const etc = row('file-row', 'etc');
    etc.focus();
    await fireEvent.keyDown(etc, { key: 'Enter' });
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.name).toBe('nginx'));
    backend.files.folders['/etc/nginx'] = [];
    await fireEvent.keyDown(document.activeElement ?? document, { key: 'Enter' });
    await appears('state-empty');
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.testid).toBe('files-up'));
  });

  it('give the keyboard back to the button when a path was typed, or not', async () => {
    const { app } = await opened();
    await fireEvent.click(screen.getByTestId('files-all'));
    await fireEvent.click(await appears('files-type'));
    const box = await appears('files-path-input');
    await fireEvent.keyDown(box, { key: 'Escape' });
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.testid).toBe('files-type'));
    expect(app.route.at.page).toBe('container');
    await fireEvent.click(screen.getByTestId('files-type'));
    await type('files-path-input', '/etc');
    await fireEvent.submit(screen.getByTestId('files-path-input'));
    await waitFor(() => expect(names()).toEqual(['nginx', 'hosts', 'passwd']));
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.testid).toBe('files-type'));
  });

  it('whose names read the same are told apart', async () => {
    const { backend } = await opened();
    const odd = (size: number) => file('\ufffd', { exact: false, size });
    backend.files.folders['/'] = [odd(1_000), odd(2_000), file('z')];
    await fireEvent.click(screen.getByTestId('files-all'));
    await waitFor(() => expect(names()).toEqual(['z', '\ufffd', '\ufffd']));
    rows('file-row')[0]?.focus();
    for (const at of ['1', '2']) {
      await fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowDown' });
      await waitFor(() => expect((document.activeElement as HTMLElement).dataset.index).toBe(at));
    }
    await fireEvent.keyDown(document.activeElement ?? document, { key: 'Enter' });
    expect((await appears('file-panel')).textContent).toContain('2 kB');
    expect(rows('file-row').map(({ dataset }) => dataset.selected)).toEqual([undefined, undefined, 'true']);
  });

  it('show while they are read, can be stopped, and say that there may be more', async () => {
    const { backend } = await opened();
    backend.files.open = true;
    await fireEvent.click(screen.getByTestId('files-all'));
    expect(await appears('state-loading')).toBeTruthy();
    const [listing] = backend.files.listings;
    listing?.tell({ path: '/', bytes: 34_000_000, entries: [file('bin', { kind: 'folder' })] });
    listing?.tell({ path: '/', bytes: 35_000_000, entries: [file('etc', { kind: 'folder' })] });
    await waitFor(() => expect(names()).toEqual(['bin', 'etc']));
    expect(screen.getByTestId('files-read').textContent).toContain('35 MB');
    await fireEvent.click(screen.getByTestId('files-stop'));
    expect(backend.cancelled).toContain(listing?.operation);
    listing?.end(failed('cancelled'));
    await fireEvent.click(await appears('files-read-on'));
    expect(backend.files.listings.at(-1)?.look).toMatchObject({ path: '/', again: true, further: 1 });
    backend.files.listings.at(-1)?.end(backend.files.found('/', false));
    await waitFor(() => expect(screen.getByTestId('files-part').textContent).toContain('4.2 MB'));
  });

  it('ends what is being read when the page is left', async () => {
    const { app, backend } = await opened();
    backend.files.open = true;
    await fireEvent.click(screen.getByTestId('files-all'));
    await appears('state-loading');
    app.route.back();
    await waitFor(() => expect(backend.cancelled).toContain(backend.files.listings[0]?.operation));
  });

  it('shows odd names harmlessly, and offers the folder of one that no line can name', async () => {
    const { backend } = await opened();
    backend.files.folders['/'] = [
      file('a\n<img src=x>\u202e'),
      file('bad\ufffd', { exact: false }),
      file('null', { kind: 'other', size: null }),
    ];
    await fireEvent.click(screen.getByTestId('files-all'));
    await waitFor(() => expect(names()).toHaveLength(3));
    expect(rows('file-row')[0]?.textContent).toContain('a⟨U+000A⟩<img src=x>⟨U+202E⟩');
    expect(document.querySelector('[data-testid="file-row"] img')).toBeNull();
    await fireEvent.click(row('file-row', 'bad\ufffd'));
    const panel = await appears('file-panel');
    expect(within(panel).queryByTestId('file-preview')).toBeNull();
    await fireEvent.click(within(panel).getByTestId('file-download'));
    await appears('download-dialog');
    const to = screen.getByTestId('download-to') as HTMLInputElement;
    await waitFor(() => expect(to.value).not.toBe(''));
    await fireEvent.click(screen.getByTestId('download-accept'));
    await waitFor(() => expect(backend.pending[0]?.command).toMatchObject({ verb: 'cp', from: 'web:/' }));
  });
});

describe('copies', () => {
  it('go where they were told, tell how far they are, and can be cancelled', async () => {
    const { backend } = await opened();
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
    const { app, backend } = await opened();
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

  it('go on after one that failed, and name those that were not begun after one that was stopped', async () => {
    const { backend } = await opened();
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
    const { backend } = await opened();
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
    const { backend } = await opened();
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
    const { backend } = await opened();
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
    const { app, backend } = await opened();
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
