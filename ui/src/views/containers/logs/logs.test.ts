import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import type { FakeBackend } from '../../../ipc/fake';
import { container } from '../../../ipc/fake/data';
import type { FakeLog } from '../../../ipc/fake/logs';
import { appears, openWindow } from '../../../test/window';
import { options } from './options.svelte';

const web = container('web', 'nginx', 'running', 3);
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ stream: 'stdout', text: `line ${at}` }) as const);

async function opened(prepare: (backend: FakeBackend) => void = () => {}) {
  const window = await openWindow((backend) => {
    backend.containers = [web];
    prepare(backend);
  });
  window.backend.connect();
  await tick();
  window.app.route.go({ page: 'container', id: web.id, tab: 'logs' });
  const view = await appears('log-view');
  const log = () => window.backend.logs.last as FakeLog;
  return { ...window, view, log };
}

const lines = () => screen.queryAllByTestId('log-line').map((line) => line.querySelector('.words')?.textContent);
const strip = () => screen.getByTestId('strip').textContent;

describe('a log', () => {
  it('is shown with its streams told apart, its colours, and its state', async () => {
    const { view, log } = await opened((backend) => {
      backend.logLines = [
        { stream: 'stdout', text: 'up' },
        { stream: 'stderr', text: '\u001b[31mno favicon\u001b[0m' },
      ];
    });
    await waitFor(() => expect(lines()).toEqual(['up', 'no favicon']));
    expect(screen.getAllByTestId('log-line').map((line) => line.dataset.stream)).toEqual(['stdout', 'stderr']);
    expect(view.querySelector('.ansi-red')?.textContent).toBe('no favicon');
    expect(view.dataset.log).toBe('live');
    log().lines.push({ stream: 'stdout', text: 'bye' });
    log().tell({ state: 'ended' });
    await waitFor(() => expect(lines()).toEqual(['up', 'no favicon', 'bye']));
    expect(screen.getByTestId('log-state').textContent).toBe('ended');
  });

  it('of any size is opened at its end, and never held', async () => {
    const { backend } = await opened((backend) => {
      backend.logLines = numbered(20_000);
    });
    await waitFor(() => expect(lines().at(-1)).toBe('line 19999'));
    expect(lines().length).toBeLessThan(40);
    expect(
      backend.logs.asked.every(([from]) => from >= 19_900),
      'only its end was asked for',
    ).toBe(true);
    const view = screen.getByTestId('log-lines');
    await fireEvent.keyDown(view, { key: 'Home' });
    await waitFor(() => expect(lines()[0]).toBe('line 0'));
    expect(view.dataset.stuck).toBe('false');
    await fireEvent.click(screen.getByTestId('log-end'));
    await waitFor(() => expect(lines().at(-1)).toBe('line 19999'));
  });

  it('shows its end at once, and what is between as a gap', async () => {
    const { log } = await opened((backend) => {
      backend.logLines = numbered(3);
    });
    log().tail = [{ stream: 'stdout', text: 'the end' }];
    log().tell({ state: 'reading' });
    await waitFor(() => expect(lines().at(-1)).toBe('the end'));
    expect(screen.getByTestId('log-gap').textContent).toContain('3 lines so far');
    expect((screen.getByTestId('log-save') as HTMLButtonElement).disabled).toBe(true);
    log().tail = [];
    log().lines.push({ stream: 'stdout', text: 'the end' });
    log().tell({ state: 'live' });
    await waitFor(() => expect(screen.queryByTestId('log-gap')).toBeNull());
    await waitFor(() => expect(lines()).toEqual(['line 0', 'line 1', 'line 2', 'the end']));
  });

  it('stands still while it is paused, says how much came, and goes on', async () => {
    const { log } = await opened((backend) => {
      backend.logLines = numbered(3);
    });
    await waitFor(() => expect(lines()).toHaveLength(3));
    await waitFor(() => expect(strip()).toContain('docker logs -f web'));
    await fireEvent.click(screen.getByTestId('log-follow'));
    log().lines.push(...numbered(5));
    log().tell();
    await waitFor(() => expect(screen.getByTestId('log-behind').textContent).toBe('+5'));
    expect(lines()).toHaveLength(3);
    await fireEvent.click(screen.getByTestId('log-follow'));
    await waitFor(() => expect(lines()).toHaveLength(8));
  });

  it('shows timestamps as docker does, and the line in the strip says so', async () => {
    await opened((backend) => {
      backend.logLines = numbered(1);
    });
    await fireEvent.click(await appears('log-timestamps'));
    await waitFor(() =>
      expect(screen.getByTestId('log-line').querySelector('.at')?.textContent).toBe('2026-11-23T14:02:11.000000000Z'),
    );
    await fireEvent.pointerLeave(screen.getByTestId('log-timestamps'));
    await waitFor(() => expect(strip()).toContain('-t'));
  });

  it('shows one stream alone', async () => {
    await opened((backend) => {
      backend.logLines = [...numbered(2), { stream: 'stderr', text: 'oops' }];
    });
    await fireEvent.click(await appears('log-streams-stderr'));
    await waitFor(() => expect(lines()).toEqual(['oops']));
    await fireEvent.click(screen.getByTestId('log-streams-stdout'));
    await waitFor(() => expect(lines()).toEqual(['line 0', 'line 1']));
  });

  it('is searched, with the matches marked, counted and gone to', async () => {
    await opened((backend) => {
      backend.logLines = numbered(5_000);
    });
    await fireEvent.input(await appears('log-search'), { target: { value: 'line 77' } });
    await waitFor(() => expect(screen.getByTestId('log-matches').textContent).toContain('11 lines match'));
    await fireEvent.keyDown(screen.getByTestId('log-lines'), { key: 'Home' });
    await fireEvent.click(screen.getByTestId('log-next'));
    await waitFor(() => expect(screen.getByTestId('log-matches').textContent).toContain('1 of 11'));
    await waitFor(() => expect(document.querySelector('.found mark')?.textContent).toBe('line 77'));
    await fireEvent.click(screen.getByTestId('log-next'));
    await waitFor(() => expect(document.querySelector('.found .words')?.textContent).toBe('line 770'));
    await fireEvent.click(screen.getByTestId('log-previous'));
    await fireEvent.click(screen.getByTestId('log-previous'));
    await waitFor(() => expect(screen.getByTestId('log-matches').textContent).toContain('11 of 11'));
  });

  it('is searched at once when Enter is pressed, and not for what was typed before', async () => {
    await opened((backend) => {
      backend.logLines = numbered(500);
    });
    const box = await appears('log-search');
    await fireEvent.input(box, { target: { value: 'line' } });
    await waitFor(() => expect(screen.getByTestId('log-matches').textContent).toContain('500 lines match'));
    await fireEvent.input(box, { target: { value: 'line 42' } });
    await fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(screen.getByTestId('log-matches').textContent).toContain('1 of 11'));
    expect(document.querySelector('.found .words')?.textContent).toMatch(/^line 42/);
  });

  it('of another time is shown from its end, also when a line of the search was in front', async () => {
    const { log } = await opened((backend) => {
      backend.logLines = numbered(500);
    });
    await waitFor(() => expect(lines().at(-1)).toBe('line 499'));
    await fireEvent.input(screen.getByTestId('log-search'), { target: { value: 'line 42' } });
    await fireEvent.keyDown(screen.getByTestId('log-search'), { key: 'Enter' });
    await waitFor(() => expect(screen.getByTestId('log-lines').dataset.stuck).toBe('false'));
    const before = log();
    options.since = '10m';
    await waitFor(() => expect(log()).not.toBe(before));
    await waitFor(() => expect(lines().at(-1)).toBe('line 499'));
    expect(screen.getByTestId('log-lines').dataset.stuck).toBe('true');
  });

  it('of one stream is searched from the line at its top, and another stream begins anew', async () => {
    await opened((backend) => {
      backend.logLines = numbered(2_000).map((line, at) => (at % 10 === 0 ? { ...line, stream: 'stderr' } : line));
    });
    await fireEvent.click(await appears('log-streams-stderr'));
    await waitFor(() => expect(lines().at(-1)).toBe('line 1990'));
    await fireEvent.input(screen.getByTestId('log-search'), { target: { value: 'line' } });
    await waitFor(() => expect(screen.getByTestId('log-matches').textContent).toContain('200 lines match'));
    await fireEvent.click(screen.getByTestId('log-next'));
    await waitFor(() => expect(document.querySelector('.found .words')?.textContent).toBe('line 1800'));
    await fireEvent.click(screen.getByTestId('log-streams-stdout'));
    await waitFor(() => expect(screen.getByTestId('log-matches').textContent).toContain('1,800 lines match'));
    expect(document.querySelector('.line.found')).toBeNull();
  });

  it('says where a pattern is wrong', async () => {
    await opened((backend) => {
      backend.logLines = numbered(3);
    });
    await fireEvent.click(await appears('log-regex'));
    await fireEvent.input(screen.getByTestId('log-search'), { target: { value: 'a(' } });
    const fault = await appears('log-fault');
    expect(fault.querySelector('u')?.textContent).toBe('(');
    expect(fault.textContent).toContain('this ( is never closed');
    expect((screen.getByTestId('log-next') as HTMLButtonElement).disabled).toBe(true);
  });

  it('of a certain time is another reading, and a wrong time is a problem', async () => {
    const { backend, log } = await opened();
    await fireEvent.click(await appears('log-span'));
    await fireEvent.click(screen.getByTestId('log-ago-1h'));
    await waitFor(() => expect(log().span).toEqual({ since: '1h', until: null }));
    expect(backend.logs.size, 'the one before is closed').toBe(1);
    await waitFor(() => expect(strip()).toContain('--since 1h'));
    await fireEvent.input(screen.getByTestId('log-since'), { target: { value: 'yesterday' } });
    await fireEvent.click(screen.getByTestId('log-span-take'));
    expect((await appears('problem')).dataset.code).toBe('invalidValue');
    expect(screen.getByTestId('log-state').textContent, 'and nothing is being read').toBe('failed');
    expect(screen.getByTestId('log-empty').textContent).toBe('It could not be read.');
    await fireEvent.click(screen.getByTestId('log-span-all'));
    await waitFor(() => expect(log().span).toEqual({ since: null, until: null }));
    expect((document.activeElement as HTMLElement).dataset.testid, 'the keyboard is not lost with it').toBe('log-span');
  });

  it('shows hostile lines as text', async () => {
    await opened((backend) => {
      backend.logLines = [
        '<img src=x onerror=alert(1)>',
        '\u001b]52;c;aGk=\u0007\u001b]0;title\u0007quiet',
        'a\u202etxt.exe',
        'old\rnew',
      ].map((text) => ({ stream: 'stdout', text }));
    });
    await waitFor(() => expect(lines()).toEqual(['<img src=x onerror=alert(1)>', 'quiet', 'a⟨U+202E⟩txt.exe', 'new']));
    expect(document.querySelector('img')).toBeNull();
  });

  it('cuts a long line, and shows more of it when asked', async () => {
    await opened((backend) => {
      backend.logLines = [{ stream: 'stdout', text: 'x'.repeat(100_000) }];
    });
    await waitFor(() => expect(lines()[0]).toHaveLength(2_000));
    await fireEvent.click(screen.getByTestId('log-more'));
    await waitFor(() => expect(lines()[0]).toHaveLength(100_000));
  });

  it('copies the rows that were chosen by their numbers', async () => {
    const written: string[] = [];
    vi.stubGlobal(
      'ClipboardItem',
      class {
        constructor(readonly data: Record<string, Promise<Blob>>) {}
      },
    );
    const write = async ([item]: { data: Record<string, Promise<Blob>> }[]) => {
      const blob = await item?.data['text/plain'];
      const reader = new FileReader();
      reader.onload = () => written.push(`${reader.result}`);
      if (blob) reader.readAsText(blob);
    };
    Object.assign(navigator, { clipboard: { write } });
    await opened((backend) => {
      backend.logLines = numbered(9);
    });
    await waitFor(() => expect(lines()).toHaveLength(9));
    const gutter = (at: number) => screen.getAllByTestId('log-line')[at]?.querySelector('[data-gutter]') as Element;
    await fireEvent.pointerDown(gutter(2), { button: 0 });
    await fireEvent.pointerUp(window);
    await fireEvent.pointerDown(gutter(4), { button: 0, shiftKey: true });
    await fireEvent.pointerUp(window);
    expect(screen.getByTestId('log-copy').textContent).toContain('Copy 3 lines');
    await fireEvent.click(screen.getByTestId('log-copy'));
    await waitFor(() => expect(written).toEqual(['line 2\nline 3\nline 4\n']));
    expect((await appears('log-done')).textContent).toBe('Copied 3 lines.');
    // Nothing is said to be copied that is not.
    Object.assign(navigator, { clipboard: { write: () => Promise.reject(new Error('not allowed')) } });
    Object.assign(document, { execCommand: () => false });
    await fireEvent.click(screen.getByTestId('log-copy'));
    await waitFor(() => expect(screen.getByTestId('log-done').textContent).toContain('clipboard'));
  });

  it('lets the keyboard choose rows: with Shift, from the edge of the view on', async () => {
    await opened((backend) => {
      backend.logLines = numbered(9);
    });
    await waitFor(() => expect(lines()).toHaveLength(9));
    const view = screen.getByTestId('log-lines');
    const press = (key: string) => fireEvent.keyDown(view, { key, shiftKey: true });
    const chosen = () =>
      screen
        .getAllByTestId('log-line')
        .flatMap((line) => (line.classList.contains('chosen') ? [line.dataset.row] : []));
    await press('ArrowDown');
    await press('ArrowDown');
    expect(chosen()).toEqual(['0', '1']);
    await press('ArrowUp');
    expect(chosen(), 'a shorter range gives back').toEqual(['0']);
    await fireEvent.keyDown(view, { key: 'Escape' });
    expect(chosen()).toEqual([]);
    await press('ArrowUp');
    await press('ArrowUp');
    expect(chosen()).toEqual(['7', '8']);
    await press('Home');
    expect(screen.getByTestId('log-copy').textContent).toContain('Copy 9 lines');
  });

  it('does not choose with the keyboard what has no number yet', async () => {
    const { log } = await opened((backend) => {
      backend.logLines = numbered(3);
    });
    log().tail = numbered(200);
    log().tell({ state: 'reading' });
    await waitFor(() => expect(lines().at(-1)).toBe('line 199'));
    await fireEvent.keyDown(screen.getByTestId('log-lines'), { key: 'ArrowUp', shiftKey: true });
    expect(screen.getByTestId('log-copy').textContent?.trim()).toBe('Copy');
    expect(lines().at(-1)).toBe('line 199');
  });

  it('is saved where the reader says', async () => {
    await opened((backend) => {
      backend.logLines = numbered(9);
      backend.logs.saved = { path: '', rows: 9, bytes: 1_234 };
    });
    await waitFor(() => expect(lines()).toHaveLength(9));
    await waitFor(() => expect(strip()).toContain('docker logs -f web'));
    await fireEvent.pointerEnter(screen.getByTestId('log-save'));
    await fireEvent.focusIn(screen.getByTestId('log-save'));
    expect(strip(), 'no line of docker alone writes a file').toContain('docker logs -f web');
    await fireEvent.click(screen.getByTestId('log-save'));
    expect((await appears('log-done')).textContent).toBe('Saved to /home/yuseop/web.log (1.23 kB).');
  });

  it('that is too large says so, and reads on when asked', async () => {
    const { log } = await opened((backend) => {
      backend.logLines = numbered(3);
    });
    log().tell({ hold: { kind: 'full', most: 2_147_483_648 } });
    const note = await appears('log-hold');
    expect(note.textContent).toContain('larger than 2.15 GB');
    await fireEvent.click(within(note).getByTestId('log-read-more'));
    await waitFor(() => expect(screen.queryByTestId('log-hold')).toBeNull());
  });

  it('of a driver that takes it elsewhere says so', async () => {
    const { log } = await opened();
    log().tell({ driver: 'syslog' });
    expect((await appears('log-driver')).textContent).toContain('syslog');
  });

  it('stays when its container is removed', async () => {
    const { backend, log } = await opened((backend) => {
      backend.logLines = numbered(3);
    });
    await waitFor(() => expect(lines()).toHaveLength(3));
    backend.change([], [web.id]);
    log().tell({ state: 'removed' });
    await appears('log-removed');
    expect(lines()).toHaveLength(3);
    expect(screen.queryByTestId('row-stop')).toBeNull();
  });

  it('says why it is empty', async () => {
    const { backend, log } = await opened();
    await waitFor(() => expect(screen.getByTestId('log-empty').textContent).toContain('Nothing written yet'));
    log().tell({ state: 'ended' });
    await waitFor(() => expect(screen.getByTestId('log-empty').textContent).toBe('It wrote nothing.'));
    backend.change([{ ...web, state: { kind: 'created' } }]);
    await waitFor(() => expect(screen.getByTestId('log-empty').textContent).toContain('has not been started'));
  });
});
