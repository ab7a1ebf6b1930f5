import { describe, expect, it } from 'vitest';
import { wording } from './problems';

describe('wording', () => {
  it('names the value that the engine does not take, and points at its words where it does not say which', () => {
    const named = wording({ code: 'invalidValue', params: { value: '10zb' } });
    const unnamed = wording({ code: 'invalidValue', params: { image: 'busybox' } });
    expect(named.what).toContain('10zb');
    expect(unnamed.what).not.toContain('—');
    expect(unnamed.todo).not.toBe(named.todo);
  });
});
