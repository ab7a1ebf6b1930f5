import { Lines } from '../components/lines.svelte';
import type { EngineEvent, Problem, Progress, PullLayer, StatsSample } from '../ipc/bindings';

/** Lines of a program's output that are kept. */
const LINES = 5_000;

/** What an operation told on its way. */
export class Told {
  /** The image that comes or goes, and its layers. */
  image = $state<string>();
  layers = $state.raw<PullLayer[]>([]);
  /** Output, and events as lines of it. */
  readonly lines = new Lines(LINES);
  warnings = $state.raw<string[]>([]);
  items = $state.raw<{ name: string; problem: Problem | null }[]>([]);
  transfer = $state.raw<{ bytes: number; total: number | null }>();
  /** What a copy left out, and links in it that lead out of it. */
  leftOut = $state.raw({ special: 0, links: 0 });
  linksOut = $state(0);
  samples = $state.raw<StatsSample[]>([]);
  created = $state.raw<{ id: string; name: string }>();

  hear(progress: Progress) {
    switch (progress.kind) {
      case 'pull':
      case 'push':
        this.image = progress.image;
        this.layers = progress.layers;
        break;
      case 'created':
        this.created = { id: progress.id, name: progress.name };
        break;
      case 'output': {
        const { lines, skipped } = progress.output;
        if (skipped > 0) this.lines.push([{ kind: 'gap', lines: skipped }]);
        this.lines.push(lines.map((line) => ({ kind: 'line', ...line })));
        break;
      }
      case 'warning':
        this.warnings = [...this.warnings, progress.text];
        break;
      case 'item':
        this.items = [...this.items, { name: progress.name, problem: progress.problem }];
        break;
      case 'transfer':
        this.transfer = { bytes: progress.bytes, total: progress.total };
        break;
      case 'linksOut':
        this.linksOut = progress.count;
        break;
      case 'leftOut':
        this.leftOut = { special: progress.special, links: progress.links };
        break;
      case 'stats':
        this.samples = progress.samples;
        break;
      case 'event':
        this.lines.push([{ kind: 'line', stream: 'stdout', text: eventLine(progress.event) }]);
        break;
      // A build has a page of its own.
      case 'build':
        break;
    }
  }
}

/** An event as `docker events` writes one, without its attributes. */
function eventLine({ time, object, action, name, id }: EngineEvent): string {
  return `${new Date(time).toISOString()} ${object} ${action} ${name === '' ? id.slice(0, 12) : name}`;
}
