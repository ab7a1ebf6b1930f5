import type { Backend } from '../ipc/backend';
import type { Command, Line, Shell } from '../ipc/bindings';

/** Lines already rendered; the same button is pointed at many times. */
const KEPT = 200;

/** A command as a line of text, from Rust, remembered. */
export class Renderer {
  #known = new Map<string, Line>();
  /** Grows whenever lines are forgotten: who shows one asks for it again. */
  #turn = $state(0);

  constructor(private readonly backend: Backend) {}

  known(command: Command, shell: Shell): Line | undefined {
    void this.#turn;
    return this.#known.get(keyOf(command, shell));
  }

  async line(command: Command, shell: Shell): Promise<Line> {
    const key = keyOf(command, shell);
    const known = this.#known.get(key);
    if (known) return known;
    const turn = this.#turn;
    const line = await this.backend.render(command, shell);
    // It may still name the engine before.
    if (turn !== this.#turn) return this.line(command, shell);
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(key, line);
    return line;
  }

  /** Another engine answers to another line (`docker --context …`). */
  forget() {
    this.#known.clear();
    this.#turn += 1;
  }
}

function keyOf(command: Command, shell: Shell): string {
  return `${shell} ${JSON.stringify(command)}`;
}

/** The line of a command that changes; the one before stays until the next is there, so that nothing flickers. */
export class LiveLine {
  current = $state.raw<Line>();

  constructor(renderer: Renderer, command: () => Command | undefined, shell: () => Shell) {
    $effect(() => {
      const asked = command();
      const speech = shell();
      if (!asked) {
        this.current = undefined;
        return;
      }
      const known = renderer.known(asked, speech);
      if (known) {
        this.current = known;
        return;
      }
      let stale = false;
      renderer.line(asked, speech).then(
        (line) => {
          if (!stale) this.current = line;
        },
        () => {
          // A command that Rust does not take has no line; whatever performs it will say why.
          if (!stale) this.current = undefined;
        },
      );
      return () => {
        stale = true;
      };
    });
  }
}
