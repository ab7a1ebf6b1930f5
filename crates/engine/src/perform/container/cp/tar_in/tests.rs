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

/// As on the system that has every name.
fn unpack_of(tar: &[u8], into: &Path, renames: Vec<Rename>) -> Result<Unpacked> {
    unpack(tar, into, &Rules { renames, rooted: true, system: System { windows: false, folds_case: false } })
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
        let refused = unpack_of(&tar(items), &into, Vec::new()).unwrap_err();
        assert_eq!(refused.code(), ProblemCode::PathLeavesFolder, "{refused}");
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
    let refused = unpack_of(&tar(&[S("link", text), F("link/x", "x")]), &into, Vec::new()).unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PathLeavesFolder, "{refused}");
    let refused = unpack_of(&tar(&[S("link2", text), H("hard", "link2/x")]), &into, Vec::new()).unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PathLeavesFolder, "{refused}");
    // A file replaces a link, and does not go where it points.
    unpack_of(&tar(&[F("link", "new")]), &into, Vec::new()).unwrap();
    assert_eq!(fs::read_to_string(into.join("link")).unwrap(), "new");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn everything_is_as_in_the_tar() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let into = tempfile::tempdir().unwrap();
    let items = [D("/src/"), F("/src/a", "content"), H("/src/hard", "/src/a"), S("/src/soft", "a"), F("implied/deep/b", "b")];
    let renames = vec![Rename { old: "src".into(), new: "new".into() }];
    let unpacked = unpack_of(&tar(&items), into.path(), renames).unwrap();
    assert_eq!(unpacked, Unpacked { bytes: 8, links_out: 0, left_out: LeftOut::default() });
    let a = fs::metadata(into.path().join("new/a")).unwrap();
    assert_eq!((a.permissions().mode() & 0o7777, a.mtime(), a.nlink()), (0o640, 1_000_000_000, 2));
    assert_eq!(fs::metadata(into.path().join("new")).unwrap().mtime(), 1_000_000_000);
    assert_eq!(fs::read_link(into.path().join("new/soft")).unwrap(), Path::new("a"));
    assert_eq!(fs::read_to_string(into.path().join("implied/deep/b")).unwrap(), "b");
    // A folder is merged; it is no file's, nor a file a folder's.
    unpack_of(&tar(&[D("new"), F("new/c", "c")]), into.path(), Vec::new()).unwrap();
    assert!(into.path().join("new/a").exists());
    for items in [[F("new", "x")].as_slice(), &[D("new/a")]] {
        assert_eq!(unpack_of(&tar(items), into.path(), Vec::new()).unwrap_err().code(), ProblemCode::Conflict);
    }
}

#[test]
fn a_tar_that_is_cut_off_is_an_error() {
    let into = tempfile::tempdir().unwrap();
    let whole = tar(&[F("a", &"x".repeat(5_000))]);
    assert!(unpack_of(&whole[..2_000], into.path(), Vec::new()).is_err());
    assert_eq!(fs::read_dir(into.path()).unwrap().count(), 0, "and half a file is none");
}

#[test]
fn an_absolute_name_is_refused_unless_all_of_a_container_was_asked_for() {
    let into = tempfile::tempdir().unwrap();
    let rules = |rooted| Rules { renames: Vec::new(), rooted, system: System::HERE };
    let all = tar(&[F("/naru-never-here", "x")]);
    let refused = unpack(all.as_slice(), into.path(), &rules(false)).unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PathLeavesFolder, "{refused}");
    assert_eq!(fs::read_dir(into.path()).unwrap().count(), 0);
    unpack(all.as_slice(), into.path(), &rules(true)).unwrap();
    assert_eq!(fs::read_to_string(into.path().join("naru-never-here")).unwrap(), "x");
    assert!(!Path::new("/naru-never-here").exists());
}

#[test]
fn links_that_lead_out_are_kept_as_text_and_counted() {
    let into = tempfile::tempdir().unwrap();
    let items = [D("a"), S("a/in", "../b"), S("a/out", "../../b"), S("passwd", "/etc/passwd"), S("b", "nowhere")];
    assert_eq!(unpack_of(&tar(&items), into.path(), Vec::new()).unwrap().links_out, 2);
    assert_eq!(fs::read_link(into.path().join("passwd")).unwrap(), Path::new("/etc/passwd"));
}

#[test]
fn a_hard_link_reaches_nothing_outside() {
    let all = tempfile::tempdir().unwrap();
    let into = all.path().join("into");
    fs::create_dir(&into).unwrap();
    fs::write(all.path().join("secret"), "s").unwrap();
    // Of a link that leads out, the link itself gets another name, and what it leads to none.
    unpack_of(&tar(&[S("soft", "../secret"), H("hard", "soft"), F("hard", "new")]), &into, Vec::new()).unwrap();
    assert_eq!(fs::read_to_string(all.path().join("secret")).unwrap(), "s");
    let rules = Rules { renames: Vec::new(), rooted: false, system: System::HERE };
    let refused = unpack(tar(&[H("hard2", "/etc/passwd")]).as_slice(), &into, &rules).unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PathLeavesFolder, "{refused}");
}

#[test]
fn a_device_is_left_out_and_what_follows_is_not() {
    let into = tempfile::tempdir().unwrap();
    for kind in [EntryType::Char, EntryType::Block, EntryType::Fifo] {
        let mut header = Header::new_gnu();
        header.set_path("null").unwrap();
        header.set_entry_type(kind);
        header.set_size(0);
        header.set_cksum();
        let mut tar = Builder::new(Vec::new());
        tar.append(&header, io::empty()).unwrap();
        let mut again = Header::new_gnu();
        again.set_path("again").unwrap();
        again.set_link_name("null").unwrap();
        again.set_entry_type(EntryType::Link);
        again.set_size(0);
        again.set_cksum();
        tar.append(&again, io::empty()).unwrap();
        let mut after = Header::new_gnu();
        after.set_path("after").unwrap();
        after.set_size(0);
        after.set_cksum();
        tar.append(&after, io::empty()).unwrap();
        let unpacked = unpack_of(&tar.into_inner().unwrap(), into.path(), Vec::new()).unwrap();
        assert_eq!(unpacked.left_out, LeftOut { special: 2, links: 0 }, "{kind:?}: it, and its other name");
    }
    let names: Vec<_> = fs::read_dir(into.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["after"]);
}

#[test]
fn where_case_is_folded_no_file_takes_anothers_place() {
    let into = tempfile::tempdir().unwrap();
    let rules = Rules { renames: Vec::new(), rooted: false, system: System { windows: false, folds_case: true } };
    let refused = unpack(tar(&[F("Read.me", "one"), F("read.me", "two")]).as_slice(), into.path(), &rules).unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NameImpossible, "{refused}");
    assert_eq!(fs::read_to_string(into.path().join("Read.me")).unwrap(), "one");
}
