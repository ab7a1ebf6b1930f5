//! A tar from a container, unpacked into a folder and never outside it.
//!
//! Its names are hostile input: a `..` in one is refused, an absolute one is taken from the folder (engines send such names for `/`), and
//! nothing is written through a link that leads out. A link's own text may be anything that docker lets pass: it is only text.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bytes::{Buf, Bytes};
use naru_view::ProblemCode;
use tar::{Archive, Entry, EntryType};
use tokio::sync::mpsc;

use super::super::super::work::not_performed;
use crate::error::{Error, Result};

/// A name that takes the place of another, at its first occurrence in each name of the tar, as in the CLI (`RebaseArchiveEntries`).
pub(super) struct Rename {
    pub(super) old: String,
    pub(super) new: String,
}

/// What comes through a channel, for who reads on a blocking thread.
pub(super) struct Received {
    pub(super) from: mpsc::Receiver<io::Result<Bytes>>,
    pub(super) chunk: Bytes,
}

impl Read for Received {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() {
            match self.from.blocking_recv() {
                None => return Ok(0),
                Some(chunk) => self.chunk = chunk?,
            }
        }
        let taken = buffer.len().min(self.chunk.len());
        self.chunk.copy_to_slice(&mut buffer[..taken]);
        Ok(taken)
    }
}

/// Unpacks; answers with how many bytes of files were written. Blocking. What was unpacked before a failure stays, as it does after
/// `docker cp`.
pub(super) fn unpack(tar: impl Read, into: &Path, renames: &[Rename]) -> Result<u64> {
    let root = into.canonicalize().map_err(|error| unwritable(into, error))?;
    let mut folder = Folder { root, finished: Vec::new() };
    let mut bytes = 0;
    let mut archive = Archive::new(tar);
    for entry in archive.entries().map_err(broken)? {
        bytes += folder.add(entry.map_err(broken)?, renames)?;
    }
    folder.finish()?;
    Ok(bytes)
}

struct Folder {
    /// Canonical.
    root: PathBuf,
    /// Folders whose mode and time are set when nothing is added to them any more.
    finished: Vec<(PathBuf, Option<u32>, Option<SystemTime>)>,
}

impl Folder {
    fn add<R: Read>(&mut self, mut entry: Entry<'_, R>, renames: &[Rename]) -> Result<u64> {
        let kind = entry.header().entry_type();
        if kind == EntryType::XGlobalHeader {
            return Ok(0);
        }
        let names = names(&renamed(&entry.path_bytes(), renames))?;
        // The folder itself, which is there.
        let Some((last, parents)) = names.split_last() else { return Ok(0) };
        let path = self.parent(parents, true)?.join(last);
        self.make_way(&path, kind)?;
        let mode = entry.header().mode().ok().map(|mode| mode & 0o7777);
        let time = entry.header().mtime().ok().and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        match kind {
            EntryType::Directory => {
                match fs::create_dir(&path) {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(unwritable(&path, error)),
                    _ => {}
                }
                self.finished.push((path, mode, time));
                Ok(0)
            }
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => write(&mut entry, &path, mode, time),
            EntryType::Symlink => {
                let target = entry.link_name_bytes().unwrap_or_default().into_owned();
                self.link(&path, parents.len(), &target)?;
                Ok(0)
            }
            EntryType::Link => {
                let target = self::names(&renamed(&entry.link_name_bytes().unwrap_or_default(), renames))?;
                let Some((last, parents)) = target.split_last() else { return Err(leaves(&path)) };
                let target = self.parent(parents, false)?.join(last);
                fs::hard_link(&target, &path).map_err(|error| unwritable(&path, error))?;
                Ok(0)
            }
            _ => Err(not_performed("cp of a device or a named pipe")),
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
                    let led = path.canonicalize().map_err(|error| unwritable(&path, error))?;
                    if !led.starts_with(&self.root) {
                        return Err(leaves(&path));
                    }
                    path = led;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound && make => {
                    fs::create_dir(&path).map_err(|error| unwritable(&path, error))?;
                }
                Err(error) => return Err(unwritable(&path, error)),
            }
        }
        Ok(path)
    }

    /// What is in the way is replaced, but a folder only by a folder, and nothing else by a folder.
    fn make_way(&self, path: &Path, kind: EntryType) -> Result<()> {
        let Ok(there) = fs::symlink_metadata(path) else { return Ok(()) };
        let said = match (there.is_dir(), kind.is_dir()) {
            (true, true) => return Ok(()),
            (false, false) => return fs::remove_file(path).map_err(|error| unwritable(path, error)),
            (true, false) => format!("cannot overwrite directory {} with a non-directory", path.display()),
            (false, true) => format!("cannot overwrite non-directory {} with a directory", path.display()),
        };
        Err(Error::new(ProblemCode::Conflict, said).with("path", path.display().to_string()))
    }

    /// Docker refuses a relative target that leaves the folder; an absolute one is left as it is.
    fn link(&self, path: &Path, depth: usize, target: &[u8]) -> Result<()> {
        let mut depth = depth;
        for name in target.split(|byte| *byte == b'/') {
            match name {
                b"" | b"." => {}
                b".." => depth = depth.checked_sub(1).ok_or_else(|| leaves(path))?,
                _ => depth += 1,
            }
        }
        symlink(&native(target)?, path).map_err(|error| unwritable(path, error))
    }

    /// Innermost first, so that a folder that may not be written is closed last.
    fn finish(self) -> Result<()> {
        for (path, mode, time) in self.finished.into_iter().rev() {
            let opened = File::open(&path).map_err(|error| unwritable(&path, error))?;
            set_mode(&path, mode)?;
            if let Some(time) = time {
                // Not every system lets a folder's time be set.
                if let Err(error) = opened.set_modified(time) {
                    tracing::debug!(%error, "the time of a folder was not set");
                }
            }
        }
        Ok(())
    }
}

fn write<R: Read>(entry: &mut Entry<'_, R>, path: &Path, mode: Option<u32>, time: Option<SystemTime>) -> Result<u64> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| unwritable(path, error))?;
    let bytes = io::copy(entry, &mut file).map_err(|error| unwritable(path, error))?;
    if let Some(time) = time {
        file.set_modified(time).map_err(|error| unwritable(path, error))?;
    }
    set_mode(path, mode)?;
    Ok(bytes)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: Option<u32>) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let Some(mode) = mode else { return Ok(()) };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|error| unwritable(path, error))
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

/// The names of a path in a tar, none of which leads out.
fn names(path: &[u8]) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for name in path.split(|byte| *byte == b'/') {
        match name {
            b"" | b"." => {}
            b".." => return Err(leaves(Path::new(&*String::from_utf8_lossy(path)))),
            name => names.push(native(name)?),
        }
    }
    // On Windows a name may hold more than a name: a drive, a stream, another separator.
    if cfg!(windows)
        && let Some(name) = names.iter().find(|name| name.to_string_lossy().contains(['\\', ':']))
    {
        return Err(leaves(name));
    }
    Ok(names)
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn native(name: &[u8]) -> Result<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(std::ffi::OsStr::from_bytes(name)))
}

#[cfg(not(unix))]
fn native(name: &[u8]) -> Result<PathBuf> {
    let name = std::str::from_utf8(name).map_err(|error| Error::caused(ProblemCode::InvalidValue, error))?;
    Ok(PathBuf::from(name))
}

fn leaves(path: &Path) -> Error {
    let path = path.display().to_string();
    Error::new(ProblemCode::InvalidValue, format!("{path} leaves the folder that is copied to: not written")).with("value", path)
}

fn unwritable(path: &Path, error: io::Error) -> Error {
    Error::caused(ProblemCode::FileNotFound, error).with("path", path.display().to_string())
}

fn broken(error: io::Error) -> Error {
    Error::caused(ProblemCode::EngineRefused, error)
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use tar::{Builder, Header};

    use super::*;

    enum Item<'a> {
        File(&'a str, &'a str),
        Folder(&'a str),
        Symlink(&'a str, &'a str),
        Hardlink(&'a str, &'a str),
    }
    use Item::{File as F, Folder as D, Hardlink as H, Symlink as S};

    /// A tar with names that no tar writer would write.
    fn tar(items: &[Item<'_>]) -> Vec<u8> {
        let mut tar = Builder::new(Vec::new());
        for item in items {
            let (name, kind, target, content) = match item {
                F(name, content) => (name, EntryType::Regular, "", *content),
                D(name) => (name, EntryType::Directory, "", ""),
                S(name, target) => (name, EntryType::Symlink, *target, ""),
                H(name, target) => (name, EntryType::Link, *target, ""),
            };
            let mut header = Header::new_gnu();
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.as_old_mut().linkname[..target.len()].copy_from_slice(target.as_bytes());
            header.set_entry_type(kind);
            header.set_mode(if kind.is_dir() { 0o755 } else { 0o640 });
            header.set_mtime(1_000_000_000);
            header.set_size(content.len() as u64);
            header.set_cksum();
            tar.append(&header, content.as_bytes()).unwrap();
        }
        tar.into_inner().unwrap()
    }

    #[test]
    fn nothing_is_written_outside_the_folder() {
        for items in [
            [F("../out", "x"), D("ok")].as_slice(),
            &[F("a/../../out", "x")],
            &[S("up", ".."), F("up/out", "x")],
            &[S("up", "a/../../x")],
            &[D("up"), S("up/link", "../../out")],
            &[H("hard", "../out")],
        ] {
            let all = tempfile::tempdir().unwrap();
            let into = all.path().join("into");
            fs::create_dir(&into).unwrap();
            fs::write(all.path().join("secret"), "s").unwrap();
            let refused = unpack(tar(items).as_slice(), &into, &[]).unwrap_err();
            assert_eq!(refused.code(), ProblemCode::InvalidValue, "{refused}");
            let outside: Vec<_> = fs::read_dir(all.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(outside.len(), 2, "{outside:?}");
        }
    }

    #[test]
    fn nothing_is_written_through_a_link_that_leads_out() {
        let all = tempfile::tempdir().unwrap();
        let (into, out) = (all.path().join("into"), all.path().join("out"));
        fs::create_dir(&into).unwrap();
        fs::create_dir(&out).unwrap();
        let text = out.to_str().unwrap();
        // Docker keeps an absolute link; what would be written through it is refused.
        let refused = unpack(tar(&[S("link", text), F("link/x", "x")]).as_slice(), &into, &[]).unwrap_err();
        assert_eq!(refused.code(), ProblemCode::InvalidValue, "{refused}");
        let refused = unpack(tar(&[S("link2", text), H("hard", "link2/x")]).as_slice(), &into, &[]).unwrap_err();
        assert_eq!(refused.code(), ProblemCode::InvalidValue, "{refused}");
        // A file replaces a link, and does not go where it points.
        unpack(tar(&[F("link", "new")]).as_slice(), &into, &[]).unwrap();
        assert_eq!(fs::read_to_string(into.join("link")).unwrap(), "new");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
    }

    #[test]
    fn everything_is_as_in_the_tar() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let into = tempfile::tempdir().unwrap();
        let items = [D("/src/"), F("/src/a", "content"), H("/src/hard", "/src/a"), S("/src/soft", "a"), F("implied/deep/b", "b")];
        let renames = [Rename { old: "src".into(), new: "new".into() }];
        let bytes = unpack(tar(&items).as_slice(), into.path(), &renames).unwrap();
        assert_eq!(bytes, 8);
        let a = fs::metadata(into.path().join("new/a")).unwrap();
        assert_eq!((a.permissions().mode() & 0o7777, a.mtime(), a.nlink()), (0o640, 1_000_000_000, 2));
        assert_eq!(fs::metadata(into.path().join("new")).unwrap().mtime(), 1_000_000_000);
        assert_eq!(fs::read_link(into.path().join("new/soft")).unwrap(), Path::new("a"));
        assert_eq!(fs::read_to_string(into.path().join("implied/deep/b")).unwrap(), "b");
        // A folder is merged; it is no file's, nor a file a folder's.
        unpack(tar(&[D("new"), F("new/c", "c")]).as_slice(), into.path(), &[]).unwrap();
        assert!(into.path().join("new/a").exists());
        for items in [[F("new", "x")].as_slice(), &[D("new/a")]] {
            assert_eq!(unpack(tar(items).as_slice(), into.path(), &[]).unwrap_err().code(), ProblemCode::Conflict);
        }
    }

    #[test]
    fn a_tar_that_is_cut_off_is_an_error() {
        let into = tempfile::tempdir().unwrap();
        let whole = tar(&[F("a", &"x".repeat(5_000))]);
        assert!(unpack(&whole[..2_000], into.path(), &[]).is_err());
    }
}
