/** The real side of `files.ts`. */
import { Channel } from '@tauri-apps/api/core';
import type { Answer } from './backend';
import { commands, type FolderRead } from './bindings';
import type { FilesBackend } from './files';

export function filesOf(answered: <T>(call: Promise<Answer<T>>) => Promise<Answer<T>>): FilesBackend {
  return {
    writable: (container) => answered(commands.containerWritable(container)),
    changes: (container) => answered(commands.containerChanges(container)),
    list(operation, { container, path, again, further }, onRead) {
      const channel = new Channel<FolderRead>();
      channel.onmessage = onRead;
      return answered(commands.listFolder(operation, container, path, again, further, channel));
    },
    preview: (operation, container, path) => answered(commands.previewFile(operation, container, path)),
    draftCommit: (form) => commands.draftCommit(form),
    pick: () => commands.pickFiles(),
    pickSave: (name) => commands.pickSave(name),
    downloads: () => commands.downloads(),
    async there(paths) {
      const answer = await commands.pathsThere(paths);
      return answer.status === 'ok' ? answer.data : [];
    },
  };
}
