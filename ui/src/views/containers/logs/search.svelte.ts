import type { LogMatch, LogNews, LogPatternFault } from '../../../ipc/bindings';
import type { Book } from './book.svelte';

/** How long nobody types before it is searched, in ms. */
const REST = 120;

/** A search that was begun just now is given so long to find a first line, in ms, and is looked after so often meanwhile. */
const FIRST = { most: 10_000, each: 40 };

/** What is looked for in a log, and which of the lines that have it is the one in front. */
export class LogSearch {
  text = $state('');
  regex = $state(false);
  case = $state(false);
  fault = $state.raw<LogPatternFault>();
  /** The line in front, and how many match before it. */
  at = $state.raw<LogMatch>();
  /** What is searched for once typing rests. */
  #waiting: { timer: ReturnType<typeof setTimeout>; search: () => Promise<void> } | undefined;
  #turn = 0;
  /** Grows whenever the rows are others. */
  #rows = 0;
  /** Steps are taken one after the other: each begins where the one before it led. */
  #step: Promise<unknown> = Promise.resolve();
  /** The book that was asked to search last; another one knows of no pattern. */
  #asked: Book | undefined;

  readonly active = $derived(this.text !== '' && this.fault === undefined);

  /** Looks for what the box says from now on, once typing rests. */
  begin(book: Book) {
    if (this.text === '' && this.#asked !== book) return;
    this.#asked = book;
    clearTimeout(this.#waiting?.timer);
    this.#turn += 1;
    const turn = this.#turn;
    const pattern = this.text === '' ? null : { text: this.text, regex: this.regex, case: this.case };
    this.at = undefined;
    if (!pattern) this.fault = undefined;
    const search = async () => {
      this.#waiting = undefined;
      const fault = await book.search(pattern);
      if (turn === this.#turn) this.fault = fault;
    };
    this.#waiting = { timer: setTimeout(search, pattern ? REST : 0), search };
  }

  /** The rows are others: the line in front has no place among them. */
  forget() {
    this.#rows += 1;
    this.at = undefined;
  }

  /** How the log stands now. A line in front that has not ended stands further down, or is another, as soon as there are more. */
  grew({ lines, open }: Pick<LogNews, 'lines' | 'open'>) {
    const { at } = this;
    if (at?.open && (lines > at.lines || (lines === at.lines && open === 0))) this.at = undefined;
  }

  end() {
    clearTimeout(this.#waiting?.timer);
    this.#turn += 1;
  }

  /** The next line that matches behind the one in front, or before it; behind the line before `from` where none is. At the end it begins anew. */
  go(book: Book, forward: boolean, from: number): Promise<number | undefined> {
    const step = this.#step.then(() => this.#go(book, forward, from));
    this.#step = step.catch(() => undefined);
    return step;
  }

  async #go(book: Book, forward: boolean, from: number): Promise<number | undefined> {
    const here = this.at?.line ?? (forward ? from - 1 : from);
    const [turn, rows] = [this.#turn, this.#rows];
    const waiting = this.#waiting;
    const before = book.news;
    if (waiting) {
      // Who presses Enter does not type on.
      clearTimeout(waiting.timer);
      await waiting.search();
    }
    const last = Number.MAX_SAFE_INTEGER;
    const next = async () => (await book.find(here, forward)) ?? (await book.find(forward ? -1 : last, forward));
    let found = await next();
    const until = Date.now() + (waiting ? FIRST.most : 0);
    while (
      !found &&
      !this.fault &&
      turn === this.#turn &&
      (book.news === before || !isSearched(book)) &&
      Date.now() < until
    ) {
      await new Promise((resolve) => setTimeout(resolve, FIRST.each));
      found = await next();
    }
    if (turn !== this.#turn || rows !== this.#rows) return undefined;
    this.at = found;
    return found?.row;
  }
}

/** True once every line that there is was looked through. */
function isSearched({ news }: Book): boolean {
  return news?.search != null && news.search.searched >= news.lines;
}
