import type { Answer } from '../backend';
import type {
  Container,
  LogLine,
  LogMatch,
  LogNews,
  LogPattern,
  LogPatternFault,
  LogRow,
  LogSaved,
  LogSpan,
  LogState,
  LogStreams,
  LogText,
} from '../bindings';

/** A log that a view has open. A test adds lines and tells news. */
export interface FakeLog {
  container: string;
  span: LogSpan;
  lines: LogLine[];
  /** The last lines, while those between are still being read. */
  tail: LogLine[];
  streams: LogStreams;
  pattern: RegExp | undefined;
  more: Partial<LogNews>;
  tell: (more?: Partial<LogNews>) => void;
}

type Known = { containers: Container[]; logLines: LogLine[] };

const BEGAN = Date.UTC(2026, 10, 23, 14, 2, 11);

function ok<T>(data: T): Answer<T> {
  return { status: 'ok', data };
}

/** The made-up side of the logs. Every line of a container that runs is there at once. */
export class FakeLogs {
  readonly #open = new Map<string, FakeLog>();
  saved: LogSaved | null = { path: '/home/yuseop/web.log', rows: 0, bytes: 0 };
  readonly asked: [from: number, to: number][] = [];

  constructor(private readonly known: Known) {}

  get size() {
    return this.#open.size;
  }

  /** The one that was opened last. */
  get last(): FakeLog | undefined {
    return [...this.#open.values()].at(-1);
  }

  open(log: string, id: string, span: LogSpan, onNews: (news: LogNews) => void): Answer<null> {
    if (span.since === 'yesterday')
      return { status: 'error', error: { code: 'invalidValue', params: { value: 'yesterday' }, detail: '' } };
    const kind = this.known.containers.find((one) => one.id === id)?.state.kind;
    const state: LogState = kind === 'running' || kind === 'paused' ? 'live' : 'ended';
    const one: FakeLog = {
      container: id,
      span,
      lines: [...this.known.logLines],
      tail: [],
      streams: 'both',
      pattern: undefined,
      more: { state },
      tell: (more = {}) => {
        Object.assign(one.more, more);
        onNews(newsOf(one));
      },
    };
    this.#open.set(log, one);
    one.tell();
    return ok(null);
  }

  close(log: string) {
    this.#open.delete(log);
  }

  choose(log: string, streams: LogStreams): Answer<null> {
    return this.#with(log, (one) => {
      one.streams = streams;
      one.tell();
      return null;
    });
  }

  rows(log: string, from: number, to: number): Answer<LogRow[]> {
    this.asked.push([from, to]);
    return this.#with(log, (one) =>
      chosen(one)
        .slice(from, to)
        .map((at) => row(one, at)),
    );
  }

  tail(log: string, from: number, to: number): Answer<LogRow[]> {
    return this.#with(log, (one) => one.tail.slice(from, to).map((line) => rowOf(one, line, null)));
  }

  line(log: string, line: number): Answer<LogRow> {
    return this.#with(log, (one) => {
      return { ...row(one, line), text: one.lines[line]?.text ?? '', more: 0 };
    });
  }

  search(log: string, pattern: LogPattern | null): Answer<LogPatternFault | null> {
    return this.#with(log, (one) => {
      one.pattern = undefined;
      if (pattern?.regex && pattern.text.endsWith('('))
        return { mistake: 'groupUnclosed', from: pattern.text.length - 1, to: pattern.text.length } as const;
      if (pattern) {
        const text = pattern.regex ? pattern.text : pattern.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
        one.pattern = new RegExp(text, pattern.case ? 'g' : 'gi');
      }
      one.tell();
      return null;
    });
  }

  find(log: string, line: number, forward: boolean): Answer<LogMatch | null> {
    return this.#with(log, (one) => {
      const all = matching(one);
      const found = forward ? all.find((at) => at > line) : all.findLast((at) => at < line);
      if (found === undefined) return null;
      return {
        line: found,
        row: chosen(one).indexOf(found),
        nth: all.indexOf(found),
        open: false,
        lines: one.lines.length,
      };
    });
  }

  copy(log: string, from: number, to: number, stamps: boolean): Answer<LogText> {
    return this.#with(log, (one) => {
      const rows = chosen(one)
        .slice(from, to)
        .map((at) => row(one, at));
      return { text: rows.map((row) => `${stamps ? `${row.at} ` : ''}${row.text}\n`).join(''), rows: rows.length };
    });
  }

  save(log: string, name: string): Answer<LogSaved | null> {
    return this.#with(log, () => this.saved && { ...this.saved, path: `/home/yuseop/${name}` });
  }

  readMore(log: string) {
    this.#open.get(log)?.tell({ hold: null });
  }

  #with<T>(log: string, work: (one: FakeLog) => T): Answer<T> {
    const one = this.#open.get(log);
    if (one) return ok(work(one));
    return { status: 'error', error: { code: 'cancelled', params: {}, detail: 'the log was closed' } };
  }
}

function newsOf(one: FakeLog): LogNews {
  return {
    state: 'live',
    rows: chosen(one).length,
    lines: one.lines.length,
    bytes: one.lines.reduce((sum, line) => sum + line.text.length, 0),
    open: 0,
    tail: one.tail.length > 0 && one.streams === 'both' ? { from: 0, to: one.tail.length } : null,
    hold: null,
    search: one.pattern ? { searched: one.lines.length, matching: matching(one).length } : null,
    driver: 'json-file',
    problem: null,
    ...one.more,
  };
}

/** The lines of the chosen streams, by their numbers. */
function chosen(one: FakeLog): number[] {
  const all = one.lines.map((_, at) => at);
  return one.streams === 'both' ? all : all.filter((at) => one.lines[at]?.stream === one.streams);
}

function row(one: FakeLog, at: number): LogRow {
  return rowOf(one, one.lines[at] ?? { stream: 'stdout', text: '' }, at);
}

function rowOf(one: FakeLog, { stream, text }: LogLine, line: number | null): LogRow {
  const shown = text.slice(0, 2_000);
  const marks = one.pattern ? [...shown.matchAll(one.pattern)] : [];
  return {
    line,
    stream,
    at: new Date(BEGAN + (line ?? 0) * 137).toISOString().replace('Z', '000000Z'),
    text: shown,
    more: text.length - shown.length,
    marks: marks.map(({ index, 0: found }) => ({ from: index, to: index + found.length })),
  };
}

function matching(one: FakeLog): number[] {
  const { pattern } = one;
  return pattern ? chosen(one).filter((at) => one.lines[at]?.text.search(pattern) !== -1) : [];
}
