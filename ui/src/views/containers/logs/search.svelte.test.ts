import { describe, expect, it } from 'vitest';
import { LogSearch } from './search.svelte';

describe('the line in front of a search', () => {
  const found = { line: 3, row: 3, nth: 2 };

  it('is let go when more lines come behind which it moves, being open itself', () => {
    const search = new LogSearch();
    search.at = { ...found, open: true };
    search.grew(undefined);
    expect(search.at).toBeDefined();
    search.grew(4);
    expect(search.at).toBeUndefined();
  });

  it('stays where it is when it has ended', () => {
    const search = new LogSearch();
    search.at = { ...found, open: false };
    search.grew(4);
    expect(search.at?.row).toBe(3);
  });
});
