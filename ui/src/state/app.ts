import { createContext } from 'svelte';
import type { Backend } from '../ipc/backend';
import type { Change, Command } from '../ipc/bindings';
import { Builds } from '../views/builds/builds.svelte';
import { Bulk } from '../views/containers/bulk/bulk.svelte';
import { Rest } from '../views/containers/usage/rest.svelte';
import { Usage } from '../views/containers/usage/usage.svelte';
import { Ages } from './ages.svelte';
import { Dialogs } from './dialogs.svelte';
import { Drops } from './drops.svelte';
import { History } from './history.svelte';
import { Mirror } from './mirror.svelte';
import { Operations } from './operations.svelte';
import { Palette } from './palette.svelte';
import { Presence } from './presence.svelte';
import { Renderer } from './render.svelte';
import { Route } from './route.svelte';
import { Settings } from './settings.svelte';
import { Strip } from './strip.svelte';
import { Terminals } from './terminals.svelte';
import { Transfers } from './transfers.svelte';
import { Waits } from './waits.svelte';

/** Everything that lives as long as the window. Components reach it with `useApp()`. */
export class App {
  readonly mirror = new Mirror();
  readonly route = new Route();
  readonly strip = new Strip();
  readonly dialogs = new Dialogs();
  readonly drops = new Drops();
  readonly presence = new Presence();
  readonly ages = new Ages(this.presence);
  readonly renderer: Renderer;
  readonly settings: Settings;
  readonly operations: Operations;
  readonly transfers: Transfers;
  readonly builds: Builds;
  readonly bulk: Bulk;
  readonly usage: Usage;
  readonly rest: Rest;
  readonly waits: Waits;
  readonly palette: Palette;
  readonly history: History;
  readonly terminals: Terminals;

  #heard: (() => void) | undefined;

  constructor(readonly backend: Backend) {
    this.renderer = new Renderer(backend);
    this.settings = new Settings(backend);
    this.operations = new Operations(backend, this.strip);
    this.transfers = new Transfers(this.operations);
    this.builds = new Builds(this.operations);
    this.terminals = new Terminals(backend, this.operations, ({ id }) => {
      this.palette.handOver();
      this.route.go({ page: 'container', id, tab: 'terminal' });
    });
    this.palette = new Palette(this.operations, this.terminals, (command) => this.builds.begin(command).operation);
    this.history = new History(
      backend,
      this.operations,
      (command) => this.perform([command]),
      () => this.mirror.engine,
    );
    this.bulk = new Bulk(this.operations);
    this.usage = new Usage(backend);
    this.rest = new Rest(backend);
    this.waits = new Waits(this.operations);
  }

  /**
   * Starts listening to the engine and to the window, and takes the settings; then the first page can be drawn. The answer ends what
   * was said to the window: it lives as long as the program, but of tests many follow one another in one.
   */
  start(): () => void {
    void this.backend.watch((change) => this.#hear(change));
    void this.backend.watchHistory((change) => this.history.apply(change));
    this.settings.load();
    const leave = this.presence.listen();
    // Who comes back may have chosen another context in a terminal: a bare `docker` means another engine then.
    const came = () => this.#forgetLines();
    window.addEventListener('focus', came);
    return () => {
      leave();
      window.removeEventListener('focus', came);
    };
  }

  #forgetLines() {
    this.renderer.forget();
    this.history.forgetLines();
  }

  /** Performs commands where what they tell is seen: a build on its own page, which shows more of it; others in the palette. */
  perform(commands: readonly Command[]) {
    const [first] = commands;
    if (commands.length > 1 || first?.verb !== 'build') return this.palette.run(commands);
    const record = this.builds.start(first);
    this.palette.close();
    this.palette.text = '';
    this.route.go({ page: 'build', id: record.id });
  }

  /** Resolves when the engine's containers are known, or after `patience` ms. */
  heard(patience: number): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = resolve;
      setTimeout(resolve, patience);
    });
  }

  #hear(change: Change) {
    const before = this.mirror.engine?.address;
    this.mirror.apply(change);
    if (this.mirror.containers) this.#heard?.();
    if (change.kind === 'containers') this.operations.heard(change.changed);
    if (this.mirror.engine?.address !== before) this.#forgetLines();
  }
}

export const [useApp, provideApp] = createContext<App>();
