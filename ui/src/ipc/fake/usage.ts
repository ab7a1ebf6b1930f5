/** What made-up containers use: whatever a test, or the design page, says. */
import type { Answer } from '../backend';
import type { AtRest, StatsSample, Answer as Told } from '../bindings';

const MIB = 1024 * 1024;

export function sample(id: string, more: Partial<StatsSample> = {}): StatsSample {
  return {
    id,
    name: id.slice(0, 8),
    at: Date.now(),
    cpuPercent: 1.8,
    memory: 48 * MIB,
    memoryLimit: 1024 * MIB,
    received: 1_000,
    sent: 500,
    read: 0,
    written: 0,
    pids: 3,
    ...more,
  };
}

interface Stream {
  operation: string;
  tell: (sample: StatsSample) => void;
  end: (answer: Answer<null>) => void;
}

export class FakeUsage {
  /** Streams that are open, by container. */
  readonly streams = new Map<string, Stream>();
  /** What is told of containers at rest; for others nothing is remarkable. */
  readonly rests = new Map<string, Partial<AtRest>>();
  /** Of which containers it was asked. */
  readonly asked: string[] = [];
  table: { titles: string[]; rows: string[][] } = {
    titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'],
    rows: [
      ['root', '4711', '4690', '0', '14:02', '?', '00:00:00', 'nginx: master process nginx -g daemon off;'],
      ['101', '4760', '4711', '0', '14:02', '?', '00:00:01', 'nginx: worker process'],
    ],
  };

  follow(operation: string, id: string, tell: (sample: StatsSample) => void): Promise<Answer<null>> {
    return new Promise((resolve) => {
      const end = (answer: Answer<null>) => {
        if (this.streams.get(id)?.operation === operation) this.streams.delete(id);
        resolve(answer);
      };
      this.streams.set(id, { operation, tell, end });
    });
  }

  cancel(operation: string) {
    for (const stream of this.streams.values()) {
      if (stream.operation === operation) stream.end({ status: 'ok', data: null });
    }
  }

  async atRest(id: string): Promise<Answer<AtRest>> {
    this.asked.push(id);
    return { status: 'ok', data: { oomKilled: false, error: null, ports: [], ...this.rests.get(id) } };
  }

  async processes(_id: string): Promise<Answer<Told>> {
    return { status: 'ok', data: { of: 'processes', ...this.table } };
  }
}
