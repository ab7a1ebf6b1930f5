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
  const root = resolve(__dirname, '../../..');
  // A folder of its own: another cargo at work, on all of the rest, would be waited for.
  const built = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target', 'message-keys');
  const example = ['run', '--quiet', '-p', 'naru-command', '--example', 'message-keys', '--target-dir', built];
  const keys = execFileSync('cargo', example, { cwd: root, encoding: 'utf8' });
  project.provide(
    'messageKeys',
    keys.split('\n').filter((key) => key !== ''),
  );
}
