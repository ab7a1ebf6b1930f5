/** Terminals of the made-up engine: what is typed is kept for a test to look at, and a test says what they show. */
import type { Answer } from '../backend';
import type { TerminalInput, TerminalSize, TerminalView } from '../bindings';

interface FakeTerminal {
  size: TerminalSize;
  shown: Uint8Array;
  typed: string;
  watcher: ((bytes: ArrayBuffer) => void) | undefined;
  hungUp: boolean;
}

export class FakeTerminals {
  readonly all = new Map<string, FakeTerminal>();
  readonly forgotten: string[] = [];
  /** The containers that a shell was looked for in. */
  readonly looked: string[] = [];
  shell: Answer<string[]> = { status: 'ok', data: ['bash'] };
  /** Called when one is closed; what runs in it may end then. */
  onhangup: (terminal: string) => void = () => {};

  open(id: string, size: TerminalSize) {
    this.all.set(id, { size, shown: new Uint8Array(), typed: '', watcher: undefined, hungUp: false });
  }

  /** The program writes. */
  write(id: string, text: string) {
    const terminal = this.all.get(id);
    if (!terminal) return;
    const bytes = new TextEncoder().encode(text);
    const shown = new Uint8Array(terminal.shown.length + bytes.length);
    shown.set(terminal.shown);
    shown.set(bytes, terminal.shown.length);
    terminal.shown = shown;
    terminal.watcher?.(bytes.slice().buffer);
  }

  async watch(id: string, watcher: (bytes: ArrayBuffer) => void): Promise<TerminalView | null> {
    const terminal = this.all.get(id);
    if (!terminal) return null;
    terminal.watcher = watcher;
    if (terminal.shown.length > 0) watcher(terminal.shown.slice().buffer);
    return { size: terminal.size, from: 0, live: terminal.shown.length, page: 1 };
  }

  leave(id: string) {
    const terminal = this.all.get(id);
    if (terminal) terminal.watcher = undefined;
  }

  type(id: string, input: TerminalInput) {
    const terminal = this.all.get(id);
    if (!terminal) return;
    terminal.typed += input.kind === 'text' ? input.text : String.fromCharCode(...input.bytes);
  }

  resize(id: string, size: TerminalSize) {
    const terminal = this.all.get(id);
    if (terminal) terminal.size = size;
  }

  hangUp(id: string) {
    const terminal = this.all.get(id);
    if (!terminal) return;
    terminal.hungUp = true;
    this.onhangup(id);
  }

  forget(id: string) {
    this.all.delete(id);
    this.forgotten.push(id);
  }
}
