import type { Backend } from '../../../ipc/backend';
import { m } from '../../../paraglide/messages';
import { isAbsolute } from './paths';

/** A folder of this computer, typed or picked. */
export class LocalFolder {
  text = $state('');
  /** A try was made with it, and it was not there. */
  #missing = $state<string>();
  #tried = $state(false);

  readonly path = $derived(this.text.trim());
  readonly ready: boolean = $derived.by(() => isAbsolute(this.path, this.os()));
  readonly error: string | undefined = $derived.by(() => {
    if (this.#tried && !this.ready) return m.field_path_not_absolute();
    return this.#missing === this.path ? m.files_no_folder() : undefined;
  });

  constructor(
    private readonly backend: Backend,
    private readonly os: () => string,
  ) {}

  /** Begins with where downloads go. */
  async begin() {
    const folder = await this.backend.files.downloads();
    if (folder !== null && this.text === '') this.text = folder;
  }

  async pick() {
    const picked = await this.backend.pickFolder();
    if (picked !== null) this.text = picked;
  }

  /** True when it is there: a name that is not would be a new file's to docker. */
  async check(): Promise<boolean> {
    this.#tried = true;
    if (!this.ready) return false;
    const { path } = this;
    const there = await this.backend.files.there([path]);
    if (there.length === 0) this.#missing = path;
    return there.length > 0;
  }
}
