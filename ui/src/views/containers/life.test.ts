import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { problem } from '../../ipc/fake';
import { engine } from '../../ipc/fake/data';
import { happened } from '../../ipc/fake/life';
import { openPage, web } from '../../test/containerPage';
import { appears } from '../../test/window';

const arrow = (id: string): HTMLElement => {
  const found = screen.getAllByTestId('life-arrow').find((one) => one.dataset.arrow === id);
  if (!found) throw new Error(`no arrow ${id}`);
  return found;
};
const lit = () =>
  screen
    .getAllByTestId('life-node')
    .filter((one) => one.dataset.lit === 'true')
    .map((one) => one.dataset.node);

describe('the lifecycle diagram', () => {
  it('lights where the container is and follows the engine', async () => {
    const { backend } = await openPage();
    expect(lit()).toEqual(['running']);
    backend.change([{ ...web, state: { kind: 'paused' } }]);
    await tick();
    expect(lit()).toEqual(['paused']);
    backend.change([{ ...web, state: { kind: 'exited' }, exitCode: 3 }]);
    await tick();
    expect(lit()).toEqual(['exited']);
    expect(screen.getByTestId('lifecycle').textContent).toContain('Exited (3)');
  });

  it('does what a legal arrow says, and shows its line before', async () => {
    const { app, backend } = await openPage();
    await fireEvent.pointerEnter(arrow('pause'));
    expect(app.strip.shown?.command).toEqual({ verb: 'pause', containers: ['web'] });
    expect(screen.getByTestId('life-says').textContent).toContain('Freezes every process');
    await fireEvent.click(arrow('pause'));
    expect(backend.pending.map(({ command }) => command.verb)).toEqual(['pause']);
  });

  it('explains an illegal arrow, and does nothing', async () => {
    const { app, backend } = await openPage();
    expect(arrow('unpause').getAttribute('aria-disabled')).toBe('true');
    await fireEvent.focus(arrow('unpause'));
    expect(screen.getByTestId('life-says').textContent).toContain('Pause it first');
    expect(app.strip.shown?.command.verb).not.toBe('unpause');
    await fireEvent.click(arrow('unpause'));
    expect(backend.pending).toHaveLength(0);
  });

  it('asks before a kill and a removal', async () => {
    await openPage();
    await fireEvent.click(arrow('kill'));
    expect(await appears('kill-dialog')).toBeTruthy();
    await fireEvent.keyDown(screen.getByTestId('kill-dialog'), { key: 'Escape' });
    await fireEvent.click(arrow('rmForce'));
    expect((await appears('confirm-dialog')).textContent).toContain('killed at once');
  });

  it('says what memory a paused container holds', async () => {
    const paused = { ...web, state: { kind: 'paused' as const } };
    await openPage(web, (backend) => {
      backend.containers = [paused];
    });
    await waitFor(() => expect(screen.getByTestId('life-says').textContent).toContain('1.13 MB of memory stay taken'));
  });
});

describe('the history of a container', () => {
  it('begins with what the engine remembers and goes on with what happens', async () => {
    const began = web.created * 1000;
    const { backend } = await openPage(web, (made) => {
      made.life.past.set(web.id, [happened(began, 0, { kind: 'create' }), happened(began, 0.4, { kind: 'start' })]);
    });
    const shown = () => screen.getAllByTestId('life-chapter').map((one) => one.dataset.kind);
    await waitFor(() => expect(shown()).toEqual(['started', 'created']));
    backend.life.happens(web.id, happened(began, 60, { kind: 'die', exitCode: 139 }));
    await waitFor(() => expect(shown()).toEqual(['ended', 'started', 'created']));
    expect(screen.getAllByTestId('life-chapter')[0]?.textContent).toContain('SIGSEGV');
  });

  it('stops listening with the page', async () => {
    const { app, backend } = await openPage();
    await waitFor(() => expect(backend.life.followed.size).toBe(1));
    app.route.go({ page: 'images' });
    await waitFor(() => expect(backend.life.followed.size).toBe(0));
  });
});

describe('a container that is removed while its page is open', () => {
  it('is said to be gone, and stays readable on every tab', async () => {
    const { backend } = await openPage();
    await waitFor(() => expect(screen.getByTestId('facts').textContent).toContain('the image’s ENTRYPOINT + CMD'));
    backend.change([], [web.id]);
    await tick();
    expect(screen.getByTestId('state-gone')).toBeTruthy();
    expect(screen.getByTestId('page-title').textContent).toBe('web');
    expect(lit()).toEqual(['removed']);
    expect(screen.queryByTestId('row-stop')).toBeNull();
    expect(screen.getByTestId('facts').textContent).toContain('nginx -g "daemon off;"');
    await fireEvent.click(screen.getByTestId('tab-inspect'));
    expect((await appears('raw-json')).textContent).toContain(web.id);
  });

  it('is asked for nothing more, and offers nothing that needs it', async () => {
    const { backend } = await openPage();
    backend.change([], [web.id]);
    await fireEvent.click(screen.getByTestId('tab-usage'));
    await appears('usage-gone');
    expect(backend.usage.streams.size).toBe(0);
    await fireEvent.click(screen.getByTestId('tab-terminal'));
    await appears('terminal-gone');
    expect(screen.queryByTestId('terminal-new')).toBeNull();
    await fireEvent.click(screen.getByTestId('tab-files'));
    await appears('files-gone');
    for (const button of ['files-upload', 'files-commit', 'files-export']) {
      expect((screen.getByTestId(button) as HTMLButtonElement).disabled, button).toBe(true);
    }
  });

  it('keeps what it knew while the engine is lost', async () => {
    const { backend } = await openPage();
    await waitFor(() => expect(screen.getByTestId('facts').textContent).toContain('Networks'));
    backend.status({ state: 'lost', engine, problem: problem('engineUnreachable') });
    await tick();
    expect(screen.getByTestId('facts').textContent).toContain('Networks');
    expect(arrow('stop').getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(arrow('stop'));
    expect(backend.pending).toHaveLength(0);
  });
});
