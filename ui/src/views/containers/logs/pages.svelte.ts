/** The lines that a view of a log needs, a page at a time; never the log. */
import type { Answer } from '../../../ipc/backend';
import type { LogRow, Problem } from '../../../ipc/bindings';

/** Lines that are asked for together. */
const PAGE = 100;

/** Pages that are kept. */
const KEPT = 24;

interface Page {
  rows: LogRow[];
  /** Which asking it is of: one from before a search began has no marks of it. */
  age: number;
}

export class Pages {
  /** Bumped when lines came; reading it is how a template follows them. */
  version = $state(0);
  problem = $state.raw<Problem>();
  #pages = new Map<number, Page>();
  #age = 0;
  #wish: { from: number; to: number; total: number } | undefined;
  #asking = false;
  #over = false;

  constructor(private readonly ask: (from: number, to: number) => Promise<Answer<LogRow[]>>) {}

  /** The line of that number, if it is here. */
  row(number: number): LogRow | undefined {
    void this.version;
    return this.#pages.get(Math.floor(number / PAGE))?.rows[number % PAGE];
  }

  /** These lines are shown, of so many that there are. The newest wish is the only one. */
  want(from: number, to: number, total: number) {
    this.#wish = { from, to, total };
    if (!this.#asking) void this.#fetch();
  }

  /** What is here is old: it is shown until it has been asked for again. */
  renew() {
    this.#age += 1;
    if (this.#wish && !this.#asking) void this.#fetch();
  }

  /** The lines are others now. */
  clear() {
    this.#pages.clear();
    this.renew();
    this.version += 1;
  }

  /** Nobody looks any more. */
  end() {
    this.#over = true;
  }

  async #fetch() {
    this.#asking = true;
    for (let page = this.#missing(); page !== undefined && !this.#over; page = this.#missing()) {
      const age = this.#age;
      const answer = await this.ask(page * PAGE, (page + 1) * PAGE);
      if (answer.status === 'error') {
        if (answer.error.code !== 'cancelled') this.problem = answer.error;
        break;
      }
      this.#pages.delete(page);
      this.#pages.set(page, { rows: answer.data, age });
      for (const [oldest] of this.#pages) {
        if (this.#pages.size <= KEPT) break;
        this.#pages.delete(oldest);
      }
      this.version += 1;
      // Nothing there yet: what comes is told, and asked for then.
      if (answer.data.length < Math.min(PAGE, (this.#wish?.total ?? 0) - page * PAGE)) break;
    }
    this.#asking = false;
  }

  #missing(): number | undefined {
    if (!this.#wish) return undefined;
    const { from, to, total } = this.#wish;
    for (let page = Math.floor(Math.max(0, from) / PAGE); page * PAGE < Math.min(to, total); page += 1) {
      const here = this.#pages.get(page);
      const there = Math.min(PAGE, total - page * PAGE);
      if (!here || here.age !== this.#age || here.rows.length < Math.min(there, to - page * PAGE)) return page;
    }
    return undefined;
  }
}
