import { SvelteMap } from 'svelte/reactivity';
import type { Answer, Backend } from '../../../ipc/backend';
import type {
  LogMatch,
  LogNews,
  LogPattern,
  LogPatternFault,
  LogRow,
  LogSpan,
  LogState,
  LogStreams,
  LogText,
  Problem,
} from '../../../ipc/bindings';
import { type Layout, layoutOf, type Spot, spot } from './layout';
import { Pages } from './pages.svelte';

/** The log of one container that a view has open: how it stands with it, and the lines that are shown. */
export class Book {
  news = $state.raw<LogNews>();
  /** It could not be opened, or its lines not be read. */
  #refused = $state.raw<Problem>();
  readonly #id = crypto.randomUUID();
  readonly #head: Pages;
  readonly #tail: Pages;
  /** Long lines of which more was asked for, by their number. */
  readonly #whole = new SvelteMap<number, LogRow>();
  #streams: LogStreams = 'both';
  #opened: Promise<unknown> | undefined;
  #over = false;
  #heard: LogNews | undefined;

  readonly layout: Layout = $derived(layoutOf(this.news));
  readonly problem = $derived(this.#refused ?? this.news?.problem ?? undefined);
  /** How it stands with it: what could not be opened is not being read. */
  readonly state: LogState = $derived(stateOf(this.news, this.problem));

  constructor(private readonly backend: Backend) {
    this.#head = new Pages((from, to) => backend.logRows(this.#id, from, to));
    this.#tail = new Pages((from, to) => backend.logTail(this.#id, from, to));
  }

  /** Opens it; called once. */
  open(container: string, span: LogSpan): Promise<void> {
    const opened = this.backend.openLog(this.#id, container, span, (news) => this.#hear(news));
    this.#opened = opened;
    return opened.then((answer) => {
      if (answer.status === 'error') this.#refused = answer.error;
    });
  }

  /** Nobody looks any more. */
  async close() {
    this.#over = true;
    this.#head.end();
    this.#tail.end();
    // One that is still being opened could not be found.
    await this.#opened;
    await this.backend.closeLog(this.#id);
  }

  /** Another number when lines came that were asked for; reading it is how what measures them hears of it. */
  get version(): number {
    return this.#head.version + this.#tail.version + this.#whole.size;
  }

  /** The line at a spot, if it is here; the gap is none. */
  row(at: Spot): LogRow | undefined {
    if (at.part === 'tail') return this.#tail.row(at.line);
    if (at.part === 'gap') return undefined;
    const row = this.#head.row(at.row);
    return row?.line == null ? row : (this.#whole.get(row.line) ?? row);
  }

  /** The number of the line that a row of the chosen streams shows; of what is not read that far or has not ended, of the line that will be next. */
  async lineOf(row: number): Promise<number> {
    const at = spot(this.layout, row);
    if (at.part !== 'head') return this.news?.lines ?? 0;
    const here = this.#head.row(row);
    if (here?.line != null) return here.line;
    const answer = await this.backend.logRows(this.#id, row, row + 1);
    const found = answer.status === 'ok' ? answer.data[0] : undefined;
    return found ? (found.line ?? this.news?.lines ?? row) : row;
  }

  /** These rows are shown, from one to before another. */
  want(from: number, to: number) {
    const { head, from: first, to: last } = this.layout;
    if (from < head) this.#head.want(from, Math.min(to, head), head);
    if (last === first || to <= head) return;
    const start = spot(this.layout, Math.max(from, head + 1));
    if (start.part === 'tail') this.#tail.want(start.line, start.line + to - Math.max(from, head + 1), last);
  }

  async choose(streams: LogStreams) {
    if (streams === this.#streams) return;
    this.#streams = streams;
    const answer = await this.backend.chooseLog(this.#id, streams);
    if (answer.status === 'ok') this.#head.clear();
    else this.#refuse(answer.error);
  }

  /** More of a long line. */
  async whole(line: number) {
    const answer = await this.backend.logLine(this.#id, line);
    if (answer.status === 'ok') this.#whole.set(line, answer.data);
    else this.#refuse(answer.error);
  }

  /** Searches for something, or nothing; what is wrong with the pattern, if anything is. */
  async search(pattern: LogPattern | null): Promise<LogPatternFault | undefined> {
    const answer = await this.backend.searchLog(this.#id, pattern);
    if (answer.status === 'error') {
      this.#refuse(answer.error);
      return undefined;
    }
    this.#whole.clear();
    this.#head.renew();
    this.#tail.renew();
    return answer.data ?? undefined;
  }

  async find(line: number, forward: boolean): Promise<LogMatch | undefined> {
    const answer = await this.backend.findLog(this.#id, line, forward);
    if (answer.status === 'ok') return answer.data ?? undefined;
    this.#refuse(answer.error);
    return undefined;
  }

  copy(from: number, to: number, stamps: boolean): Promise<Answer<LogText>> {
    return this.backend.copyLog(this.#id, from, to, stamps);
  }

  save(name: string, stamps: boolean) {
    return this.backend.saveLog(this.#id, name, stamps);
  }

  async readMore() {
    await this.backend.readMoreLog(this.#id);
  }

  /** News can come faster than a busy window paints: only the last before a frame counts. */
  #hear(news: LogNews) {
    if (this.#heard === undefined) requestAnimationFrame(() => this.#apply());
    this.#heard = news;
  }

  #apply() {
    const news = this.#heard;
    this.#heard = undefined;
    if (this.#over || !news) return;
    const before = this.news;
    this.news = news;
    // A new tail, or a line that has begun: the lines are others than those that are here.
    if (before?.tail && !news.tail) this.#tail.clear();
    if (before && (before.open !== 0 || news.open !== 0) && before.open !== news.open) this.#head.renew();
  }

  #refuse(problem: Problem) {
    if (problem.code !== 'cancelled') this.#refused = problem;
  }
}

function stateOf(news: LogNews | undefined, problem: Problem | undefined): LogState {
  const told = news?.state ?? 'reading';
  return told === 'reading' && problem ? 'failed' : told;
}
