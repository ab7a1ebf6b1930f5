//! What is known of a container's file system: names and facts, no content.

use std::collections::BTreeMap;
use std::ops::Bound;

use naru_view::{FileEntry, FileKind, FileMount};

/// Names longer than this, or deeper, are no paths that a container could use (Linux's `PATH_MAX`).
const PATH_LIMIT: usize = 4_096;
const DEPTH_LIMIT: usize = 256;

/// A path as its names.
pub(super) type Names = Vec<Box<[u8]>>;

/// The facts of one file.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) kind: FileKind,
    pub(super) size: u64,
    pub(super) mode: u32,
    pub(super) owner: u32,
    pub(super) group: u32,
    pub(super) modified: i64,
    pub(super) target: Option<Box<[u8]>>,
    /// Another name of a file that was there already: its bytes lie on the disk once.
    pub(super) again: bool,
}

impl Facts {
    /// A folder that is only known because something is in it.
    fn implied() -> Self {
        Self { kind: FileKind::Folder, size: 0, mode: 0o755, owner: 0, group: 0, modified: 0, target: None, again: false }
    }
}

#[derive(Debug)]
struct Node {
    facts: Facts,
    mount: Option<FileMount>,
    children: BTreeMap<Box<[u8]>, Node>,
    /// It was read, or something in it was; else it is known only because something is mounted there.
    read: bool,
    /// Since when everything in it is known, in milliseconds since 1970.
    whole: Option<i64>,
}

impl Node {
    fn new(facts: Facts) -> Self {
        Self { facts, mount: None, children: BTreeMap::new(), read: false, whole: None }
    }

    fn count(&self) -> usize {
        1 + self.children.values().map(Self::count).sum::<usize>()
    }

    /// Bytes of everything below; none while something of it is not known.
    fn bytes(&self) -> Option<u64> {
        match self.facts.kind {
            // What is mounted there is read by itself.
            FileKind::Folder if self.whole.is_some() && self.mount.is_none() => self.children.values().map(Self::bytes).sum(),
            FileKind::Folder => None,
            FileKind::File if !self.facts.again => Some(self.facts.size),
            FileKind::File | FileKind::Link | FileKind::Other => Some(0),
        }
    }

    fn entry(&self, name: &[u8]) -> FileEntry {
        let text = String::from_utf8_lossy(name).into_owned();
        FileEntry {
            exact: text.as_bytes() == name,
            name: text,
            kind: self.facts.kind,
            size: match self.facts.kind {
                FileKind::Folder => self.bytes(),
                FileKind::File => Some(self.facts.size),
                FileKind::Link | FileKind::Other => None,
            },
            mode: self.facts.mode,
            owner: self.facts.owner,
            group: self.facts.group,
            modified: self.facts.modified,
            target: self.facts.target.as_deref().map(|target| String::from_utf8_lossy(target).into_owned()),
            mount: self.mount.clone(),
        }
    }
}

/// The tree from `/` on.
#[derive(Debug)]
pub(super) struct Tree {
    root: Node,
    count: usize,
}

impl Default for Tree {
    fn default() -> Self {
        Self { root: Node::new(Facts::implied()), count: 1 }
    }
}

impl Tree {
    /// How many files it knows.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Adds a file, or says anew what it is.
    pub(super) fn add(&mut self, names: &[Box<[u8]>], facts: Facts) {
        let node = self.reach(names, true);
        let kept = facts.kind == FileKind::Folder;
        node.facts = facts;
        if !kept {
            let gone: usize = node.children.values().map(Node::count).sum();
            node.children.clear();
            self.count -= gone;
        }
    }

    /// Says that something is mounted at a path. What it holds is not the container's and so not known yet.
    pub(super) fn mount(&mut self, names: &[Box<[u8]>], mount: FileMount) {
        if !names.is_empty() {
            self.reach(names, false).mount = Some(mount);
        }
    }

    /// Forgets what is in a folder.
    pub(super) fn forget(&mut self, names: &[Box<[u8]>]) {
        if let Some(node) = self.find_mut(names) {
            let gone: usize = node.children.values().map(Node::count).sum();
            node.children.clear();
            node.whole = None;
            self.count -= gone;
        }
    }

    /// Everything in a folder is known, since a moment in milliseconds since 1970.
    pub(super) fn set_whole(&mut self, names: &[Box<[u8]>], at: i64) {
        if let Some(node) = self.find_mut(names) {
            node.whole = Some(at);
        }
    }

    /// Since when everything in a folder is known.
    pub(super) fn whole(&self, names: &[Box<[u8]>]) -> Option<i64> {
        self.find(names)?.whole
    }

    /// What a file is that is known.
    pub(super) fn facts(&self, names: &[Box<[u8]>]) -> Option<&Facts> {
        Some(&self.find(names)?.facts)
    }

    /// What is in a folder, and how many of them are left out; none where no such folder is known.
    pub(super) fn list(&self, names: &[Box<[u8]>], most: usize) -> Option<Listed> {
        let mut rest = self.find(names)?.children.iter();
        let entries = rest.by_ref().take(most).map(|(name, child)| child.entry(name)).collect();
        Some(Listed { entries, left_out: rest.count() })
    }

    /// What was read of a folder after a name, while it is read in the order of its names, and the last name of it. A mount is not
    /// part of it before its turn comes: what lies before it would be taken for told.
    pub(super) fn news(&self, names: &[Box<[u8]>], after: Option<&[u8]>, most: usize) -> Option<(Vec<FileEntry>, Box<[u8]>)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let read = self.find(names)?.children.range::<[u8], _>((from, Bound::Unbounded)).filter(|(_, child)| child.read);
        let (entries, read_names): (Vec<_>, Vec<_>) = read.take(most).map(|(name, child)| (child.entry(name), name)).unzip();
        let last = read_names.last().copied()?.clone();
        Some((entries, last))
    }

    fn find(&self, names: &[Box<[u8]>]) -> Option<&Node> {
        names.iter().try_fold(&self.root, |node, name| node.children.get(name))
    }

    fn find_mut(&mut self, names: &[Box<[u8]>]) -> Option<&mut Node> {
        names.iter().try_fold(&mut self.root, |node, name| node.children.get_mut(name))
    }

    /// The node of a path, made where it is missing.
    fn reach(&mut self, names: &[Box<[u8]>], read: bool) -> &mut Node {
        let Self { root, count } = self;
        names.iter().fold(root, |node, name| {
            let child = node.children.entry(name.clone()).or_insert_with(|| {
                *count += 1;
                Node::new(Facts::implied())
            });
            child.read |= read;
            child
        })
    }
}

/// A part of what is in a folder.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) entries: Vec<FileEntry>,
    pub(super) left_out: usize,
}

/// The names of a path; none when it leads out of its root, or is none that a container could have.
pub(super) fn names(path: &[u8]) -> Option<Names> {
    if path.len() > PATH_LIMIT {
        return None;
    }
    let mut names = Vec::new();
    for name in path.split(|byte| *byte == b'/') {
        match name {
            b"" | b"." => {}
            b".." => return None,
            name => names.push(Box::from(name)),
        }
    }
    (names.len() <= DEPTH_LIMIT).then_some(names)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn at(path: &str) -> Names {
        names(path.as_bytes()).unwrap()
    }

    fn file(size: u64) -> Facts {
        Facts { kind: FileKind::File, size, mode: 0o644, ..Facts::implied() }
    }

    fn listed(tree: &Tree, path: &str) -> Vec<(String, Option<u64>)> {
        let listed = tree.list(&at(path), 100).unwrap();
        listed.entries.into_iter().map(|entry| (entry.name, entry.size)).collect()
    }

    #[test]
    fn a_folder_is_as_large_as_what_is_in_it_once_that_is_known() {
        let mut tree = Tree::default();
        tree.add(&at("a/b/c"), file(3));
        tree.add(&at("a/d"), file(4));
        assert_eq!(listed(&tree, ""), [("a".into(), None)]);
        tree.set_whole(&at("a/b"), 1);
        tree.set_whole(&at("a"), 1);
        assert_eq!(listed(&tree, ""), [("a".into(), Some(7))]);
        assert_eq!(listed(&tree, "a"), [("b".into(), Some(3)), ("d".into(), Some(4))]);
        tree.mount(&at("a/b"), FileMount { kind: "volume".into(), source: "data".into() });
        assert_eq!(listed(&tree, ""), [("a".into(), None)], "what is mounted is not the container's");
    }

    #[test]
    fn the_count_follows_what_is_forgotten_and_replaced() {
        let mut tree = Tree::default();
        tree.add(&at("a/b/c"), file(3));
        assert_eq!(tree.count(), 4);
        tree.add(&at("a/b"), file(1));
        assert_eq!(tree.count(), 3, "a file has nothing in it");
        tree.forget(&at("a"));
        assert_eq!(tree.count(), 2);
        assert!(tree.list(&at("a/b"), 1).is_none());
        tree.forget(&at("nowhere"));
    }

    #[test]
    fn a_long_folder_is_told_in_pieces() {
        let mut tree = Tree::default();
        for name in ["c", "a", "b"] {
            tree.add(&at(name), file(1));
        }
        let listed = tree.list(&[], 2).unwrap();
        assert_eq!((listed.entries.len(), listed.left_out), (2, 1));
        let (first, last) = tree.news(&[], None, 2).unwrap();
        assert_eq!((first.len(), &*last), (2, b"b".as_slice()));
        let (rest, last) = tree.news(&[], Some(&last), 2).unwrap();
        assert_eq!((rest[0].name.as_str(), &*last), ("c", b"c".as_slice()));
        assert!(tree.news(&[], Some(&last), 2).is_none());
    }

    #[test]
    fn a_mount_is_no_news_before_it_is_read() {
        let mut tree = Tree::default();
        tree.mount(&at("var/lib/data"), FileMount { kind: "volume".into(), source: "data".into() });
        assert!(tree.news(&[], None, 9).is_none());
        tree.add(&at("bin/sh"), file(1));
        let (read, last) = tree.news(&[], None, 9).unwrap();
        assert_eq!(read.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["bin"]);
        tree.add(&at("var/run"), file(1));
        assert_eq!(tree.news(&[], Some(&last), 9).unwrap().0[0].name, "var");
        assert_eq!(tree.list(&[], 9).unwrap().entries.len(), 2, "and it was always there");
    }

    #[test]
    fn names_lead_nowhere_else() {
        assert_eq!(names(b"/a/./b//c/").unwrap().len(), 3);
        assert!(names(b"a/../b").is_none() && names(b"..").is_none());
        assert!(names("x".repeat(PATH_LIMIT + 1).as_bytes()).is_none());
        assert!(names("a/".repeat(DEPTH_LIMIT + 1).as_bytes()).is_none());
        let odd = names(b"a\nb/\xff").unwrap();
        let mut tree = Tree::default();
        tree.add(&odd, file(1));
        let entry = &tree.list(&odd[..1], 1).unwrap().entries[0];
        assert_eq!((entry.name.as_str(), entry.exact), ("\u{fffd}", false));
        assert!(tree.list(&[], 1).unwrap().entries[0].exact, "a line's end is text");
    }
}
