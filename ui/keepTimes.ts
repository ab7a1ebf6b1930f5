import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

interface Built {
  content: Buffer;
  modified: Date;
}

/**
 * Files of the page that a build makes anew as they were keep their time. Cargo goes by times: with it, a page that did
 * not change does not link the whole window again.
 */
export function keepTimes(): Plugin {
  let folder = '';
  const before = new Map<string, Built>();

  const files = () =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
      : [];

  return {
    name: 'keep-times',
    apply: 'build',
    configResolved({ root, build }) {
      folder = path.resolve(root, build.outDir);
    },
    buildStart() {
      for (const file of files()) before.set(file, { content: readFileSync(file), modified: statSync(file).mtime });
    },
    closeBundle() {
      for (const file of files()) {
        const was = before.get(file);
        if (was?.content.equals(readFileSync(file))) utimesSync(file, was.modified, was.modified);
      }
    },
  };
}
