import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { failed } from '../../../ipc/fake';
import { file } from '../../../ipc/fake/files';
import { openFiles, row, type, web } from '../../../test/filesTab';
import { appears, rows } from '../../../test/window';

const names = () => rows('file-row').map((one) => one.dataset.name);

describe('what changed', () => {
  it('is a tree with counts, and a deleted file offers nothing to copy', async () => {
    await openFiles();
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
    await openFiles();
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
    await openFiles();
    await fireEvent.click(row('change-row', '/etc/hosts'));
    const show = await appears('file-show');
    show.focus();
    await fireEvent.click(show);
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.name).toBe('hosts'));
  });

  it('is asked again when the container ends', async () => {
    const { backend } = await openFiles();
    backend.files.diff = {
      list: [],
      leftOut: 0,
      writable: { changes: { added: 0, changed: 0, deleted: 0 }, bytes: 0 },
    };
    backend.change([{ ...web, state: { kind: 'exited' }, exitCode: 0 }]);
    expect(await appears('state-empty')).toBeTruthy();
  });

  it('says why it cannot be told', async () => {
    const { backend } = await openFiles();
    backend.files.changes = async () => failed('engineRefused', {}, 'no diff here');
    await fireEvent.click(screen.getByTestId('files-again'));
    expect((await appears('problem')).dataset.code).toBe('engineRefused');
  });
});

describe('all files', () => {
  it('are shown folder by folder, and a link leads where it leads', async () => {
    await openFiles();
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
    await openFiles();
    const all = screen.getByRole('radio', { name: 'All files' }) as HTMLInputElement;
    const changed = screen.getByRole('radio', { name: 'Changed' }) as HTMLInputElement;
    expect([changed.name, changed.checked]).toEqual([all.name, true]);
    await fireEvent.click(all);
    await waitFor(() => expect(names()).toContain('etc'));
  });

  it('are gone through with the keyboard, which goes into a folder with its reader', async () => {
    const { backend } = await openFiles();
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
    const { app } = await openFiles();
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
    const { backend } = await openFiles();
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
    const { backend } = await openFiles();
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
    const { app, backend } = await openFiles();
    backend.files.open = true;
    await fireEvent.click(screen.getByTestId('files-all'));
    await appears('state-loading');
    app.route.back();
    await waitFor(() => expect(backend.cancelled).toContain(backend.files.listings[0]?.operation));
  });

  it('shows odd names harmlessly, and offers the folder of one that no line can name', async () => {
    const { backend } = await openFiles();
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
