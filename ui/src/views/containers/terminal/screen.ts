import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import type { Backend } from '../../../ipc/backend';
import type { TerminalSession } from '../../../state/terminals.svelte';
import { keyUse } from './keys';
import { asksFirst, type Paste, pasted } from './paste';
import { themeOf } from './theme';

/** Lines above the screen that can be scrolled back to. */
const SCROLLBACK = 10_000;

/** What was drawn is told once it is so many bytes: a part of what may be on its way, so that it never runs dry. */
const TAKEN = 256 * 1024;

/** Sequences that would reach out of the terminal: titles (0, 1, 2), links (8), the clipboard (52). They do nothing. */
const REACHING_OUT = [0, 1, 2, 8, 52];

/** What a terminal answers by itself: who it is, where the cursor is, its modes, its colours. No key sends these but F3 with another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one
const ANSWER = /^\u001b(\[[?>=]?[\d;]*[cRntx]|\[\?[\d;]*\$y|P|\])/;

export interface ScreenOptions {
  mac: boolean;
  /** What the field is called that keys go to. */
  label: string;
  copy: (text: string) => void;
  /** True when several lines may be pasted that would run at once. */
  ask: (paste: Paste) => Promise<boolean>;
  /** The keyboard leads out of it. */
  leave: () => void;
}

/** A session's terminal on a page: xterm.js, what it draws and what is typed in it. */
export class Screen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #host: HTMLElement;
  readonly #watched: ResizeObserver;
  /** What came before it was known where it belongs. */
  #early: ArrayBuffer[] | undefined = [];
  /** Places in the session's output: the next byte, what is drawn, what was told to be drawn, and what nobody saw before. */
  #next = 0;
  #drawn = 0;
  #told = 0;
  #live = 0;
  #page: number | undefined;
  #closed = false;

  constructor(
    host: HTMLElement,
    private readonly session: TerminalSession,
    private readonly backend: Backend,
    private readonly options: ScreenOptions,
  ) {
    this.#host = host;
    const style = getComputedStyle(host);
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: false,
      fontFamily: style.getPropertyValue('--mono').trim() || 'monospace',
      fontSize: 13,
      lineHeight: 1.2,
      macOptionIsMeta: true,
      minimumContrastRatio: 4.5,
      scrollback: SCROLLBACK,
      theme: themeOf(host),
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    for (const code of REACHING_OUT) this.#terminal.parser.registerOscHandler(code, () => true);
    this.#terminal.attachCustomKeyEventHandler((event) => this.#key(event));
    this.#terminal.open(host);
    this.#terminal.textarea?.setAttribute('aria-label', options.label);
    host.addEventListener('paste', this.#paste, { capture: true });
    this.#terminal.onData((text) => {
      // While what was shown before is drawn again, what it asked the terminal was answered long ago.
      if (!(this.#redrawing && ANSWER.test(text))) session.type(text);
    });
    this.#terminal.onBinary((bytes) => session.typeBytes(bytes));
    this.#terminal.onResize(({ cols, rows }) => {
      if (!this.#redrawing) session.resize({ columns: cols, rows });
    });
    this.#watched = new ResizeObserver(() => this.fit());
    void this.#watch();
  }

  /** True while what was shown before is drawn again. */
  get #redrawing(): boolean {
    return this.#drawn < this.#live;
  }

  async #watch() {
    const view = await this.backend.watchTerminal(this.session.id, (bytes) => {
      if (this.#early) this.#early.push(bytes);
      else this.#write(bytes);
    });
    if (!view) return;
    this.#page = view.page;
    if (this.#closed) return this.#leave();
    this.#next = view.from;
    this.#drawn = view.from;
    this.#told = view.from;
    this.#live = view.live;
    // It is drawn as it was, and then takes the size of the page.
    if (view.live > view.from) this.#terminal.resize(view.size.columns, view.size.rows);
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const bytes of early) this.#write(bytes);
    this.#watched.observe(this.#host);
    this.fit();
  }

  #write(bytes: ArrayBuffer) {
    // Cut where the news begins, so that what it asks is answered.
    const known = Math.min(Math.max(this.#live - this.#next, 0), bytes.byteLength);
    if (known > 0) this.#draw(new Uint8Array(bytes, 0, known));
    if (known < bytes.byteLength) this.#draw(new Uint8Array(bytes, known));
  }

  #draw(bytes: Uint8Array) {
    this.#next += bytes.byteLength;
    const end = this.#next;
    this.#terminal.write(bytes, () => {
      const caughtUp = this.#drawn < this.#live && end >= this.#live;
      this.#drawn = end;
      if (caughtUp) this.fit();
      if (end - this.#told < TAKEN || this.#closed) return;
      this.#told = end;
      void this.backend.tookTerminal(this.session.id, end);
    });
  }

  /** As many rows and columns as there is room for. */
  fit() {
    if (this.#closed || this.#early !== undefined || this.#redrawing || this.#host.clientWidth === 0) return;
    const size = this.#fit.proposeDimensions();
    if (!size || !(size.cols > 1 && size.rows > 0)) return;
    this.#terminal.resize(size.cols, size.rows);
    // The session may have been opened with another size than the terminal has always had here.
    this.session.resize({ columns: size.cols, rows: size.rows });
  }

  get size() {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  focus() {
    this.#terminal.focus();
  }

  /** The window's colours changed. */
  dress() {
    this.#terminal.options.theme = themeOf(this.#host);
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  #key(event: KeyboardEvent): boolean {
    const use = keyUse(event, this.options.mac);
    if (use === 'typed') return true;
    if (event.type !== 'keydown') return false;
    if (use === 'copy') {
      event.preventDefault();
      if (this.selection !== '') this.options.copy(this.selection);
    } else if (use === 'leave') {
      event.preventDefault();
      this.options.leave();
    }
    // A paste is left to the web view, which alone may read the clipboard.
    return false;
  }

  #paste = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void this.paste(event.clipboardData?.getData('text/plain') ?? '');
  };

  /** Pastes; several lines that would run at once only after a question. */
  async paste(text: string) {
    const paste = pasted(text);
    if (paste.text === '') return;
    if (asksFirst(paste, this.#terminal.modes.bracketedPasteMode) && !(await this.options.ask(paste))) return;
    this.#terminal.paste(paste.text);
    this.focus();
  }

  close() {
    this.#closed = true;
    this.#watched.disconnect();
    this.#host.removeEventListener('paste', this.#paste, { capture: true });
    this.#terminal.dispose();
    this.#leave();
  }

  #leave() {
    // One that is not there yet is left when it is.
    if (this.#page !== undefined) void this.backend.leaveTerminal(this.session.id, this.#page);
  }
}
