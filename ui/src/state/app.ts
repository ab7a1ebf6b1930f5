import { createContext } from 'svelte';
import type { Backend } from '../ipc/backend';
import type { Change } from '../ipc/bindings';
import { Builds } from '../views/builds/builds.svelte';
import { Dialogs } from './dialogs.svelte';
import { History } from './history.svelte';
import { Mirror } from './mirror.svelte';
import { Operations } from './operations.svelte';
import { Palette } from './palette.svelte';
import { Renderer } from './render.svelte';
import { Route } from './route.svelte';
import { Settings } from './settings.svelte';
import { Strip } from './strip.svelte';
import { Waits } from './waits.svelte';

/** Everything that lives as long as the window. Components reach it with `useApp()`. */
export class App {
  readonly mirror = new Mirror();
  readonly route = new Route();
  readonly strip = new Strip();
  readonly dialogs = new Dialogs();
  readonly renderer: Renderer;
  readonly settings: Settings;
  readonly operations: Operations;
  readonly builds: Builds;
  readonly waits: Waits;
  readonly palette: Palette;
  readonly history: History;

  constructor(readonly backend: Backend) {
    this.renderer = new Renderer(backend);
    this.settings = new Settings(backend);
    this.operations = new Operations(backend, this.strip);
    this.builds = new Builds(this.operations);
    this.waits = new Waits(this.operations);
    this.palette = new Palette(this.operations);
    this.history = new History(backend, this.operations, () => this.mirror.engine);
  }

  /** Starts listening to the engine and reads the settings; resolves when the first page can be drawn. */
  async start() {
    void this.backend.watch((change) => this.#hear(change));
    void this.backend.watchHistory((change) => this.history.apply(change));
    await this.settings.load();
  }

  #hear(change: Change) {
    const before = this.mirror.engine?.address;
    this.mirror.apply(change);
    if (this.mirror.engine?.address === before) return;
    this.renderer.forget();
    this.history.forgetLines();
  }
}

export const [useApp, provideApp] = createContext<App>();
