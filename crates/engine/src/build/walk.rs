//! What of a folder belongs to a build's context.

use std::fs::{self, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use naru_view::ProblemCode;

use super::ignore::{Applied, Ignore};
use crate::error::{Error, Result};

/// A folder, and what of it is sent.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Absolute.
    pub(crate) root: PathBuf,
    pub(crate) ignore: Ignore,
    /// Paths that are sent whatever the rules say, with `/` between their parts.
    pub(crate) always: Vec<String>,
}

/// A file, folder or link that is sent.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Where it is.
    pub(crate) full: PathBuf,
    /// The same, relative to the context.
    pub(crate) path: PathBuf,
    /// Its own, not what a link points at.
    pub(crate) metadata: Metadata,
}

/// A folder that the walk is in.
struct Folder {
    entry: Entry,
    /// With `/` between its parts.
    name: String,
    applied: Applied,
    visited: bool,
}

impl Tree {
    /// Visits what is sent, each folder before what is in it, names in byte order. `visit` says whether to go on; when it
    /// ends the walk early the answer is `false`.
    ///
    /// An excluded folder is visited too when something below it is not excluded, as docker does.
    pub(crate) fn walk(&self, visit: &mut dyn FnMut(&Entry) -> Result<bool>) -> Result<bool> {
        let mut above = Vec::new();
        self.folder(&self.root, Path::new(""), "", &mut above, visit)
    }

    fn folder(
        &self,
        full: &Path,
        path: &Path,
        name: &str,
        above: &mut Vec<Folder>,
        visit: &mut dyn FnMut(&Entry) -> Result<bool>,
    ) -> Result<bool> {
        for found in names(full)? {
            let full = full.join(&found);
            let path = path.join(&found);
            let part = found.to_string_lossy();
            let name = if name.is_empty() { part.into_owned() } else { format!("{name}/{part}") };
            let Some(metadata) = present(fs::symlink_metadata(&full), &full)? else { continue };
            let none = Applied::default();
            let (excluded, applied) = self.ignore.excludes(&name, above.last().map_or(&none, |folder| &folder.applied));
            let excluded = excluded && !self.always.contains(&name);
            let entry = Entry { full, path, metadata };
            if !entry.metadata.is_dir() {
                if !excluded && is_sent(entry.metadata.file_type()) && !(announce(above, visit)? && visit(&entry)?) {
                    return Ok(false);
                }
                continue;
            }
            if excluded && !self.may_send_below(&name) {
                continue;
            }
            let going_on = excluded || (announce(above, visit)? && visit(&entry)?);
            if !going_on {
                return Ok(false);
            }
            let (full, path) = (entry.full.clone(), entry.path.clone());
            above.push(Folder { entry, name: name.clone(), applied, visited: !excluded });
            let going_on = self.folder(&full, &path, &name, above, visit)?;
            above.pop();
            if !going_on {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn may_send_below(&self, folder: &str) -> bool {
        let inside = |path: &String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.ignore.may_except_below(folder) || self.always.iter().any(inside)
    }
}

/// Visits the excluded folders on the way to something that is sent.
fn announce(above: &mut [Folder], visit: &mut dyn FnMut(&Entry) -> Result<bool>) -> Result<bool> {
    for folder in above.iter_mut().filter(|folder| !folder.visited) {
        tracing::trace!(folder = folder.name, "an excluded folder is sent for what is in it");
        folder.visited = true;
        if !visit(&folder.entry)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The names in a folder, sorted; none when it went away meanwhile.
fn names(folder: &Path) -> Result<Vec<std::ffi::OsString>> {
    let Some(entries) = present(fs::read_dir(folder), folder)? else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(|error| unreadable(error, folder))?.file_name());
    }
    names.sort();
    Ok(names)
}

/// A build races with whatever else works in the folder: what went away since it was listed is not sent.
pub(crate) fn present<T>(read: io::Result<T>, path: &Path) -> Result<Option<T>> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(error, path)),
    }
}

/// A file or folder of the context that cannot be read.
pub(crate) fn unreadable(error: io::Error, path: &Path) -> Error {
    Error::caused(ProblemCode::FolderNotFound, error).with("path", path.display().to_string())
}

/// Sockets mean nothing in an image, and a tar cannot hold them; device files of the host do not belong in one.
#[cfg(unix)]
fn is_sent(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    !(kind.is_socket() || kind.is_block_device() || kind.is_char_device())
}

#[cfg(not(unix))]
fn is_sent(_: FileType) -> bool {
    true
}
