//! Tars that no engine sends: what they hold is refused, said, and written nowhere.

use std::path::Path;

use naru_command::{Command, Cp};
use naru_engine::{Engine, Look};
use naru_view::{Found, ProblemCode};
use tar::{Builder, EntryType, Header};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::scripted::{self, Scripted};
use crate::{mirror, until};

/// What an engine says of `/src`, a folder: `{"name":"src","size":0,"mode":2147484141,"mtime":"2026-11-25T00:00:00Z","linkTarget":""}`.
const STAT: &str =
    "eyJuYW1lIjoic3JjIiwic2l6ZSI6MCwibW9kZSI6MjE0NzQ4NDE0MSwibXRpbWUiOiIyMDI2LTExLTI1VDAwOjAwOjAwWiIsImxpbmtUYXJnZXQiOiIifQ==";

fn tar(items: &[(&str, EntryType, &str)]) -> Vec<u8> {
    let mut tar = Builder::new(Vec::new());
    for (name, kind, more) in items {
        let content = if kind.is_file() { *more } else { "" };
        let mut header = Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        if !kind.is_file() {
            header.as_old_mut().linkname[..more.len()].copy_from_slice(more.as_bytes());
        }
        header.set_entry_type(*kind);
        header.set_mode(0o755);
        header.set_size(content.len() as u64);
        header.set_cksum();
        tar.append(&header, content.as_bytes()).unwrap();
    }
    tar.into_inner().unwrap()
}

/// An engine whose `/src` is this tar, said to be so long.
fn engine_with(tar: Vec<u8>, length: usize) -> Scripted {
    Scripted::start(move |path| match path {
        "/containers/it/archive" => {
            let head =
                format!("HTTP/1.1 200 OK\r\nconnection: close\r\nx-docker-container-path-stat: {STAT}\r\ncontent-length: {length}\r\n\r\n");
            [head.as_bytes(), &tar].concat()
        }
        _ => scripted::usual(path),
    })
}

async fn download(engine: &Engine, to: &Path) -> Result<(), naru_engine::Error> {
    let (sender, mut told) = mpsc::channel(4);
    let cp = Command::Cp(Cp::new("it:/src".into(), to.display().to_string()));
    let listen = async { while told.recv().await.is_some() {} };
    tokio::join!(engine.perform(&cp, sender, CancellationToken::new()), listen).0.map(|_| ())
}

const FILE: EntryType = EntryType::Regular;
const LINK: EntryType = EntryType::Symlink;

#[tokio::test]
async fn nothing_of_a_hostile_tar_is_written_outside() {
    for items in [
        [("src/../../out", FILE, "x")].as_slice(),
        &[("../out", FILE, "x")],
        &[("/out", FILE, "x")],
        &[("src", LINK, ".."), ("src/out", FILE, "x")],
        &[("src", EntryType::Link, "../secret")],
        &[("src", EntryType::Link, "/etc/passwd")],
    ] {
        let tar = tar(items);
        let scripted = engine_with(tar.clone(), tar.len());
        let engine = mirror(&scripted);
        until(|| engine.is_settled(), "the mirror to settle").await;
        let all = tempfile::tempdir().unwrap();
        let into = all.path().join("into");
        std::fs::create_dir(&into).unwrap();
        std::fs::write(all.path().join("secret"), "s").unwrap();
        let refused = download(&engine, &into).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::PathLeavesFolder, "{items:?}: {refused}");
        let outside = std::fs::read_dir(all.path()).unwrap().count();
        assert_eq!((outside, std::fs::read_to_string(all.path().join("secret")).unwrap().as_str()), (2, "s"), "{items:?}");
    }
}

#[tokio::test]
async fn half_a_tar_is_not_taken_for_a_whole_one() {
    let tar = tar(&[("src", EntryType::Directory, ""), ("src/a", FILE, &"x".repeat(4_000))]);
    let scripted = engine_with(tar[..2_000].to_vec(), tar.len());
    let engine = mirror(&scripted);
    until(|| engine.is_settled(), "the mirror to settle").await;
    let into = tempfile::tempdir().unwrap();
    assert_eq!(download(&engine, into.path()).await.unwrap_err().code(), ProblemCode::EngineUnreachable);
    let look = Look { container: "it".into(), path: "/src".into(), again: false, further: 0 };
    let (sender, _told) = mpsc::channel(4);
    let broken = engine.list_folder(&look, sender, CancellationToken::new()).await;
    assert_eq!(broken.unwrap_err().code(), ProblemCode::EngineUnreachable);
}

#[tokio::test]
async fn a_listing_has_no_names_that_lead_out() {
    let tar =
        tar(&[("src", EntryType::Directory, ""), ("src/../../out", FILE, "x"), ("src/in", FILE, "x"), ("..", EntryType::Directory, "")]);
    let scripted = engine_with(tar.clone(), tar.len());
    let engine = mirror(&scripted);
    until(|| engine.is_settled(), "the mirror to settle").await;
    let look = Look { container: "it".into(), path: "/src".into(), again: false, further: 0 };
    let (sender, _told) = mpsc::channel(4);
    let Found::Folder { listing } = engine.list_folder(&look, sender, CancellationToken::new()).await.unwrap() else { panic!("a folder") };
    assert_eq!(listing.entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["in"]);
}
