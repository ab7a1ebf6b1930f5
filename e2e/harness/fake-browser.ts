import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** An `xdg-open` that writes down what it was asked to open. */
export class FakeBrowser {
  /** To be put first in PATH. */
  readonly programs = mkdtempSync(path.join(tmpdir(), 'naru-browser-'));
  private readonly record = path.join(this.programs, 'opened');

  constructor() {
    writeFileSync(path.join(this.programs, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${this.record}'\n`, {
      mode: 0o755,
    });
  }

  opened(): string[] {
    return existsSync(this.record) ? readFileSync(this.record, 'utf8').split('\n').filter(Boolean) : [];
  }

  remove(): void {
    rmSync(this.programs, { recursive: true, force: true });
  }
}
