//! A file or a folder of this computer as a tar for a container, written as it is read.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use naru_view::ProblemCode;
use tar::{Builder, EntryType, Header};
use tokio::sync::mpsc;

use super::path::Local;
use crate::build::archive::{Chunks, Exactly};
use crate::error::{Error, Result};

/// What is copied.
#[derive(Debug)]
pub(super) struct Source {
    path: PathBuf,
    /// What it is called in the container when it goes into a folder; none when only its content does.
    pub(super) name: Option<PathBuf>,
    pub(super) is_folder: bool,
}

/// Finds what a path means, with links followed as docker follows them (`CopyInfoSourcePath`): the last one only where it is asked for,
/// or where the path's end wants a folder. It keeps the name that was asked for. Blocking.
pub(super) fn find(local: &Local, follow: bool) -> Result<Source> {
    let named = local.path.file_name().map(PathBuf::from);
    let path = if follow || local.wants_folder() {
        local.path.canonicalize().map_err(|error| Error::file(&local.path, error))?
    } else {
        let parent = local.path.parent().unwrap_or(&local.path);
        let parent = parent.canonicalize().map_err(|error| Error::file(&local.path, error))?;
        named.as_ref().map_or_else(|| parent.clone(), |name| parent.join(name))
    };
    let found = fs::symlink_metadata(&path).map_err(|error| Error::file(&local.path, error))?;
    if local.wants_folder() && !found.is_dir() {
        return Err(Error::file(&local.path, io::Error::from(io::ErrorKind::NotADirectory)));
    }
    Ok(Source { path, name: if local.content { None } else { named }, is_folder: found.is_dir() })
}

/// Writes it as `top`, or its content alone, into the channel. Ends early, and well, when nobody listens any more. Blocking.
pub(super) fn write(source: &Source, top: Option<&Path>, to: &mpsc::Sender<io::Result<Bytes>>) -> Result<()> {
    let mut tar = Writer {
        tar: Builder::new(Chunks::new(to.clone())),
        #[cfg(unix)]
        seen: std::collections::HashMap::new(),
    };
    let written = match tar.add(&source.path, top.unwrap_or(Path::new(""))) {
        Ok(()) => tar.tar.into_inner().and_then(|mut chunks| chunks.flush()).map_err(Failed::Tar),
        Err(failed) => Err(failed),
    };
    let error = match written {
        Ok(()) => return Ok(()),
        Err(Failed::Tar(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
        Err(Failed::Tar(error)) => Error::caused(ProblemCode::Internal, error),
        Err(Failed::File(path, error)) => Error::file(&path, error),
    };
    // The engine must not take half a tar for a whole one.
    if to.blocking_send(Err(io::Error::other(error.to_string()))).is_err() {
        tracing::debug!("the engine was gone before the copy failed");
    }
    Err(error)
}

struct Writer {
    tar: Builder<Chunks>,
    /// Where a file that has several names is in the tar, by its device and inode.
    #[cfg(unix)]
    seen: std::collections::HashMap<(u64, u64), PathBuf>,
}

enum Failed {
    /// Writing the tar, which mostly means that nobody listens.
    Tar(io::Error),
    File(PathBuf, io::Error),
}

impl Writer {
    fn add(&mut self, path: &Path, name: &Path) -> Result<(), Failed> {
        let failed = |error| Failed::File(path.to_owned(), error);
        let metadata = fs::symlink_metadata(path).map_err(failed)?;
        let mut header = header(&metadata);
        let kind = metadata.file_type();
        if kind.is_dir() {
            // The content alone has no top.
            if !name.as_os_str().is_empty() {
                header.set_entry_type(EntryType::Directory);
                self.tar.append_data(&mut header, name, io::empty()).map_err(Failed::Tar)?;
            }
            let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
            let mut names: Vec<_> = entries.map_err(failed)?.into_iter().map(|entry| entry.file_name()).collect();
            names.sort();
            return names.iter().try_for_each(|child| self.add(&path.join(child), &name.join(child)));
        }
        if kind.is_symlink() {
            let target = fs::read_link(path).map_err(failed)?;
            let target = if cfg!(windows) { target.to_string_lossy().replace('\\', "/").into() } else { target };
            header.set_entry_type(EntryType::Symlink);
            return self.link(header, name, &target);
        }
        if kind.is_file() {
            #[cfg(unix)]
            if let Some(first) = self.first(&metadata, name) {
                header.set_entry_type(EntryType::Link);
                return self.link(header, name, &first);
            }
            let mut content = Exactly::new(File::open(path).map_err(failed)?, metadata.len());
            header.set_entry_type(EntryType::Regular);
            header.set_size(metadata.len());
            let appended = self.tar.append_data(&mut header, name, &mut content);
            return match content.failed() {
                Some(error) => Err(failed(error)),
                None => appended.map_err(Failed::Tar),
            };
        }
        self.special(&metadata, header, name)
    }

    /// The literal form keeps `./a` and `a//b` as they are; only a long target needs the other, which keeps it too.
    fn link(&mut self, mut header: Header, name: &Path, target: &Path) -> Result<(), Failed> {
        let appended = match header.set_link_name_literal(target.as_os_str().as_encoded_bytes()) {
            Ok(()) => self.tar.append_data(&mut header, name, io::empty()),
            Err(_) => self.tar.append_link(&mut header, name, target),
        };
        appended.map_err(Failed::Tar)
    }

    /// The name under which a file of several names is in the tar already.
    #[cfg(unix)]
    fn first(&mut self, metadata: &Metadata, name: &Path) -> Option<PathBuf> {
        use std::os::unix::fs::MetadataExt;
        if metadata.nlink() < 2 {
            return None;
        }
        let key = (metadata.dev(), metadata.ino());
        let first = self.seen.get(&key).cloned();
        if first.is_none() {
            self.seen.insert(key, name.to_owned());
        }
        first
    }

    /// Devices and named pipes are copied as what they are, and sockets not at all, as docker does it.
    #[cfg(unix)]
    fn special(&mut self, metadata: &Metadata, mut header: Header, name: &Path) -> Result<(), Failed> {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_socket() {
            tracing::debug!(name = %name.display(), "a socket is not copied");
            return Ok(());
        }
        // The tar writer knows how the numbers of a device are written; the mode is set anew, without the bits of the kind.
        header.set_metadata(metadata);
        owner_and_mode(&mut header, metadata);
        header.set_size(0);
        self.tar.append_data(&mut header, name, io::empty()).map_err(Failed::Tar)
    }

    #[cfg(not(unix))]
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "elsewhere there are such files")]
    fn special(&mut self, _: &Metadata, _: Header, _: &Path) -> Result<(), Failed> {
        Ok(())
    }
}

fn header(metadata: &Metadata) -> Header {
    let mut header = Header::new_gnu();
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    header.set_mtime(modified.map_or(0, |since| since.as_secs()));
    header.set_size(0);
    owner_and_mode(&mut header, metadata);
    header
}

#[cfg(unix)]
fn owner_and_mode(header: &mut Header, metadata: &Metadata) {
    use std::os::unix::fs::MetadataExt;
    header.set_mode(metadata.mode() & 0o7777);
    header.set_uid(u64::from(metadata.uid()));
    header.set_gid(u64::from(metadata.gid()));
}

/// Windows has no such bits; docker sends everything as executable from there, and as root's.
#[cfg(not(unix))]
fn owner_and_mode(header: &mut Header, _: &Metadata) {
    header.set_mode(0o755);
    header.set_uid(0);
    header.set_gid(0);
}
