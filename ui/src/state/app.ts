import { createContext } from 'svelte';
import type { Backend } from '../ipc/backend';
import { Mirror } from './mirror.svelte';
import { Route } from './route.svelte';
import { Settings } from './settings.svelte';
import { Strip } from './strip.svelte';

/** Everything that lives as long as the window. Components reach it with `useApp()`. */
export class App {
  readonly mirror = new Mirror();
  readonly route = new Route();
  readonly strip = new Strip();
  readonly settings: Settings;

  constructor(readonly backend: Backend) {
    this.settings = new Settings(backend);
  }

  /** Starts listening to the engine and reads the settings; resolves when the first page can be drawn. */
  async start() {
    void this.backend.watch((change) => this.mirror.apply(change));
    await this.settings.load();
  }
}

export const [useApp, provideApp] = createContext<App>();
