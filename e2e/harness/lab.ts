import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environment } from './environment.ts';

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
 * Runs a container into its limit of memory, and comes back when it has ended with 137. The process that is killed is not
 * the last of it: an engine may hear of the kill only after a container's end, and then says nothing of memory.
 */
export async function runOutOfMemory(name: string): Promise<void> {
  const limits = ['--memory', '8m', '--memory-swap', '8m'];
  const program = ['sh', '-c', 'tail /dev/zero; ended=$?; sleep 1; exit $ended'];
  await docker('run', '--detach', '--name', name, ...limits, 'busybox', ...program);
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
