import type { Backend } from '../../../ipc/backend';
import type { Problem, StatsSample } from '../../../ipc/bindings';
import { type Point, pointOf, SPAN, withPoint } from './series';

/** A stream that ended although somebody still looks is opened again after so long, in ms: the container was restarted. */
const AGAIN = 1_000;
/** One that tells nothing is opened ever more seldom, up to so long after the last try, in ms. */
const SELDOM = 30_000;

/** What one container used lately. */
export class Series {
  points = $state.raw<readonly Point[]>([]);
  /** The last reading, as the engine told it. */
  last = $state.raw<StatsSample>();
  /** Why there are no readings. */
  problem = $state.raw<Problem>();
  /** True while it is measured. */
  live = $state(false);
}

interface Followed {
  /** How many look at it. */
  count: number;
  operation: string;
  /** How long after its end it is opened again, in ms. */
  wait: number;
  again?: ReturnType<typeof setTimeout>;
}

/** What containers use. One stream each, however many look at it, and none when nobody does; a list and a page share what was measured. */
export class Usage {
  #series = new Map<string, Series>();
  #followed = new Map<string, Followed>();

  constructor(private readonly backend: Pick<Backend, 'followStats' | 'cancel'>) {}

  /** What is known of a container; empty before anybody looked. */
  of(id: string): Series {
    let series = this.#series.get(id);
    if (!series) {
      series = new Series();
      this.#series.set(id, series);
    }
    return series;
  }

  /** Measures a container until the answer is called. */
  follow(id: string): () => void {
    const known = this.#followed.get(id);
    if (known) known.count += 1;
    else {
      this.#forgetOld();
      const followed: Followed = { count: 1, operation: '', wait: AGAIN };
      this.#followed.set(id, followed);
      void this.#open(id, followed);
    }
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#leave(id);
    };
  }

  /** How many streams are open. */
  get streams(): number {
    return this.#followed.size;
  }

  async #open(id: string, followed: Followed) {
    const series = this.of(id);
    followed.operation = crypto.randomUUID();
    const answer = await this.backend.followStats(followed.operation, id, (sample) => {
      if (this.#followed.get(id) !== followed) return;
      series.points = withPoint(series.points, pointOf(sample, series.last, Date.now()));
      series.last = sample;
      series.live = true;
      series.problem = undefined;
      followed.wait = AGAIN;
    });
    if (this.#followed.get(id) !== followed) return;
    series.live = false;
    series.problem = answer.status === 'error' ? answer.error : undefined;
    // What was removed never comes back: another one has another id.
    if (series.problem?.code === 'containerNotFound') return;
    followed.again = setTimeout(() => void this.#open(id, followed), followed.wait);
    followed.wait = Math.min(SELDOM, followed.wait * 2);
  }

  #leave(id: string) {
    const followed = this.#followed.get(id);
    if (!followed) return;
    followed.count -= 1;
    if (followed.count > 0) return;
    this.#followed.delete(id);
    clearTimeout(followed.again);
    this.of(id).live = false;
    void this.backend.cancel(followed.operation);
  }

  /** What was measured too long ago to be drawn. The series itself stays: who shows it goes on with it. */
  #forgetOld() {
    const oldest = Date.now() - SPAN;
    for (const [id, series] of this.#series) {
      const newest = series.points.at(-1)?.time;
      if (newest === undefined || newest >= oldest || this.#followed.has(id)) continue;
      series.points = [];
      series.last = undefined;
    }
  }
}

/** Holds open exactly the streams that are asked for. */
export class Meters {
  #held = new Map<string, () => void>();

  constructor(private readonly usage: Pick<Usage, 'follow'>) {}

  want(ids: readonly string[]) {
    const wanted = new Set(ids);
    for (const [id, release] of this.#held) {
      if (wanted.has(id)) continue;
      release();
      this.#held.delete(id);
    }
    for (const id of wanted) {
      if (!this.#held.has(id)) this.#held.set(id, this.usage.follow(id));
    }
  }
}
