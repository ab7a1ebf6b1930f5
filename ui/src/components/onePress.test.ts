import { describe, expect, it } from 'vitest';
import { onePress } from './onePress';

describe('a press in a row', () => {
  const press = (begun: string, ended: string, detail: number): number => {
    let shown = begun;
    const row = document.createElement('div');
    const button = document.createElement('button');
    row.append(button);
    let clicks = 0;
    button.addEventListener('click', () => {
      clicks += 1;
    });
    onePress(() => shown)(row);
    button.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    shown = ended;
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }));
    return clicks;
  };

  it('is for what it began on', () => {
    expect(press('web', 'web', 1)).toBe(1);
    expect(press('web', 'db', 1), 'the element is another row by now').toBe(0);
    expect(press('web', 'db', 0), 'the keyboard').toBe(1);
  });
});
