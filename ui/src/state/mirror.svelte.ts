import type { Change, Container, EngineStatus, Image, Problem } from '../ipc/bindings';

/** What the engine has, as Rust last told it. Only `apply` writes here; nothing in the window guesses. */
export class Mirror {
  status = $state.raw<EngineStatus>({ state: 'connecting' });
  /** Newest first, as `docker ps` lists them; undefined until the first list came. */
  containers = $state.raw<Container[]>();
  /** As the engine lists them; undefined until its first list came. */
  images = $state.raw<Image[]>();
  /** Why the engine does not list its images now. */
  imagesProblem = $state.raw<Problem>();

  /** True while the lists are the engine's and actions can reach it. */
  readonly live = $derived(this.status.state === 'connected');
  readonly engine = $derived('engine' in this.status ? this.status.engine : undefined);

  #containersRevision = -1;
  #imagesRevision = -1;

  apply(change: Change) {
    switch (change.kind) {
      case 'status':
        this.status = change.status;
        break;
      case 'containers':
        // A whole list begins anew whatever its number; a change older than what is shown would bring back the past.
        if (!change.all && change.revision <= this.#containersRevision) return;
        this.#containersRevision = change.revision;
        this.containers = merged(change.all ? [] : (this.containers ?? []), change.changed, change.removed);
        break;
      case 'images':
        if (change.revision < this.#imagesRevision) return;
        this.#imagesRevision = change.revision;
        this.images = change.images ?? undefined;
        this.imagesProblem = change.problem ?? undefined;
        break;
    }
  }

  container(id: string): Container | undefined {
    return this.containers?.find((one) => one.id === id);
  }
}

function merged(known: Container[], changed: Container[], removed: string[]): Container[] {
  const byId = new Map(known.map((one) => [one.id, one]));
  for (const id of removed) byId.delete(id);
  for (const one of changed) byId.set(one.id, one);
  return [...byId.values()].sort((a, b) => b.created - a.created || a.name.localeCompare(b.name, 'en'));
}
