import type { LogPatternFault } from '../../../ipc/bindings';
import type { Book } from './book.svelte';

/** How long nobody types before it is searched, in ms. */
const REST = 120;

/** What is looked for in a log, and which of the lines that have it is the one in front. */
export class LogSearch {
  text = $state('');
  regex = $state(false);
  case = $state(false);
  fault = $state.raw<LogPatternFault>();
  /** The line in front, and how many match before it. */
  at = $state.raw<{ line: number; row: number; nth: number }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  /** Grows whenever the rows are others. */
  #rows = 0;
  /** The book that was asked to search last; another one knows of no pattern. */
  #asked: Book | undefined;

  readonly active = $derived(this.text !== '' && this.fault === undefined);

  /** Looks for what the box says from now on, once typing rests. */
  begin(book: Book) {
    if (this.text === '' && this.#asked !== book) return;
    this.#asked = book;
    clearTimeout(this.#timer);
    this.#turn += 1;
    const turn = this.#turn;
    const pattern = this.text === '' ? null : { text: this.text, regex: this.regex, case: this.case };
    this.at = undefined;
    if (!pattern) this.fault = undefined;
    this.#timer = setTimeout(
      async () => {
        const fault = await book.search(pattern);
        if (turn === this.#turn) this.fault = fault;
      },
      pattern ? REST : 0,
    );
  }

  /** The rows are others: the line in front has no place among them. */
  forget() {
    this.#rows += 1;
    this.at = undefined;
  }

  end() {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  /** The next line that matches behind the one in front, or before it; behind the line before `from` where none is. At the end it begins anew. */
  async go(book: Book, forward: boolean, from: number): Promise<number | undefined> {
    const here = this.at?.line ?? (forward ? from - 1 : from);
    const [turn, rows] = [this.#turn, this.#rows];
    const last = Number.MAX_SAFE_INTEGER;
    const found = (await book.find(here, forward)) ?? (await book.find(forward ? -1 : last, forward));
    if (turn !== this.#turn || rows !== this.#rows) return undefined;
    this.at = found;
    return found?.row;
  }
}
