import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environment } from './environment.ts';
import { until } from './until.ts';

const execute = promisify(execFile);
const LARGE = 64 * 1024 * 1024;

/** The docker CLI, from outside the window. Answers what it wrote, without the last line end. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await execute(environment.lab.docker(), args, {
    maxBuffer: LARGE,
    env: {
      ...process.env,
      DOCKER_HOST: environment.lab.dockerHost(),
      DOCKER_CONFIG: environment.lab.dockerConfig(),
    },
  });
  return stdout.replace(/\n$/, '');
}

/** Removes every container of the lab, so that a file starts with none. The lab is nobody else's. */
export async function noContainers(): Promise<void> {
  const ids = (await docker('ps', '--all', '--quiet')).split('\n').filter(Boolean);
  if (ids.length > 0) await docker('rm', '--force', '--volumes', ...ids);
}

/**
 * Runs a container into its limit of memory, and comes back when it has ended with 137. An engine hears of the kill only if it
 * came after the container's start was done and before its end, and else never says a word of memory.
 */
export async function runOutOfMemory(name: string): Promise<void> {
  const limits = ['--memory', '8m', '--memory-swap', '8m'];
  const waits = (file: string) => `until [ -e ${file} ]; do sleep .1; done`;
  const program = `${waits('/started')}; tail /dev/zero; ended=$?; ${waits('/told')}; exit $ended`;
  const id = await docker('run', '--detach', '--name', name, ...limits, 'busybox', 'sh', '-c', program);
  await docker('cp', '/etc/hostname', `${name}:/started`);
  const told = ['events', '--since', '10m', '--until', '0s', '--filter', 'event=oom', '--filter', `container=${id}`];
  await until(`the engine to tell that ${name} is out of memory`, async () => (await docker(...told)) !== '');
  await docker('cp', '/etc/hostname', `${name}:/told`);
  await docker('wait', name);
}

/** Kills the engine, as a crash would. */
export async function killEngine(): Promise<void> {
  await engineTask('kill');
}

/** Starts it again on the same data; comes back when it answers. */
export async function startEngine(): Promise<void> {
  await engineTask('start');
}

async function engineTask(task: 'kill' | 'start'): Promise<void> {
  const [program, ...args] = environment.xtask();
  await execute(program, [...args, 'engine', task, '--name', environment.lab.name()]);
}
