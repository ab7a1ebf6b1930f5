#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

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
        &[D("up"), S("up/link", "../.."), F("up/link/out", "x")],
        &[S("up", ".."), D("up/out")],
        &[S("up", ".."), S("up/out", "x")],
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
    // The link is kept, as docker keeps it; what would be written through it is refused.
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
