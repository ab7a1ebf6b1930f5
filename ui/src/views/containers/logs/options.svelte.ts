import type { Command, LogStreams } from '../../../ipc/bindings';

/** What a log is wanted like; kept from one container to the next for as long as the window lives. */
export class LogOptions {
  /** Shows what comes as it comes. */
  follow = $state(true);
  timestamps = $state(false);
  wrap = $state(false);
  streams = $state<LogStreams>('both');
  /** As `docker logs` takes it: a moment, or how long ago; empty for all. */
  since = $state('');
  until = $state('');

  /** True when only a part of the log is asked for. */
  readonly part = $derived(this.since !== '' || this.until !== '');

  /** The docker line that shows the same. */
  command(container: string): Command {
    return {
      verb: 'logs',
      container,
      follow: this.follow,
      timestamps: this.timestamps,
      since: this.since === '' ? null : this.since,
      until: this.until === '' ? null : this.until,
    };
  }
}

export const options = new LogOptions();
