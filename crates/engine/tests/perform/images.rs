//! Names of images, and what takes images away.

use naru_command::{Command, ImageInspect, ImageLs, PruneAll, Pull, Rmi, RmiAll, Tag};
use naru_lab::Generation;
use naru_view::{Answer, Outcome, ProblemCode, Progress};

use crate::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    names(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    names(Generation::New).await;
}

async fn names(generation: Generation) {
    let bench = Bench::up(generation).await;
    pull(&bench, "busybox").await;
    a_name_more_and_a_name_less(&bench).await;
    a_failure_does_not_keep_the_others(&bench).await;
    what_is_listed(&bench, generation).await;
    what_is_inspected(&bench).await;
    without_a_name(&bench).await;
    all_of_them(&bench).await;
}

pub(crate) async fn pull(bench: &Bench, image: &str) {
    bench.perform(&Command::Pull(Pull::new(image.parse().unwrap()))).await.unwrap();
}

fn tag(source: &str, target: &str) -> Command {
    Command::Tag(Tag::new(source.parse().unwrap(), target.parse().unwrap()))
}

fn rmi(images: &[&str], force: bool) -> Command {
    Command::Rmi(Rmi { force, ..Rmi::new(images.iter().map(ToString::to_string).collect()) })
}

fn shows(bench: &Bench, name: &str) -> bool {
    let (repository, tag) = name.split_once(':').unwrap();
    bench.engine.images().iter().flat_map(|image| &image.names).any(|name| name.repository == repository && name.tag == tag)
}

async fn a_name_more_and_a_name_less(bench: &Bench) {
    bench.perform(&tag("busybox", "127.0.0.1:5000/me/box:1.0")).await.unwrap();
    assert_eq!(bench.docker("image inspect --format {{.Id}} busybox 127.0.0.1:5000/me/box:1.0").await.lines().count(), 2);
    bench.perform(&tag("busybox", "box")).await.unwrap();
    until(|| shows(bench, "box:latest"), "the new name").await;
    let (outcome, _) = bench.perform(&rmi(&["box"], false)).await.unwrap();
    let Outcome::Untagged { untagged, deleted } = outcome else { panic!("{outcome:?}") };
    assert_eq!((untagged, deleted), (vec!["box:latest".to_owned()], vec![]));
    until(|| !shows(bench, "box:latest"), "the name to be gone").await;

    let missing = bench.perform(&tag("nothere", "box")).await.unwrap_err().problem();
    assert_eq!((missing.code, missing.params["image"].as_str()), (ProblemCode::ImageNotFound, "nothere"));
    let digest = format!("box@sha256:{}", "a".repeat(64));
    assert_eq!(bench.perform(&tag("busybox", &digest)).await.unwrap_err().code(), ProblemCode::InvalidReference);
}

async fn a_failure_does_not_keep_the_others(bench: &Bench) {
    bench.perform(&tag("busybox", "one:1")).await.unwrap();
    let failed = bench.perform(&rmi(&["nothere", "one:1"], false)).await.unwrap_err().problem();
    assert_eq!((failed.code, failed.params["image"].as_str()), (ProblemCode::ImageNotFound, "nothere"));
    assert_eq!(bench.docker("images -q one").await, "", "the second target was still done");

    bench.perform(&tag("busybox", "one:1")).await.unwrap();
    let (_, told) = bench.perform(&rmi(&["nothere", "one:1"], true)).await.expect("with --force none is no failure");
    let problems = told.iter().map(|progress| match progress {
        Progress::Item { name, problem } => (name.as_str(), problem.as_ref().map(|problem| problem.code)),
        other => panic!("{other:?}"),
    });
    assert_eq!(problems.collect::<Vec<_>>(), [("nothere", Some(ProblemCode::ImageNotFound)), ("one:1", None)]);

    bench.docker("run --detach --name user busybox sleep 600").await;
    bench.perform(&rmi(&["127.0.0.1:5000/me/box:1.0"], false)).await.expect("it has another name");
    let used = bench.perform(&rmi(&["busybox"], false)).await.unwrap_err().problem();
    assert_eq!((used.code, used.params["image"].as_str()), (ProblemCode::ImageInUse, "busybox"));
    bench.docker("rm --force user").await;
}

async fn what_is_listed(bench: &Bench, generation: Generation) {
    pull(bench, "nginx").await;
    let listed = async |ls: ImageLs| match bench.perform(&Command::ImageLs(ls)).await.unwrap().0 {
        Outcome::Answer { answer: Answer::Images { images } } => images,
        other => panic!("{other:?}"),
    };
    let all = listed(ImageLs::default()).await;
    until(|| all == bench.engine.images(), "the page to show the same").await;
    let by_name = listed(ImageLs { name: Some("ngin*".to_owned()), ..ImageLs::default() }).await;
    assert_eq!(by_name.len(), 1);
    assert_eq!(by_name[0].id, bench.docker("images --quiet --no-trunc nginx").await);
    let before = listed(ImageLs { filter: vec!["before=nginx".parse().unwrap()], ..ImageLs::default() }).await;
    let cli = bench.docker("images --quiet --no-trunc --filter before=nginx").await;
    assert_eq!(before.iter().map(|image| image.names.len().max(1)).sum::<usize>(), cli.lines().count());
    let unknown = ImageLs { filter: vec!["nonsense=1".parse().unwrap()], ..ImageLs::default() };
    assert!(bench.perform(&Command::ImageLs(unknown)).await.is_err());
    let tree = bench.perform(&Command::ImageLs(ImageLs { tree: true, ..ImageLs::default() })).await;
    assert_eq!(tree.is_ok(), generation == Generation::New, "a flag that the engine is too old for is refused");
}

async fn what_is_inspected(bench: &Bench) {
    let several = ImageInspect { more: vec!["nginx".to_owned()], ..ImageInspect::new("busybox".to_owned(), Vec::new()) };
    let (outcome, _) = bench.perform(&Command::ImageInspect(several)).await.unwrap();
    let Outcome::Answer { answer: Answer::Objects { json } } = outcome else { panic!("{outcome:?}") };
    assert_eq!(json, bench.docker("image inspect busybox nginx").await);
    let missing = Command::ImageInspect(ImageInspect::new("nothere".to_owned(), Vec::new()));
    assert_eq!(bench.perform(&missing).await.unwrap_err().problem().params["image"], "nothere");
}

async fn without_a_name(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    for (text, flag) in [("one", ""), ("two", "--tag built ")] {
        std::fs::write(folder.path().join("Dockerfile"), format!("FROM busybox\nCMD [\"echo\", \"{text}\"]\n")).unwrap();
        bench.docker(&format!("build {flag}{}", folder.path().display())).await;
    }
    let dangling = bench.docker("images --quiet --no-trunc --filter dangling=true").await;
    assert_eq!(dangling.lines().count(), 1);
    let (outcome, _) = bench.perform(&Command::ImagePrune(PruneAll { force: true, ..PruneAll::new() })).await.unwrap();
    let Outcome::Pruned { pruned } = outcome else { panic!("{outcome:?}") };
    assert!(pruned.images.iter().any(|image| image.contains(&dangling)), "{pruned:?} names {dangling}");
    assert_eq!(bench.docker("images --quiet --filter dangling=true").await, "");
    until(|| bench.engine.images().iter().all(|image| image.id != dangling), "the page to miss it").await;
    assert_ne!(bench.docker("images --quiet built").await, "");
    let none = Command::ImagePrune(PruneAll { all: true, filter: vec!["until=24000h".parse().unwrap()], ..PruneAll::new() });
    let (outcome, _) = bench.perform(&none).await.unwrap();
    assert_eq!(outcome, Outcome::Pruned { pruned: naru_view::Pruned::default() }, "a condition is not dropped");
}

async fn all_of_them(bench: &Bench) {
    let which = || ImageLs { quiet: true, ..ImageLs::default() };
    // One image has two names, so that its id alone names neither.
    bench.perform(&tag("busybox", "box")).await.unwrap();
    let refused = bench.perform(&Command::RmiAll(RmiAll { which: which(), force: false })).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::ImageInUse);
    let ended = bench.perform(&Command::RmiAll(RmiAll { which: which(), force: true })).await;
    assert_eq!(bench.docker("images --quiet").await, "", "{ended:?}");
    until(|| bench.engine.images().is_empty(), "the page to be empty").await;
}
