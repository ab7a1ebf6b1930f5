import { describe, expect, it } from 'vitest';
import type { Command } from '../ipc/bindings';
import { Strip } from '../state/strip.svelte';
import { performs } from './performs';

const stop: Command = { verb: 'stop', containers: ['web'] };

function button(options = {}) {
  const strip = new Strip();
  const element = document.createElement('button');
  document.body.append(element);
  const detach = performs(strip, () => stop, options)(element);
  return { strip, element, detach };
}

describe('an element that performs a command', () => {
  it('shows it while the pointer is on it, and takes it along when it goes away', () => {
    const { strip, element, detach } = button();
    element.dispatchEvent(new Event('pointerenter'));
    expect(strip.shown?.command).toBe(stop);
    detach?.();
    expect(strip.shown).toBeUndefined();
  });

  it('shows it no longer when the focus moves on', () => {
    const { strip, element } = button();
    const next = document.createElement('button');
    document.body.append(next);
    element.focus();
    expect(strip.shown?.command).toBe(stop);
    next.focus();
    expect(strip.shown).toBeUndefined();
  });

  it('keeps it when the focus moves into the strip', () => {
    const { strip, element } = button();
    const region = document.createElement('div');
    region.dataset.testid = 'strip';
    const copy = document.createElement('button');
    region.append(copy);
    document.body.append(region);
    element.focus();
    copy.focus();
    expect(strip.shown?.command).toBe(stop);
  });

  it('does not show it when the focus comes back from the dialog that it opened, but when it is chosen again', () => {
    const { strip, element } = button({ asks: true });
    const dialog = document.createElement('button');
    document.body.append(dialog);
    element.focus();
    expect(strip.shown?.command).toBe(stop);
    element.click();
    // Here an element that was pressed is taken for one under the pointer.
    Object.assign(element, { matches: () => false });
    dialog.focus();
    element.focus();
    expect(strip.shown).toBeUndefined();
    dialog.focus();
    element.focus();
    expect(strip.shown?.command).toBe(stop);
  });
});
