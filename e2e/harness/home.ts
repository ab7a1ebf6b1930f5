import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type Language = 'system' | 'ko' | 'en';
export type Theme = 'system' | 'light' | 'dark';

/** A home of its own for one or more windows in a row: nothing of the developer's is read or written. */
export interface Home {
  folder: string;
  env: NodeJS.ProcessEnv;
  remove(): void;
}

const IDENTIFIER = 'app.naru.desktop';

export function makeHome(settings: { language: Language; theme: Theme } | null): Home {
  const folder = mkdtempSync(path.join(tmpdir(), 'naru-home-'));
  const data = path.join(folder, 'data');
  mkdirSync(path.join(data, IDENTIFIER), { recursive: true });
  if (settings) {
    writeFileSync(
      path.join(data, IDENTIFIER, 'settings.json'),
      JSON.stringify({ settings: { ...settings, powershell: null } }),
    );
  }
  const runtime = path.join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  return {
    folder,
    env: {
      HOME: folder,
      XDG_DATA_HOME: data,
      XDG_CONFIG_HOME: path.join(folder, 'config'),
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      XDG_STATE_HOME: path.join(folder, 'state'),
      XDG_RUNTIME_DIR: runtime,
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
