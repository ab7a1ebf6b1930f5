import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A process that a test started and ends, by its own pid. */
export class Child {
  readonly process: ChildProcess;
  private said = '';
  private readonly over: Promise<void>;

  constructor(
    readonly name: string,
    program: string,
    args: string[],
    options: SpawnOptions = {},
  ) {
    this.process = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const keep = (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-20_000);
    };
    this.process.stdout?.on('data', keep);
    this.process.stderr?.on('data', keep);
    this.over = new Promise((resolve) => {
      this.process.once('exit', () => resolve());
      this.process.once('error', (error) => {
        this.said += String(error);
        resolve();
      });
    });
  }

  /** The end of what it wrote, for a message about a failure. */
  get output(): string {
    return this.said;
  }

  get running(): boolean {
    return this.process.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  async end(graceMs = 5_000): Promise<void> {
    if (!this.running) return;
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), graceMs);
    await this.over;
    clearTimeout(late);
  }
}
