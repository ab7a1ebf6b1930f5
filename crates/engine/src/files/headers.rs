//! The headers of a tar, as they come, into a tree.

use std::io::{self, Read};

use naru_view::FileKind;
use tar::{Archive, Entry, EntryType};

use super::shelf::{Kept, hold};
use super::tree::{Facts, Names, names};

/// A tree holds no more files than this (some 40 MB); what a container has beyond is left out, and said.
pub(super) const FILES: usize = 200_000;

/// Where the files of a tar belong.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The folder that was asked for.
    pub(super) base: Names,
    /// Names before the first one below it: engines put a folder's own name in front, and nothing where all of a container is exported.
    pub(super) strip: usize,
    /// Folders whose content is not in the tar.
    pub(super) without: Vec<Names>,
}

/// How the reading of headers ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// With the tar. Everything in these folders, from the outermost on, has come with it.
    Ended(Vec<Names>),
    /// The tree can hold no more.
    Full,
}

/// Reads headers into a tree until the tar ends. Engines send it as they walk, each folder whole before the next, so that a folder is known to
/// be whole as soon as something outside it comes. Blocking.
pub(super) fn fill(tar: impl Read, tree: &Kept, frame: &Frame, now: impl Fn() -> i64) -> io::Result<Filled> {
    let mut open = vec![frame.base.clone()];
    for entry in Archive::new(tar).entries()? {
        let entry = entry?;
        if entry.header().entry_type() == EntryType::XGlobalHeader {
            continue;
        }
        // A name that leads out is of no file that could be asked for.
        let Some(path) = names(&entry.path_bytes()).and_then(|path| below(frame, &path)) else { continue };
        let mut tree = hold(tree);
        while open.last().is_some_and(|folder| !path.starts_with(folder)) {
            if let Some(folder) = open.pop().filter(|folder| !frame.without.contains(folder)) {
                tree.set_whole(&folder, now());
            }
        }
        let facts = facts(&entry, |target| tree.facts(&below(frame, &names(target)?)?).cloned());
        if facts.kind == FileKind::Folder && path.len() > frame.base.len() {
            open.push(path.clone());
        }
        tree.add(&path, facts);
        if tree.count() >= FILES {
            return Ok(Filled::Full);
        }
    }
    open.retain(|folder| !frame.without.contains(folder));
    Ok(Filled::Ended(open))
}

fn below(frame: &Frame, path: &[Box<[u8]>]) -> Option<Names> {
    let rest = path.get(frame.strip..)?;
    Some(frame.base.iter().chain(rest).cloned().collect())
}

fn facts<R: Read>(entry: &Entry<'_, R>, known: impl Fn(&[u8]) -> Option<Facts>) -> Facts {
    let header = entry.header();
    let number = |number: io::Result<u64>| number.ok().and_then(|number| u32::try_from(number).ok()).unwrap_or_default();
    let kind = match header.entry_type() {
        EntryType::Directory => FileKind::Folder,
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse | EntryType::Link => FileKind::File,
        EntryType::Symlink => FileKind::Link,
        _ => FileKind::Other,
    };
    let target = entry.link_name_bytes();
    let again = header.entry_type() == EntryType::Link;
    let first = target.as_deref().filter(|_| again).and_then(known);
    Facts {
        kind,
        size: first.map_or(entry.size(), |first| first.size),
        mode: header.mode().unwrap_or_default() & 0o7777,
        owner: number(header.uid()),
        group: number(header.gid()),
        modified: header.mtime().ok().and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or_default(),
        target: target.filter(|_| kind == FileKind::Link).map(|target| Box::from(&*target)),
        again,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use tar::{Builder, Header};

    use super::*;

    fn tar(items: &[(&str, EntryType, &str)]) -> Vec<u8> {
        let mut tar = Builder::new(Vec::new());
        for (name, kind, more) in items {
            let mut header = Header::new_gnu();
            let name = name.as_bytes();
            header.as_old_mut().name[..name.len()].copy_from_slice(name);
            header.set_entry_type(*kind);
            header.set_mode(0o100_640);
            header.set_mtime(1_000_000_000);
            let content = if kind.is_file() { *more } else { "" };
            if !kind.is_file() {
                header.as_old_mut().linkname[..more.len()].copy_from_slice(more.as_bytes());
            }
            header.set_size(content.len() as u64);
            header.set_cksum();
            tar.append(&header, content.as_bytes()).unwrap();
        }
        tar.into_inner().unwrap()
    }

    fn listed(tree: &Kept, path: &str) -> Vec<(String, FileKind, Option<u64>)> {
        let listed = hold(tree).list(&names(path.as_bytes()).unwrap(), 100).unwrap();
        listed.entries.into_iter().map(|entry| (entry.name, entry.kind, entry.size)).collect()
    }

    const FILE: EntryType = EntryType::Regular;
    const FOLDER: EntryType = EntryType::Directory;

    #[test]
    fn a_folder_is_whole_once_something_else_comes() {
        let tree = Kept::default();
        let frame = Frame { base: Names::new(), strip: 0, without: vec![names(b"data").unwrap()] };
        let all = tar(&[
            ("bin/", FOLDER, ""),
            ("bin/sh", FILE, "12345"),
            ("bin/ash", EntryType::Link, "bin/sh"),
            ("bin/ls", EntryType::Symlink, "/bin/sh"),
            ("data/", FOLDER, ""),
            ("etc/", FOLDER, ""),
            ("etc/passwd", FILE, "root"),
            ("null", EntryType::Char, ""),
        ]);
        let filled = fill(&all[..], &tree, &frame, || 7).unwrap();
        assert_eq!(filled, Filled::Ended(vec![Names::new()]));
        let (file, folder) = (FileKind::File, FileKind::Folder);
        let rest = [("data".into(), folder, None), ("etc".into(), folder, Some(4)), ("null".into(), FileKind::Other, None)];
        assert_eq!(listed(&tree, "/"), [&[("bin".into(), folder, Some(5))], rest.as_slice()].concat());
        let (hard, soft) = (("ash".into(), file, Some(5)), ("ls".into(), FileKind::Link, None));
        assert_eq!(listed(&tree, "/bin"), [hard, soft, ("sh".into(), file, Some(5))]);
        let hold = hold(&tree);
        let whole = |path: &str| hold.whole(&names(path.as_bytes()).unwrap());
        assert_eq!((whole("bin"), whole("data"), whole("/")), (Some(7), None, None));
        assert_eq!(hold.list(&names(b"bin").unwrap(), 9).unwrap().entries[1].target.as_deref(), Some("/bin/sh"));
    }

    #[test]
    fn what_leads_out_is_no_file_of_the_container() {
        let tree = Kept::default();
        let frame = Frame { base: names(b"etc").unwrap(), strip: 1, without: Vec::new() };
        let all = tar(&[("etc/", FOLDER, ""), ("etc/../../out", FILE, "x"), ("/etc/in", FILE, "x"), ("..", FOLDER, "")]);
        fill(&all[..], &tree, &frame, || 7).unwrap();
        assert_eq!(listed(&tree, "/").len(), 1);
        assert_eq!(listed(&tree, "/etc"), [("in".into(), FileKind::File, Some(1))]);
    }

    #[test]
    fn a_tar_that_is_cut_off_leaves_what_came_before() {
        let tree = Kept::default();
        let frame = Frame { base: Names::new(), strip: 0, without: Vec::new() };
        let all = tar(&[("a/", FOLDER, ""), ("a/b", FILE, "x"), ("c", FILE, &"x".repeat(5_000))]);
        assert!(fill(&all[..2_600], &tree, &frame, || 7).is_err());
        assert_eq!(listed(&tree, "/").len(), 2);
        let hold = hold(&tree);
        assert_eq!((hold.whole(&names(b"a").unwrap()), hold.whole(&[])), (Some(7), None));
    }
}
