/** How files and changes look: an icon and a word, never a colour alone. */
import File from 'lucide/dist/esm/icons/file.mjs';
import FileCog from 'lucide/dist/esm/icons/file-cog.mjs';
import FileSymlink from 'lucide/dist/esm/icons/file-symlink.mjs';
import Folder from 'lucide/dist/esm/icons/folder.mjs';
import HardDrive from 'lucide/dist/esm/icons/hard-drive.mjs';
import Minus from 'lucide/dist/esm/icons/minus.mjs';
import Pencil from 'lucide/dist/esm/icons/pencil.mjs';
import Plus from 'lucide/dist/esm/icons/plus.mjs';
import type { IconNode } from '../../../components/icon';
import type { FileChangeKind, FileEntry, FileKind } from '../../../ipc/bindings';
import { m } from '../../../paraglide/messages';

interface Look {
  icon: IconNode;
  word: () => string;
}

const KINDS: Record<FileKind, Look> = {
  folder: { icon: Folder, word: m.files_kind_folder },
  file: { icon: File, word: m.files_kind_file },
  link: { icon: FileSymlink, word: m.files_kind_link },
  other: { icon: FileCog, word: m.files_kind_other },
};

export function fileLook({ kind, mount }: Pick<FileEntry, 'kind' | 'mount'>): Look {
  return mount ? { icon: HardDrive, word: m.files_kind_mount } : KINDS[kind];
}

export const CHANGES: Record<FileChangeKind, Look & { tone: string; meaning: () => string }> = {
  added: { icon: Plus, word: m.files_added, tone: 'ok', meaning: m.files_added_meaning },
  changed: { icon: Pencil, word: m.files_changed, tone: 'warn', meaning: m.files_changed_meaning },
  deleted: { icon: Minus, word: m.files_deleted, tone: 'bad', meaning: m.files_deleted_meaning },
};

export const CHANGE_KINDS = ['added', 'changed', 'deleted'] as const satisfies readonly FileChangeKind[];
