import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The key of every explanation that a docker line can ask for, from Rust. */
    messageKeys: string[];
  }
}

/** Asks Rust once, before any test: compiling it may take longer than a test may. */
export default function setup(project: TestProject) {
  const keys = execFileSync('cargo', ['run', '--quiet', '-p', 'naru-command', '--example', 'message-keys'], {
    cwd: resolve(__dirname, '../../..'),
    encoding: 'utf8',
  });
  project.provide(
    'messageKeys',
    keys.split('\n').filter((key) => key !== ''),
  );
}
