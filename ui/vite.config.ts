import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { keepTimes } from './keepTimes.ts';

/** Messages that only pages and dialogs behind the first one use: a file of their own, read when one of them
 * opens. The index of all messages belongs there too; only the explanations need it. */
const LATER =
  /paraglide\/messages(\.js|\/_index|\/(absent|advice|build_(?!running)|builds|explain|fact|failure|field|files_|image_|images|inspect|layer|life_|list_(?!choose|column|cpu|menu|port|rest)|log_|meta|problem|pull|remove_(?!asks)|run_|secret|settings|source|step|tab_|terminal_|usage_|warnings))/;

/** True for what the first page needs before it can be drawn: all of it in one file, since every file costs a trip. */
function isFirst(id: string, info: (id: string) => { importers: readonly string[] } | null): boolean {
  const seen = new Set<string>();
  const reaches = (module: string): boolean => {
    if (module.endsWith('/src/main.ts')) return true;
    if (seen.has(module)) return false;
    seen.add(module);
    return info(module)?.importers.some(reaches) ?? false;
  };
  return reaches(id);
}

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
            { name: 'words', test: LATER, priority: 2 },
            {
              name: (id, context) => (isFirst(id, (module) => context.getModuleInfo(module)) ? 'first' : null),
              debugName: 'first',
              priority: 1,
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
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/test/messageKeys.ts'],
    setupFiles: ['src/test/setup.ts'],
    testTimeout: 30_000,
  },
});
