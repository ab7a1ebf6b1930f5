import { describe, expect, it } from 'vitest';
import { LogSearch } from './search.svelte';

describe('the line in front of a search', () => {
  const found = { line: 3, row: 3, nth: 2, lines: 3 };

  it('is let go when it has not ended and more lines came, or it is gone', () => {
    const search = new LogSearch();
    for (const news of [
      { lines: 4, open: 5 },
      { lines: 3, open: 0 },
    ]) {
      search.at = { ...found, open: true };
      // What the window knows may be older than the answer.
      search.grew({ lines: 2, open: 0 });
      search.grew({ lines: 3, open: 5 });
      expect(search.at).toBeDefined();
      search.grew(news);
      expect(search.at).toBeUndefined();
    }
  });

  it('stays where it is when it has ended', () => {
    const search = new LogSearch();
    search.at = { ...found, open: false };
    search.grew({ lines: 4, open: 0 });
    expect(search.at?.row).toBe(3);
  });
});
