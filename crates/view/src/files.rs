//! The files of a container.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::FileChange;

/// How many files a container's own writable layer adds, changes and hides.
///
/// A folder that is changed only because something in it is does not count: what is in it does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeCounts {
    /// Not in the image.
    pub added: u32,
    /// In the image, and written again.
    pub changed: u32,
    /// In the image, and not seen in the container any more.
    pub deleted: u32,
}

/// What a container's own writable layer amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContainerWritable {
    /// How many files.
    pub changes: ChangeCounts,
    /// Bytes, where the engine tells (`inspect --size`).
    pub bytes: Option<u64>,
}

/// What `docker diff` tells, for a window that shows it as a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContainerChanges {
    /// In the order of their paths; folders that lead to them are among them.
    pub list: Vec<FileChange>,
    /// Further ones, which are too many to show.
    pub left_out: u32,
    /// What all of it amounts to, those left out too.
    pub writable: ContainerWritable,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    /// A folder.
    Folder,
    /// A file with content.
    File,
    /// A symbolic link.
    Link,
    /// A device, a named pipe or a socket.
    Other,
}

/// A file of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileEntry {
    /// Its last name. Hostile: anything but `/` and NUL may be in it; what is not UTF-8 is replaced.
    pub name: String,
    /// False when something of the name was replaced, so that no docker line can name it.
    pub exact: bool,
    /// What it is.
    pub kind: FileKind,
    /// Bytes; of a folder all that is in it, once that has been read.
    pub size: Option<u64>,
    /// Permission bits, with setuid, setgid and sticky: `0o1777`.
    pub mode: u32,
    /// Its owner's number.
    pub owner: u32,
    /// Its group's number.
    pub group: u32,
    /// When it was last written, in seconds since 1970.
    pub modified: i64,
    /// Of a link: where it leads, as it is written in it.
    pub target: Option<String>,
    /// What is mounted here and so does not belong to the container's own files.
    pub mount: Option<FileMount>,
}

/// Something mounted into a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileMount {
    /// volume, bind, tmpfs…
    pub kind: String,
    /// The volume's name or the folder of the engine's host; may be empty.
    pub source: String,
}

/// What is at a path of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Found {
    /// A folder, and what is in it.
    Folder {
        /// The folder.
        listing: FolderListing,
    },
    /// Anything else.
    File {
        /// Where it is, links followed.
        path: String,
        /// What it is.
        entry: FileEntry,
    },
}

/// What is in a folder of a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FolderListing {
    /// The folder, absolute, links followed.
    pub path: String,
    /// In the order of their names' bytes.
    pub entries: Vec<FileEntry>,
    /// Further ones, which are too many to show.
    pub left_out: u32,
    /// False when reading stopped before the end: there may be more.
    pub whole: bool,
    /// Bytes that had to be read for it.
    pub read: u64,
    /// When it was read, in milliseconds since 1970.
    pub read_at: i64,
}

/// How far the reading of a folder is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FolderRead {
    /// The folder that is read, links followed.
    pub path: String,
    /// Bytes read until now.
    pub bytes: u64,
    /// What has come since the last of these.
    pub entries: Vec<FileEntry>,
}

/// The beginning of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilePreview {
    /// Where it is, links followed.
    pub path: String,
    /// Its text; none when it is not a text. What is not UTF-8 is replaced.
    pub text: Option<String>,
    /// Bytes that the text is of.
    pub shown: u64,
    /// Bytes of the whole file.
    pub size: u64,
}
