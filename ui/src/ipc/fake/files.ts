/** Made-up files of containers, for tests and the design page only. */
import type { Answer } from '../backend';
import type { CommitDraft, CommitForm, ContainerChanges, FileEntry, FilePreview, FolderRead, Found } from '../bindings';
import type { FilesBackend, FolderLook } from '../files';

export function file(name: string, more: Partial<FileEntry> = {}): FileEntry {
  return {
    name,
    exact: true,
    kind: 'file',
    size: 1_204,
    mode: 0o644,
    owner: 0,
    group: 0,
    modified: 1_795_000_000,
    target: null,
    mount: null,
    ...more,
  };
}

const folder = (name: string, size: number | null = null): FileEntry =>
  file(name, { kind: 'folder', mode: 0o755, size });

/** A listing that is still being read, so that a test decides how it goes on and ends. */
export interface Listing {
  operation: string;
  look: FolderLook;
  tell: (read: FolderRead) => void;
  end: (answer: Answer<Found>) => void;
}

export class FakeFiles implements FilesBackend {
  folders: Record<string, FileEntry[]> = {
    '/': [
      file('bin', { kind: 'link', size: null, mode: 0o777, target: 'usr/bin' }),
      folder('data'),
      folder('etc', 48_120),
      folder('usr', 191_300_000),
      folder('var', 9_300_000),
    ],
    '/etc': [folder('nginx', 21_000), file('hosts', { size: 174 }), file('passwd', { size: 839 })],
    '/etc/nginx': [file('nginx.conf', { size: 648 })],
    '/usr': [folder('bin', 51_000_000)],
    '/usr/bin': [file('perl', { size: 3_800_000, mode: 0o755 })],
  };
  diff: ContainerChanges = {
    list: [
      { kind: 'changed', path: '/etc' },
      { kind: 'changed', path: '/etc/hosts' },
      { kind: 'changed', path: '/usr' },
      { kind: 'changed', path: '/usr/share' },
      { kind: 'changed', path: '/usr/share/nginx' },
      { kind: 'changed', path: '/usr/share/nginx/html' },
      { kind: 'added', path: '/usr/share/nginx/html/hello.html' },
      { kind: 'deleted', path: '/usr/share/nginx/html/50x.html' },
    ],
    leftOut: 0,
    writable: { changes: { added: 1, changed: 1, deleted: 1 }, bytes: 2_100 },
  };
  /** Leaves listings open, for a test to end. */
  open = false;
  readonly listings: Listing[] = [];
  picked: string[] = [];
  saved: string | null = null;
  here = new Set(['/home/yuseop/Downloads']);

  async writable(_container: string) {
    return { status: 'ok', data: this.diff.writable } as const;
  }

  async changes(_container: string): Promise<Answer<ContainerChanges>> {
    return { status: 'ok', data: this.diff };
  }

  list(operation: string, look: FolderLook, tell: (read: FolderRead) => void): Promise<Answer<Found>> {
    return new Promise((resolve) => {
      this.listings.push({ operation, look, tell, end: resolve });
      if (!this.open) resolve(this.found(look.path));
    });
  }

  found(asked: string, whole = true): Answer<Found> {
    const path = asked === '/bin' ? '/usr/bin' : asked;
    const entries = this.folders[path];
    if (entries) {
      const listing = { path, entries, leftOut: 0, whole, read: 4_200_000, readAt: Date.now() };
      return { status: 'ok', data: { kind: 'folder', listing } };
    }
    const at = path.lastIndexOf('/');
    const entry = this.folders[path.slice(0, at) || '/']?.find(({ name }) => name === path.slice(at + 1));
    if (entry) return { status: 'ok', data: { kind: 'file', path, entry } };
    return { status: 'error', error: { code: 'fileNotFound', params: { path }, detail: 'Could not find the file' } };
  }

  async preview(_operation: string, _container: string, path: string): Promise<Answer<FilePreview>> {
    const text = path.endsWith('perl') ? null : `# ${path}\nworker_processes auto;\n`;
    return { status: 'ok', data: { path, text, shown: 30, size: 648 } };
  }

  async draftCommit(form: CommitForm): Promise<CommitDraft> {
    const { container = '', image = '', message, author, changes = [], pause } = form;
    const bad = /[A-Z ]/.test(image);
    const [repository = '', tag = 'latest'] = image.split(':');
    return {
      draft: {
        command: bad
          ? null
          : {
              verb: 'commit',
              container,
              image: image || null,
              message: message || null,
              author: author || null,
              change: changes.filter(Boolean),
              pause: pause ? null : false,
            },
        problems: bad ? [{ field: 'image', index: 0, code: 'referenceUppercase' }] : [],
      },
      name: image === '' || bad ? null : { registry: 'docker.io', repository: `library/${repository}`, tag },
    };
  }

  pick = async () => this.picked;
  pickSave = async (_name: string) => this.saved;
  downloads = async () => '/home/yuseop/Downloads';
  there = async (paths: string[]) => paths.filter((path) => this.here.has(path));
}
