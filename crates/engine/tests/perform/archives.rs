//! Images that become files, and files that become images.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use naru_command::{Command, Import, Load, Save};
use naru_lab::Generation;
use naru_view::{Outcome, ProblemCode, Progress};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::images::pull;
use crate::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    archives(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    archives(Generation::New).await;
}

async fn archives(generation: Generation) {
    let bench = Bench::up(generation).await;
    let folder = tempfile::tempdir().unwrap();
    pull(&bench, "busybox").await;
    pull(&bench, "nginx").await;
    saved_whole(&bench, folder.path()).await;
    or_not_at_all(&bench, folder.path()).await;
    loaded_again(&bench, folder.path()).await;
    imported(&bench, folder.path()).await;
}

fn save(images: &[&str], output: &Path) -> Command {
    let images = images.iter().map(ToString::to_string).collect();
    Command::Save(Save { output: Some(output.display().to_string()), ..Save::new(images) })
}

fn load(input: &Path) -> Command {
    Command::Load(Load { input: Some(input.display().to_string()), ..Load::new() })
}

/// What is in a tar: names, and what they hold. The containerd store lists the images of `manifest.json` in another order each time.
fn content(tar: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = tar::Archive::new(std::fs::File::open(tar).unwrap());
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.path().unwrap().display().to_string();
        if name == "manifest.json" {
            let mut images: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
            images.sort_by_key(ToString::to_string);
            bytes = serde_json::to_vec(&images).unwrap();
        }
        (name, bytes)
    });
    entries.collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

async fn saved_whole(bench: &Bench, folder: &Path) {
    let (ours, theirs) = (folder.join("ours.tar"), folder.join("theirs.tar"));
    let (outcome, told) = bench.perform(&save(&["busybox", "nginx"], &ours)).await.unwrap();
    let bytes = std::fs::metadata(&ours).unwrap().len();
    assert_eq!(outcome, Outcome::Written { path: ours.display().to_string(), bytes });
    assert!(told.contains(&Progress::Transfer { bytes, total: Some(bytes) }));
    bench.docker(&format!("save --output {} busybox nginx", theirs.display())).await;
    assert!(content(&ours) == content(&theirs), "the same files with the same in them");
    std::fs::remove_file(theirs).unwrap();
}

async fn or_not_at_all(bench: &Bench, folder: &Path) {
    let before = names(folder);
    let missing = bench.perform(&save(&["nothere"], &folder.join("no.tar"))).await.unwrap_err().problem();
    assert_eq!((missing.code, missing.params["image"].as_str()), (ProblemCode::ImageNotFound, "nothere"));
    assert_eq!(bench.perform(&save(&["busybox"], folder)).await.unwrap_err().code(), ProblemCode::FileNotFound, "a folder");
    let nowhere = bench.perform(&save(&["busybox"], Path::new("/no/such/folder/x.tar"))).await.unwrap_err().problem();
    assert_eq!((nowhere.code, nowhere.params["path"].as_str()), (ProblemCode::FileNotFound, "/no/such/folder/x.tar"));
    let terminal = Command::Save(Save::new(vec!["busybox".to_owned()]));
    assert_eq!(bench.perform(&terminal).await.unwrap_err().code(), ProblemCode::InvalidValue);

    // Cancelled as soon as the first bytes are there; what was there before is still there.
    let kept = folder.join("kept.tar");
    std::fs::write(&kept, "before").unwrap();
    let (sender, mut receiver) = mpsc::channel(1);
    let cancel = CancellationToken::new();
    let listen = async {
        while receiver.recv().await.is_some() {
            cancel.cancel();
        }
    };
    let command = save(&["nginx"], &kept);
    let (outcome, ()) = tokio::join!(bench.engine.perform(&command, sender, cancel.clone()), listen);
    assert_eq!(outcome.unwrap_err().code(), ProblemCode::Cancelled);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "before");
    std::fs::remove_file(kept).unwrap();
    assert_eq!(names(folder), before, "nothing half made is left");
}

async fn loaded_again(bench: &Bench, folder: &Path) {
    let tar = folder.join("ours.tar");
    let id = bench.docker("image inspect --format {{.Id}} nginx").await;
    bench.docker("rmi busybox nginx").await;
    let (outcome, told) = bench.perform(&load(&tar)).await.unwrap();
    let Outcome::Loaded { mut images } = outcome else { panic!("{outcome:?}") };
    images.sort();
    assert_eq!(images, ["busybox:latest", "nginx:latest"]);
    let bytes = std::fs::metadata(&tar).unwrap().len();
    assert!(told.iter().any(|told| matches!(told, Progress::Transfer { total: Some(total), .. } if *total == bytes)));
    assert_eq!(bench.docker("image inspect --format {{.Id}} nginx").await, id);
    until(|| bench.engine.images().len() == 2, "the page to show them").await;

    let gone = bench.perform(&load(Path::new("/no/such.tar"))).await.unwrap_err().problem();
    assert_eq!((gone.code, gone.params["path"].as_str()), (ProblemCode::FileNotFound, "/no/such.tar"));
    let text = folder.join("text");
    std::fs::write(&text, "no tar at all, and long enough to be taken for one\n".repeat(40)).unwrap();
    assert!(bench.perform(&load(&text)).await.is_err(), "an error in the middle of the answer is an error");
    assert_eq!(bench.perform(&Command::Load(Load::new())).await.unwrap_err().code(), ProblemCode::NotPerformed);
}

async fn imported(bench: &Bench, folder: &Path) {
    let tar = folder.join("root.tar");
    bench.docker("create --name root busybox").await;
    bench.docker(&format!("export --output {} root", tar.display())).await;
    let import = |name: &str| Import {
        change: vec!["CMD [\"sh\"]".to_owned(), "ENV A=b".to_owned()],
        message: Some("from a test".to_owned()),
        ..Import::new(tar.display().to_string(), Some(name.parse().unwrap()))
    };
    let (outcome, _) = bench.perform(&Command::Import(import("ours:1"))).await.unwrap();
    let id = bench.docker("image inspect --format {{.Id}} ours:1").await;
    assert_eq!(outcome, Outcome::Image { id, reference: Some("ours:1".to_owned()) });
    assert!(bench.docker("image inspect --format {{.Config.Env}}{{.Config.Cmd}} ours:1").await.ends_with("A=b][sh]"));
    assert_eq!(bench.docker("image inspect --format {{.Comment}} ours:1").await, "from a test");
    until(|| bench.engine.images().len() == 3, "the page to show it").await;
    let nameless = Command::Import(Import::new(tar.display().to_string(), None));
    let Outcome::Image { id, reference: None } = bench.perform(&nameless).await.unwrap().0 else { panic!("an image") };
    assert!(bench.docker("images --quiet --no-trunc --all").await.contains(&id));
    let gone = Command::Import(Import::new("/no/such.tar".to_owned(), None));
    assert_eq!(bench.perform(&gone).await.unwrap_err().code(), ProblemCode::FileNotFound);
}
