/** What the window asks of Rust about the files of a container. */
import type { Answer } from './backend';
import type {
  CommitDraft,
  CommitForm,
  ContainerChanges,
  ContainerWritable,
  FilePreview,
  FolderRead,
  Found,
} from './bindings';

export interface FilesBackend {
  /** What a container's own writable layer amounts to. */
  writable(container: string): Promise<Answer<ContainerWritable>>;
  /** Every file that a container added, changed or deleted. */
  changes(container: string): Promise<Answer<ContainerChanges>>;
  /** What is in a folder, or what else is there; `onRead` hears of it while it is read. Ended by `cancel(operation)`. */
  list(operation: string, look: FolderLook, onRead: (read: FolderRead) => void): Promise<Answer<Found>>;
  /** The beginning of a file. */
  preview(operation: string, container: string, path: string): Promise<Answer<FilePreview>>;
  /** What the commit form means so far. */
  draftCommit(form: CommitForm): Promise<CommitDraft>;
  /** Asks for files of this computer with the system's dialog; empty when it was closed. */
  pick(): Promise<string[]>;
  /** Asks where to save a file with the system's dialog, which asks before one is replaced. */
  pickSave(name: string): Promise<string | null>;
  /** Where downloads go on this computer. */
  downloads(): Promise<string | null>;
  /** Which of these paths of this computer are there. */
  there(paths: string[]): Promise<string[]>;
}

/** Which folder to list. */
export interface FolderLook {
  container: string;
  path: string;
  /** Read it anew, whatever is known. */
  again: boolean;
  /** How often reading on was asked for. */
  further: number;
}
