import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, remote } from 'webdriverio';
import { type Display, startDisplay } from './display.ts';
import { type Driver, startDriver } from './driver.ts';
import { environment } from './environment.ts';
import { type Home, type Language, makeHome, type Theme } from './home.ts';
import { Page } from './page.ts';

export interface WindowOptions {
  /** DOCKER_HOST of the window; null leaves it unset. */
  dockerHost: string | null;
  language?: Language;
  theme?: Theme;
  /** Neither language nor theme is set before the first start. */
  untouched?: boolean;
  /** LANG of the window. */
  locale?: string;
  width?: number;
  height?: number;
  /** Looked through for programs before PATH. */
  programs?: string;
  /** Files to lay into its home before it starts. */
  prepare?: (home: string) => void;
}

/** The real window, on a screen and with a home of its own. */
export class NaruWindow {
  private constructor(
    private readonly display: Display,
    private readonly driver: Driver,
    readonly home: Home,
    private session: Browser,
    private readonly size: { width: number; height: number },
  ) {}

  static async open(options: WindowOptions): Promise<NaruWindow> {
    const size = { width: options.width ?? 1200, height: options.height ?? 800 };
    const display = await startDisplay(size.width, size.height);
    const home = makeHome(
      options.untouched ? null : { language: options.language ?? 'en', theme: options.theme ?? 'light' },
    );
    options.prepare?.(home.folder);
    const programs = options.programs ? `${options.programs}:` : '';
    const env: NodeJS.ProcessEnv = {
      PATH: `${programs}${process.env.PATH ?? ''}`,
      LANG: options.locale ?? 'C.UTF-8',
      DISPLAY: display.name,
      // There is no session bus on a virtual screen to ask for accessibility.
      NO_AT_BRIDGE: '1',
      ...home.env,
      ...(options.dockerHost === null ? {} : { DOCKER_HOST: options.dockerHost }),
    };
    let driver: Driver | undefined;
    try {
      driver = await startDriver(env);
      const session = await openSession(driver, size);
      return new NaruWindow(display, driver, home, session, size);
    } catch (error) {
      await driver?.child.end();
      await display.end();
      home.remove();
      throw error;
    }
  }

  get browser(): Browser {
    return this.session;
  }

  get page(): Page {
    return new Page(this.session);
  }

  /** The process that everything of this window comes from. */
  get driverId(): number {
    return this.driver.child.process.pid ?? 0;
  }

  /** Closes the window and opens it again in the same home. */
  async restart(): Promise<void> {
    await this.session.deleteSession();
    this.session = await openSession(this.driver, this.size);
  }

  /** What the screen shows, as a person would see it. */
  picture(file: string): void {
    mkdirSync(path.dirname(file), { recursive: true });
    execFileSync('import', ['-window', 'root', '-display', this.display.name, file]);
  }

  /** For the report of a failed test: the screen and the page's words. */
  async keepEvidence(name: string): Promise<string> {
    const file = path.join(environment.out(), `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`);
    this.picture(file);
    const html = await this.session.execute(() => document.documentElement.outerHTML);
    writeFileSync(file.replace(/\.png$/, '.html'), html);
    writeFileSync(file.replace(/\.png$/, '.log'), this.driver.child.output);
    return file;
  }

  async close(): Promise<void> {
    try {
      await this.session.deleteSession();
    } finally {
      await this.driver.child.end();
      await this.display.end();
      this.home.remove();
    }
  }
}

async function openSession(driver: Driver, size: { width: number; height: number }): Promise<Browser> {
  const browser = await remote({
    hostname: '127.0.0.1',
    port: driver.port,
    connectionRetryCount: 0,
    connectionRetryTimeout: 60_000,
    logLevel: 'error',
    waitforTimeout: 20_000,
    waitforInterval: 40,
    capabilities: {
      browserName: 'wry',
      'tauri:options': { application: environment.app() },
      'wdio:enforceWebDriverClassic': true,
    } as WebdriverIO.Capabilities,
  });
  await browser.setWindowRect(0, 0, size.width, size.height);
  return browser;
}
