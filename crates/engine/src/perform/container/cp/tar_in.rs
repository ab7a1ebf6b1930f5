//! A tar from a container, unpacked into a folder and never outside it.
//!
//! Its names are hostile input: what [`names`] refuses ends the copy, and nothing is written through a link that leads out. A link's own
//! text is only text, and kept as docker keeps it; how many lead out is said. Devices and pipes, which `docker cp` makes where it may, are
//! left out, and so are links where Windows does not let them be made: that is said, and ends nothing.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use naru_view::ProblemCode;
use tar::{Archive, Entry, EntryType};

use super::super::super::work::not_performed;
use super::name::{Folded, System, leads_out, leaves, names, native};
use crate::error::{Error, Result};

/// A name that takes the place of another, at its first occurrence in each name of the tar, as in the CLI (`RebaseArchiveEntries`).
#[derive(Debug)]
pub(super) struct Rename {
    pub(super) old: String,
    pub(super) new: String,
}

/// How a tar is read.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) renames: Vec<Rename>,
    /// All of a container was asked for, whose names engines write from `/` on.
    pub(super) rooted: bool,
    pub(super) system: System,
}

/// What was unpacked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unpacked {
    /// Bytes of files.
    pub(super) bytes: u64,
    /// Links that lead out of the folder.
    pub(super) links_out: u32,
    pub(super) left_out: LeftOut,
}

/// What was not unpacked, and ends nothing.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Devices and named pipes: making them takes rights that a reader seldom has, and nobody learns from them here.
    pub(super) special: u32,
    /// Links that Windows lets nobody make without the right to.
    pub(super) links: u32,
}

/// Unpacks. Blocking. What was unpacked before a failure stays, as it does after `docker cp`.
pub(super) fn unpack(tar: impl Read, into: &Path, rules: &Rules) -> Result<Unpacked> {
    let root = into.canonicalize().map_err(|error| Error::file(into, error))?;
    let mut folder = Folder {
        root,
        rules,
        finished: Vec::new(),
        folded: Folded::default(),
        links_out: 0,
        left_out: LeftOut::default(),
        missing: HashSet::new(),
    };
    let mut bytes = 0;
    let mut archive = Archive::new(tar);
    for entry in archive.entries().map_err(broken)? {
        bytes += folder.add(entry.map_err(broken)?)?;
    }
    let (links_out, left_out) = (folder.links_out, folder.left_out);
    folder.finish()?;
    Ok(Unpacked { bytes, links_out, left_out })
}

struct Folder<'a> {
    /// Canonical.
    root: PathBuf,
    rules: &'a Rules,
    /// Folders whose mode and time are set when nothing is added to them any more.
    finished: Vec<(PathBuf, Option<u32>, Option<SystemTime>)>,
    folded: Folded,
    links_out: u32,
    left_out: LeftOut,
    /// The names of what was left out.
    missing: HashSet<Vec<PathBuf>>,
}

impl Folder<'_> {
    fn add<R: Read>(&mut self, mut entry: Entry<'_, R>) -> Result<u64> {
        let Rules { ref renames, rooted, system } = *self.rules;
        let kind = entry.header().entry_type();
        if kind == EntryType::XGlobalHeader {
            return Ok(0);
        }
        let names = names(&renamed(&entry.path_bytes(), renames), rooted, system)?;
        self.folded.add(&names, system)?;
        // The folder itself, which is there.
        let Some((last, parents)) = names.split_last() else { return Ok(0) };
        if matches!(kind, EntryType::Char | EntryType::Block | EntryType::Fifo) {
            self.left_out.special += 1;
            self.missing.insert(names);
            return Ok(0);
        }
        let path = self.parent(parents, true)?.join(last);
        // What may yet be left out makes way for itself.
        if !matches!(kind, EntryType::Symlink | EntryType::Link) {
            make_way(&path, kind)?;
        }
        let mode = entry.header().mode().ok().map(|mode| mode & 0o7777);
        let time = entry.header().mtime().ok().and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        match kind {
            EntryType::Directory => {
                match fs::create_dir(&path) {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(Error::file(&path, error)),
                    _ => {}
                }
                self.finished.push((path, mode, time));
                Ok(0)
            }
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => write(&mut entry, &path, mode, time),
            EntryType::Symlink => {
                let text = entry.link_name_bytes().unwrap_or_default();
                let target = native(&text)?;
                let mut made = symlink(&target, &path);
                if made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists) {
                    make_way(&path, kind)?;
                    made = symlink(&target, &path);
                }
                match made {
                    Err(error) if may_not_link(&error) => {
                        self.left_out.links += 1;
                        self.missing.insert(names);
                    }
                    made => {
                        made.map_err(|error| Error::file(&path, error))?;
                        self.links_out += u32::from(leads_out(&names, &text));
                    }
                }
                Ok(0)
            }
            EntryType::Link => {
                let target = self::names(&renamed(&entry.link_name_bytes().unwrap_or_default(), renames), rooted, system)?;
                // Another name of what was left out.
                if self.missing.contains(&target) {
                    self.left_out.special += 1;
                    return Ok(0);
                }
                let Some((last, parents)) = target.split_last() else { return Err(leaves(&path)) };
                let target = self.parent(parents, false)?.join(last);
                make_way(&path, kind)?;
                fs::hard_link(&target, &path).map_err(|error| Error::file(&path, error))?;
                Ok(0)
            }
            _ => Err(not_performed("cp of an entry of an unknown kind")),
        }
    }

    /// The folder that the names lead to; made where it is missing and may be. One that is reached through a link is inside, too.
    fn parent(&self, names: &[PathBuf], make: bool) -> Result<PathBuf> {
        let mut path = self.root.clone();
        for name in names {
            path.push(name);
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => {}
                Ok(_) => {
                    let led = path.canonicalize().map_err(|error| Error::file(&path, error))?;
                    if !led.starts_with(&self.root) {
                        return Err(leaves(&path));
                    }
                    path = led;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound && make => {
                    fs::create_dir(&path).map_err(|error| Error::file(&path, error))?;
                }
                Err(error) => return Err(Error::file(&path, error)),
            }
        }
        Ok(path)
    }

    /// Innermost first, so that a folder that may not be written is closed last.
    fn finish(self) -> Result<()> {
        for (path, mode, time) in self.finished.into_iter().rev() {
            // Windows opens no folder as a file, and other systems do not always let its time be set: it then is that of the copy.
            let opened = File::open(&path);
            set_mode(&path, mode)?;
            if let Some(time) = time
                && let Err(error) = opened.and_then(|folder| folder.set_modified(time))
            {
                tracing::debug!(%error, "the time of a folder was not set");
            }
        }
        Ok(())
    }
}

/// What is in the way is replaced, but a folder only by a folder, and nothing else by a folder.
fn make_way(path: &Path, kind: EntryType) -> Result<()> {
    let Ok(there) = fs::symlink_metadata(path) else { return Ok(()) };
    let said = match (there.is_dir(), kind.is_dir()) {
        (true, true) => return Ok(()),
        (false, false) => return fs::remove_file(path).map_err(|error| Error::file(path, error)),
        (true, false) => format!("cannot overwrite directory {} with a non-directory", path.display()),
        (false, true) => format!("cannot overwrite non-directory {} with a directory", path.display()),
    };
    Err(Error::new(ProblemCode::Conflict, said).with("path", path.display().to_string()))
}

fn write<R: Read>(entry: &mut Entry<'_, R>, path: &Path, mode: Option<u32>, time: Option<SystemTime>) -> Result<u64> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // Until it is whole and has its own mode, it is its owner's alone.
    #[cfg(unix)]
    if mode.is_some() {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(path).map_err(|error| Error::file(path, error))?;
    let size = entry.size();
    let copied = io::copy(entry, &mut file).map_err(|error| Error::file(path, error)).and_then(|bytes| {
        // A tar that is cut off ends like a whole one as far as the file in it can tell.
        if bytes < size { Err(broken(io::ErrorKind::UnexpectedEof.into())) } else { Ok(bytes) }
    });
    if copied.is_err()
        && let Err(error) = fs::remove_file(path)
    {
        // Half a file must not be taken for a whole one.
        tracing::warn!(path = %path.display(), %error, "half a file stays");
    }
    let bytes = copied?;
    if let Some(time) = time {
        file.set_modified(time).map_err(|error| Error::file(path, error))?;
    }
    set_mode(path, mode)?;
    Ok(bytes)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: Option<u32>) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let Some(mode) = mode else { return Ok(()) };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|error| Error::file(path, error))
}

/// Windows has no such bits.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn set_mode(_: &Path, _: Option<u32>) -> Result<()> {
    Ok(())
}

#[cfg(unix)]
fn symlink(target: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

#[cfg(windows)]
fn symlink(target: &Path, path: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, path)
}

/// Whether this user lacks the right that Windows wants for a link (`ERROR_PRIVILEGE_NOT_HELD`).
fn may_not_link(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error() == Some(1314)
}

fn renamed(name: &[u8], renames: &[Rename]) -> Vec<u8> {
    let mut name = name.to_vec();
    for Rename { old, new } in renames {
        let old = old.as_bytes();
        // Nothing, which stands for `/`, is found at the very beginning.
        let found = if old.is_empty() { Some(0) } else { name.windows(old.len()).position(|part| part == old) };
        if let Some(at) = found {
            name.splice(at..at + old.len(), new.bytes());
        }
    }
    name
}

fn broken(error: io::Error) -> Error {
    Error::caused(ProblemCode::EngineRefused, error)
}

#[cfg(all(test, unix))]
mod tests;
