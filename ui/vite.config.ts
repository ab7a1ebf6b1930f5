import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { keepTimes } from './keepTimes.ts';

interface Module {
  importers: readonly string[];
  importedIds: readonly string[];
  code: string | null;
}
type Info = (id: string) => Module | null;

/** True for what the first page needs before it can be drawn: all of it in one file, since every file costs a trip. */
function isFirst(id: string, info: Info): boolean {
  const seen = new Set<string>();
  const reaches = (module: string): boolean => {
    if (module.endsWith('/src/main.ts')) return true;
    if (seen.has(module)) return false;
    seen.add(module);
    return info(module)?.importers.some(reaches) ?? false;
  };
  return reaches(id);
}

/** What a message's file is called; none for other files. */
const MESSAGE = /\/paraglide\/messages\/([a-z_\d]+)\.js$/;

/** The messages that the first page says. All the others are read with the first page that needs one of them. */
function firstWords(info: Info, main: string): ReadonlySet<string> {
  const words = new Set<string>();
  const seen = new Set<string>();
  const walk = (id: string) => {
    const module = info(id);
    if (!module || seen.has(id) || id.includes('/paraglide/messages')) return;
    seen.add(id);
    for (const [, word] of module.code?.matchAll(/\bm\.([a-z_\d]+)/g) ?? []) if (word) words.add(word);
    for (const imported of module.importedIds) walk(imported);
  };
  walk(main);
  return words;
}

// Rolldown names modules with slashes everywhere.
const main = fileURLToPath(new URL('src/main.ts', import.meta.url)).replaceAll('\\', '/');
let words: ReadonlySet<string> | undefined;

/** A module can only be replaced for a test while nobody has read it. */
const ALONE = ['src/views/containers/terminal/terminal.test.ts'];

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
      outputStructure: 'message-modules',
    }),
    svelte(),
    keepTimes(),
  ],
  // Addresses of the files in the built page must not depend on where it is served from.
  base: './',
  build: {
    target: ['es2022', 'safari16', 'chrome111'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              debugName: 'first and words',
              name: (id, context) => {
                const info = (module: string) => context.getModuleInfo(module);
                const message = MESSAGE.exec(id)?.[1];
                if (message === undefined && !/\/paraglide\/messages(\.js|\/_index\.js)$/.test(id))
                  return isFirst(id, info) ? 'first' : null;
                words ??= firstWords(info, main);
                return message !== undefined && words.has(message) ? 'first' : 'words';
              },
            },
          ],
        },
      },
    },
  },
  server: { port: 1420, strictPort: true, host: '127.0.0.1' },
  // Svelte's server build is what node resolves by default; component tests need the browser's.
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
    unstubGlobals: true,
    maxWorkers: '100%',
    // Reading the window takes longer than most of its tests: they share it, and what a test opens it ends.
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['src/**/*.test.ts'],
          exclude: ALONE,
          isolate: false,
          globalSetup: ['src/test/messageKeys.ts'],
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
