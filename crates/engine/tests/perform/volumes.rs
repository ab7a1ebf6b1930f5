use naru_command::{Command, PruneAll, VolumeCreate, VolumeInspect, VolumeLs, VolumeRm};
use naru_lab::Generation;
use naru_view::{Answer, Outcome, ProblemCode, StoredVolume};

use crate::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    volumes(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    volumes(Generation::New).await;
}

fn create(name: Option<&str>) -> VolumeCreate {
    VolumeCreate::new(name.map(str::to_owned))
}

fn rm(volumes: &[&str], force: bool) -> Command {
    Command::VolumeRm(VolumeRm { force, ..VolumeRm::new(volumes.iter().map(ToString::to_string).collect()) })
}

async fn listed(bench: &Bench, filters: &[&str]) -> Vec<StoredVolume> {
    let ls = VolumeLs { filter: filters.iter().map(|filter| filter.parse().unwrap()).collect(), ..VolumeLs::default() };
    match bench.perform(&Command::VolumeLs(ls)).await.unwrap().0 {
        Outcome::Answer { answer: Answer::Volumes { volumes } } => volumes,
        other => panic!("{other:?}"),
    }
}

/// A volume as the CLI makes it and as Naru does are the same but for their name and time.
async fn volumes(generation: Generation) {
    let bench = Bench::up(generation).await;
    let asked = VolumeCreate {
        label: vec!["a=b".parse().unwrap(), "c".parse().unwrap()],
        opt: vec!["type=tmpfs".parse().unwrap(), "device=tmpfs".parse().unwrap()],
        ..create(Some("ours"))
    };
    assert_eq!(bench.perform(&Command::VolumeCreate(asked)).await.unwrap().0, Outcome::Volume { name: "ours".to_owned() });
    bench.docker("volume create --label a=b --label c --opt type=tmpfs --opt device=tmpfs theirs").await;
    bench.perform(&Command::VolumeCreate(create(Some("ours2")))).await.unwrap();
    bench.docker("volume create theirs2").await;
    for (ours, theirs) in [("ours", "theirs"), ("ours2", "theirs2")] {
        let inspect = async |name: &str| {
            let mut object: serde_json::Value = serde_json::from_str(&bench.docker(&format!("volume inspect {name}")).await).unwrap();
            let object = &mut object[0];
            for field in ["Name", "CreatedAt", "Mountpoint"] {
                object[field] = serde_json::Value::Null;
            }
            object.take()
        };
        assert_eq!(inspect(ours).await, inspect(theirs).await);
    }

    let Outcome::Volume { name } = bench.perform(&Command::VolumeCreate(create(None))).await.unwrap().0 else { panic!("a volume") };
    let all = listed(&bench, &[]).await;
    assert_eq!(all.iter().filter(|volume| volume.anonymous).map(|volume| &volume.name).collect::<Vec<_>>(), [&name]);
    assert_eq!(listed(&bench, &["label=a"]).await.len(), 2);
    let inspected = Command::VolumeInspect(VolumeInspect::new(vec!["ours".to_owned(), "theirs".to_owned()]));
    let Outcome::Answer { answer: Answer::Objects { json } } = bench.perform(&inspected).await.unwrap().0 else { panic!("objects") };
    assert_eq!(json, bench.docker("volume inspect ours theirs").await);

    bench.docker("run --detach --name user --volume ours2:/data busybox sleep 600").await;
    let used = bench.perform(&rm(&["ours2", "theirs2"], false)).await.unwrap_err().problem();
    assert_eq!((used.code, used.params["volume"].as_str()), (ProblemCode::VolumeInUse, "ours2"));
    assert!(!listed(&bench, &[]).await.iter().any(|volume| volume.name == "theirs2"), "the second was still done");
    let missing = bench.perform(&rm(&["nothere"], false)).await.unwrap_err().problem();
    assert_eq!((missing.code, missing.params["volume"].as_str()), (ProblemCode::VolumeNotFound, "nothere"));
    bench.perform(&rm(&["nothere"], true)).await.expect("with --force none is no failure");
    let bad = bench.perform(&Command::VolumeCreate(create(Some("a/b")))).await.unwrap_err();
    assert_eq!(bad.code(), ProblemCode::InvalidValue);

    for plain in ["plain1", "plain2"] {
        bench.perform(&Command::VolumeCreate(create(Some(plain)))).await.unwrap();
    }
    prune(&bench, generation, &name).await;
}

/// Old engines take every unused volume; new ones those without a name of their own, and the others when asked.
async fn prune(bench: &Bench, generation: Generation, anonymous: &str) {
    let pruned = async |prune: PruneAll| match bench.perform(&Command::VolumePrune(prune)).await {
        Ok((Outcome::Pruned { mut pruned }, _)) => {
            pruned.volumes.sort();
            Ok(pruned.volumes)
        }
        Ok((other, _)) => panic!("{other:?}"),
        Err(error) => Err(error.code()),
    };
    let all = || PruneAll { all: true, ..PruneAll::new() };
    let labelled = PruneAll { filter: vec!["label=nothing".parse().unwrap()], ..PruneAll::new() };
    assert_eq!(pruned(labelled).await, Ok(vec![]));
    match generation {
        Generation::Old => {
            assert_eq!(pruned(all()).await, Err(ProblemCode::EngineRefused), "the engine is too old for --all");
            let mut everything = vec![anonymous.to_owned(), "plain1".to_owned(), "plain2".to_owned()];
            everything.sort();
            assert_eq!(pruned(PruneAll::new()).await, Ok(everything));
        }
        Generation::New => {
            assert_eq!(pruned(PruneAll::new()).await, Ok(vec![anonymous.to_owned()]));
            assert_eq!(pruned(all()).await, Ok(vec!["plain1".to_owned(), "plain2".to_owned()]));
        }
    }
    let left: Vec<String> = listed(bench, &[]).await.into_iter().map(|volume| volume.name).collect();
    assert_eq!(left, ["ours", "ours2", "theirs"], "what a container uses stays, and so does what lies elsewhere");
}
