import type { Backend } from '../../../ipc/backend';
import type { Container, RunChoices } from '../../../ipc/bindings';
import type { RunForm } from '../runForm.svelte';
import { restartText, variableText } from './texts';

/** What each folded part of the form says; empty where nothing is filled in. */
export function sections(form: RunForm) {
  const list = (texts: readonly string[]) => texts.filter((text) => text.trim() !== '').join(', ');
  const volumes = form.volumes.map(({ source, target }) => (source === '' ? target : `${source}:${target}`));
  return {
    // Values may be secrets, and a folded part is there to be read over a shoulder.
    env: list([...form.env.filter((one) => variableText(one) !== '').map(({ key }) => key), ...form.envFiles]),
    volumes: list(volumes.map((text) => text.replace(/:$/, ''))),
    network: list([form.network, form.aliases]),
    command: list([form.entrypoint, form.command, form.workdir, form.user]),
    limits: list([restartText(form.restart, form.times), form.memory, form.cpus]),
    several: form.count > 1 ? `×${form.count}` : '',
  };
}

/** A name like the one that is taken, that no container has: `web-2`. */
export function freeName(taken: string, containers: readonly Container[]): string {
  const names = new Set(containers.map(({ name }) => name));
  const [, stem = taken, number = '1'] = /^(.*?)-(\d+)$/.exec(taken) ?? [];
  let next = Number(number) + 1;
  while (names.has(`${stem}-${next}`)) next += 1;
  return `${stem}-${next}`;
}

/** The networks and volumes to choose from, read when somebody looks. */
export class Choices {
  known = $state.raw<RunChoices>({ networks: [], volumes: [] });

  constructor(private readonly backend: Backend) {}

  async read() {
    const answer = await this.backend.runChoices();
    // Without them there is nothing to propose, and any name may still be typed.
    if (answer.status === 'ok') this.known = answer.data;
  }
}
