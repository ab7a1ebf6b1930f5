/** What the dialogs of a container's files ask about. */
export type FilesAsk =
  | { kind: 'download'; container: Named; path: string; folder: boolean }
  /** `there` are the names that the folder holds already. */
  | { kind: 'upload'; container: Named; folder: string; there: string[]; paths: string[] }
  | { kind: 'commit'; container: Named }
  | { kind: 'export'; container: Named };

interface Named {
  id: string;
  name: string;
}
