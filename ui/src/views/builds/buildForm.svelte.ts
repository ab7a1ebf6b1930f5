import type { Backend } from '../../ipc/backend';
import type { BuildFolder, Command, Draft, FieldProblem, Further, Problem, Shell } from '../../ipc/bindings';
import type { Builds, BuildText } from './builds.svelte';

export interface Spot {
  field: 'folder' | 'dockerfile' | 'tag' | 'buildArgs';
  index: number;
}

/** What Rust makes of the build form's text, and what the folder offers. */
export class BuildForm {
  draft = $state.raw<Draft>({ command: null, problems: [] });
  offer = $state.raw<BuildFolder>();
  /** What the line says that filled the form, beyond its fields. */
  furthers = $state.raw<Further[]>([]);
  /** Why the folder can't be built. */
  problem = $state.raw<Problem>();
  #seen = $state.raw(new Set<string>());
  #asked = 0;
  #looked: string | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly builds: Builds,
  ) {}

  get text(): BuildText {
    return this.builds.form;
  }

  /** The command, once the folder is known to hold what it names. */
  readonly command = $derived.by((): (Command & { verb: 'build' }) | undefined => {
    const { command } = this.draft;
    return command?.verb === 'build' ? command : undefined;
  });

  async read(): Promise<Draft> {
    this.#asked += 1;
    const asked = this.#asked;
    const { base, folder, dockerfile, tag, buildArgs } = this.text;
    const draft = await this.backend.draftBuild({
      base: base ?? null,
      folder: folder.trim(),
      // docker's own default needs no -f.
      dockerfile: dockerfile === 'Dockerfile' ? '' : dockerfile,
      tag,
      buildArgs: [...buildArgs],
    });
    if (asked === this.#asked) this.draft = draft;
    return draft;
  }

  /** Asks what the form has no field for. */
  async readFurther(shell: Shell) {
    const { base } = this.text;
    const furthers = base ? await this.backend.further({ verb: 'build', ...base }, shell) : [];
    if (this.text.base === base) this.furthers = furthers;
  }

  drop({ without }: Further) {
    if (without.verb !== 'build') return;
    const { verb, ...base } = without;
    this.builds.form.base = base;
  }

  /** The Dockerfiles to choose from: those of the folder, and the one that a line named elsewhere. */
  readonly dockerfiles = $derived.by(() => {
    const offered = this.offer?.dockerfiles ?? [];
    const { base, dockerfile } = this.builds.form;
    return base?.file && dockerfile !== '' && !offered.includes(dockerfile) ? [dockerfile, ...offered] : offered;
  });

  /** The folder was looked at, and there is no Dockerfile to build. */
  readonly bare = $derived.by(() => this.offer !== undefined && this.dockerfiles.length === 0);

  /** Looks into the folder; what it proposes fills what nobody filled yet. */
  async look(again = false) {
    const folder = this.text.folder.trim();
    if (folder === this.#looked && !again) return;
    this.#looked = folder;
    if (folder === '') {
      this.offer = undefined;
      this.problem = undefined;
      return;
    }
    const answer = await this.backend.buildFolder(folder);
    if (this.#looked !== folder) return;
    if (answer.status === 'error') {
      this.offer = undefined;
      this.problem = answer.error;
      return;
    }
    this.offer = answer.data;
    this.problem = undefined;
    const { dockerfiles, suggestedTag } = answer.data;
    if (!this.dockerfiles.includes(this.text.dockerfile)) this.builds.form.dockerfile = dockerfiles[0] ?? '';
    // Not under the hand of somebody who is in the field already.
    const held = document.activeElement?.id === 'build-tag';
    if (!this.text.tagTyped && !held) this.builds.form.tag = suggestedTag;
  }

  /** Somebody left the path: what was wrong with the folder may have been mended meanwhile. */
  async left() {
    await this.look(this.problem !== undefined || this.bare);
  }

  async pick() {
    const folder = await this.backend.pickFolder();
    if (folder === null) return;
    this.builds.propose(folder);
    await this.look(true);
  }

  leave(spot: Spot) {
    this.#seen = new Set(this.#seen).add(`${spot.field} ${spot.index}`);
  }

  mistake(spot: Spot): FieldProblem | undefined {
    if (!this.#seen.has(`${spot.field} ${spot.index}`) && !this.#seen.has('all')) return undefined;
    return this.draft.problems.find(({ field, index }) => field === spot.field && index === spot.index);
  }

  /** Starts the build; nothing when there is a mistake, which then shows at its field. */
  async send() {
    this.#seen = new Set(['all']);
    // What the folder holds fills what is read then; it may be another than when it was looked at.
    await this.look(true);
    await this.read();
    if (!this.command || this.problem || this.bare) return undefined;
    return this.builds.start(this.command);
  }
}
