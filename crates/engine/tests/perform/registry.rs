//! Images that come from a registry and go to one.

use naru_command::{Command, ImageHistory, Pull, Push, Search, Tag};
use naru_lab::Generation;
use naru_view::{Answer, Outcome, ProblemCode, Progress, PullLayer, PullStatus};

use crate::images::pull;
use crate::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    registry(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    registry(Generation::New).await;
}

const BOX: &str = "127.0.0.1:5000/me/box";

async fn registry(generation: Generation) {
    let bench = Bench::up(generation).await;
    pull(&bench, "busybox").await;
    pull(&bench, "nginx").await;
    pushed(&bench, generation).await;
    pulled_again(&bench).await;
    by_digest_and_platform(&bench).await;
    what_goes_wrong(&bench).await;
    told_of_its_layers(&bench).await;
}

fn push(image: &str, all_tags: bool) -> Command {
    Command::Push(Push { all_tags, ..Push::new(image.parse().unwrap()) })
}

async fn pushed(bench: &Bench, generation: Generation) {
    for (source, tag) in [("busybox", "one"), ("nginx", "two")] {
        let target = format!("{BOX}:{tag}").parse().unwrap();
        bench.perform(&Command::Tag(Tag::new(source.parse().unwrap(), target))).await.unwrap();
    }
    let (outcome, told) = bench.perform(&push(&format!("{BOX}:one"), false)).await.unwrap();
    assert_eq!(outcome, Outcome::Done);
    let layers = last(&told);
    assert!(layers.iter().all(|layer| layer.status == PullStatus::Done) && !layers.is_empty(), "{layers:?}");
    let (_, told) = bench.perform(&push(BOX, true)).await.unwrap();
    let layers = last(&told);
    assert!(layers.iter().any(|layer| layer.status == PullStatus::Exists), "what is there is not sent again: {layers:?}");
    assert!(layers.len() > 3, "{layers:?}");
    let platform = Command::Push(Push { platform: Some("linux/amd64".to_owned()), ..Push::new(format!("{BOX}:one").parse().unwrap()) });
    assert_eq!(bench.perform(&platform).await.is_ok(), generation == Generation::New);
}

fn last(told: &[Progress]) -> &[PullLayer] {
    match told.last() {
        Some(Progress::Push { layers, .. } | Progress::Pull { layers, .. }) => layers,
        other => panic!("{other:?}"),
    }
}

async fn pulled_again(bench: &Bench) {
    bench.docker(&format!("rmi {BOX}:one {BOX}:two nginx")).await;
    let all = Command::Pull(Pull { all_tags: true, ..Pull::new(BOX.parse().unwrap()) });
    assert_eq!(bench.perform(&all).await.unwrap().0, Outcome::Done);
    let mut tags: Vec<String> = bench.docker(&format!("images --format {{{{.Tag}}}} {BOX}")).await.lines().map(str::to_owned).collect();
    tags.sort();
    assert_eq!(tags, ["one", "two"]);
    let tagged = Command::Pull(Pull { all_tags: true, ..Pull::new(format!("{BOX}:one").parse().unwrap()) });
    assert_eq!(bench.perform(&tagged).await.unwrap_err().code(), ProblemCode::InvalidReference);
    until(|| bench.engine.images().iter().any(|image| image.names.iter().any(|name| name.tag == "two")), "the page to show them").await;
}

async fn by_digest_and_platform(bench: &Bench) {
    let inspected: serde_json::Value = serde_json::from_str(&bench.docker(&format!("image inspect {BOX}:one")).await).unwrap();
    let digests = inspected[0]["RepoDigests"].as_array().unwrap();
    let exact = digests.iter().filter_map(|digest| digest.as_str()).find(|digest| digest.starts_with(BOX)).unwrap().to_owned();
    let (outcome, _) = bench.perform(&Command::Pull(Pull::new(exact.parse().unwrap()))).await.unwrap();
    let id = bench.docker(&format!("image inspect --format {{{{.Id}}}} {BOX}:one")).await;
    assert_eq!(outcome, Outcome::Image { id, reference: Some(exact) });
    let platform = Command::Pull(Pull { platform: Some("Linux/AMD64".to_owned()), ..Pull::new("nginx".parse().unwrap()) });
    assert!(matches!(bench.perform(&platform).await.unwrap().0, Outcome::Image { .. }));
}

async fn what_goes_wrong(bench: &Bench) {
    let code = async |command: &Command| bench.perform(command).await.unwrap_err().problem();
    let missing = code(&push("nothere/x", false)).await;
    assert_eq!((missing.code, missing.params["image"].as_str()), (ProblemCode::ImageNotFound, "nothere/x"), "{missing:?}");
    let closed = "127.0.0.1:1/x";
    bench.docker(&format!("tag busybox {closed}")).await;
    for command in [push(closed, false), Command::Pull(Pull::new(closed.parse().unwrap()))] {
        let problem = code(&command).await;
        assert_eq!((problem.code, problem.params["image"].as_str()), (ProblemCode::RegistryUnreachable, closed), "{problem:?}");
    }
    let unknown = code(&Command::Pull(Pull::new(format!("{BOX}:three").parse().unwrap()))).await;
    assert_eq!(unknown.code, ProblemCode::ImageNotFound, "{unknown:?}");
    let id = bench.docker("image inspect --format {{.Id}} busybox").await;
    assert_eq!(code(&push(&id, false)).await.code, ProblemCode::InvalidReference);
    // There is no Docker Hub here, and that is what is said.
    assert_eq!(code(&Command::Search(Search::new("nginx".to_owned()))).await.code, ProblemCode::RegistryUnreachable);
    let platform = Command::Pull(Pull { platform: Some("no/such/platform/at-all".to_owned()), ..Pull::new("busybox".parse().unwrap()) });
    assert!(bench.perform(&platform).await.is_err(), "a platform is not dropped");
}

async fn told_of_its_layers(bench: &Bench) {
    let history = Command::ImageHistory(ImageHistory::new("busybox".to_owned()));
    let Outcome::Answer { answer: Answer::History { layers } } = bench.perform(&history).await.unwrap().0 else { panic!("a history") };
    let cli = bench.docker("history --no-trunc --format {{.CreatedBy}} busybox").await;
    assert_eq!(layers.iter().map(|layer| layer.created_by.as_str()).collect::<Vec<_>>(), cli.lines().collect::<Vec<_>>());
    let missing = Command::ImageHistory(ImageHistory::new("nothere".to_owned()));
    assert_eq!(bench.perform(&missing).await.unwrap_err().problem().params["image"], "nothere");
}
