//! What is asked of an engine as a whole.

use naru_command::{Command, Events, Formatted, SystemDf, SystemPrune};
use naru_lab::Generation;
use naru_view::{Answer, DiskUsage, DiskUsageKind, Label, Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    system(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    system(Generation::New).await;
}

async fn system(generation: Generation) {
    let bench = Bench::up(generation).await;
    let folder = tempfile::tempdir().unwrap();
    let dockerfile = "FROM busybox\nRUN head -c 300000 /dev/urandom > /big\n";
    std::fs::write(folder.path().join("Dockerfile"), dockerfile).unwrap();
    bench.docker(&format!("build --tag built {}", folder.path().display())).await;
    bench.docker("run --detach --name runs --volume data:/data busybox sleep 600").await;
    bench.docker("exec runs dd if=/dev/zero of=/data/file bs=1k count=100").await;
    bench.docker("exec runs dd if=/dev/zero of=/file bs=1k count=50").await;
    bench.docker("run --name ran --volume /anonymous built dd if=/dev/zero of=/file bs=1k count=70").await;
    bench.docker("volume create unused").await;
    bench.docker("network create lonely").await;

    counted_as_the_cli_counts(&bench).await;
    facts(&bench).await;
    happened(&bench).await;
    pruned(&bench, generation).await;
    counted_as_the_cli_counts(&bench).await;
}

async fn usage(bench: &Bench) -> Vec<DiskUsage> {
    match bench.perform(&Command::SystemDf(SystemDf::new())).await.unwrap().0 {
        Outcome::Answer { answer: Answer::DiskUsage { usage } } => usage,
        other => panic!("{other:?}"),
    }
}

/// As docker's go-units prints bytes: four digits, thousands.
#[allow(clippy::cast_precision_loss, reason = "four digits are shown")]
fn human(bytes: u64) -> String {
    let (mut size, mut unit) = (bytes as f64, 0);
    while size >= 1000.0 {
        size /= 1000.0;
        unit += 1;
    }
    let whole = format!("{}", size.trunc()).len();
    let digits = format!("{size:.*}", 4 - whole.min(4));
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits };
    format!("{digits}{}", ["B", "kB", "MB", "GB"][unit])
}

async fn counted_as_the_cli_counts(bench: &Bench) {
    let cli = bench.docker("system df --format {{.Type}};{{.TotalCount}};{{.Active}};{{.Size}};{{.Reclaimable}}").await;
    let rows = usage(bench).await.into_iter().map(|row| {
        let kind = match row.kind {
            DiskUsageKind::Images => "Images",
            DiskUsageKind::Containers => "Containers",
            DiskUsageKind::Volumes => "Local Volumes",
            DiskUsageKind::BuildCache => "Build Cache",
        };
        let percent = (row.size > 0 && row.kind != DiskUsageKind::BuildCache).then(|| row.reclaimable * 100 / row.size);
        let percent = percent.map_or_else(String::new, |percent| format!(" ({percent}%)"));
        format!("{kind};{};{};{};{}{percent}", row.total, row.active, human(row.size), human(row.reclaimable))
    });
    assert_eq!(rows.collect::<Vec<_>>().join("\n"), cli);
}

fn fact<'a>(facts: &'a [Label], key: &str) -> &'a str {
    facts.iter().find(|fact| fact.key == key).map_or_else(|| panic!("no {key} among {facts:?}"), |fact| fact.value.as_str())
}

async fn facts(bench: &Bench) {
    let told = async |command: Command| match bench.perform(&command).await.unwrap().0 {
        Outcome::Answer { answer: Answer::Facts { facts, json } } => (facts, json),
        other => panic!("{other:?}"),
    };
    let (facts, json) = told(Command::Info(Formatted::default())).await;
    for (key, field) in [
        ("Containers", "Containers"),
        ("Containers Running", "ContainersRunning"),
        ("Server Version", "ServerVersion"),
        ("Storage Driver", "Driver"),
        ("runc version", "RuncCommit.ID"),
        ("CPUs", "NCPU"),
        ("Name", "Name"),
        ("Swarm", "Swarm.LocalNodeState"),
    ] {
        assert_eq!(fact(&facts, key), bench.docker(&format!("info --format {{{{.{field}}}}}")).await, "{key}");
    }
    let memory = fact(&facts, "Total Memory");
    assert!(bench.docker("info").await.contains(&format!("Total Memory: {memory}")), "{memory}");
    assert!(json.contains("\"ServerVersion\""));
    let (facts, _) = told(Command::Version(Formatted::default())).await;
    assert_eq!(fact(&facts, "Engine Version"), bench.docker("version --format {{.Server.Version}}").await);
    assert_eq!(fact(&facts, "Engine API version"), bench.docker("version --format {{.Server.APIVersion}}").await);
}

async fn happened(bench: &Bench) {
    let events = |since: &str| Events {
        since: Some(since.to_owned()),
        until: Some("0s".to_owned()),
        filter: vec!["container=ran".parse().unwrap(), "type=container".parse().unwrap()],
        ..Events::new()
    };
    let (outcome, told) = bench.perform(&Command::Events(events("10m"))).await.unwrap();
    assert_eq!(outcome, Outcome::Done);
    let told = told.into_iter().map(|progress| match progress {
        Progress::Event { event } => event,
        other => panic!("{other:?}"),
    });
    let told: Vec<_> = told.collect();
    let actions: Vec<&str> = told.iter().map(|event| event.action.as_str()).collect();
    assert!(actions.first() == Some(&"create") && actions.contains(&"die"), "{actions:?}");
    assert!(told.iter().all(|event| event.name == "ran" && event.object == "container" && event.time > 1_700_000_000_000));
    assert!(bench.perform(&Command::Events(events("2020-01-01"))).await.is_ok());
    assert_eq!(bench.perform(&Command::Events(events("yesterday"))).await.unwrap_err().code(), ProblemCode::InvalidValue);

    // Without an end it goes on until somebody has had enough.
    let (sender, mut receiver) = mpsc::channel(4);
    let cancel = CancellationToken::new();
    let command = Command::Events(Events::new());
    // More than once: the first may be over before the engine listens.
    let press = async {
        while !cancel.is_cancelled() {
            bench.docker("pause runs").await;
            bench.docker("unpause runs").await;
        }
    };
    let enough = async {
        while let Some(Progress::Event { event }) = receiver.recv().await {
            if event.action == "unpause" {
                cancel.cancel();
            }
        }
    };
    let (outcome, (), ()) = tokio::join!(bench.engine.perform(&command, sender, cancel.clone()), press, enough);
    assert_eq!(outcome.unwrap_err().code(), ProblemCode::Cancelled);
}

async fn pruned(bench: &Bench, generation: Generation) {
    let prune = |change: fn(&mut SystemPrune)| {
        let mut prune = SystemPrune::new();
        change(&mut prune);
        Command::SystemPrune(prune)
    };
    let aged = prune(|prune| {
        prune.volumes = true;
        prune.filter = vec!["until=24h".parse().unwrap()];
    });
    assert_eq!(bench.perform(&aged).await.unwrap_err().code(), ProblemCode::InvalidValue);
    let nothing = prune(|prune| prune.filter = vec!["label=nothing".parse().unwrap()]);
    let Outcome::Pruned { pruned } = bench.perform(&nothing).await.unwrap().0 else { panic!("a prune") };
    assert_eq!((pruned.containers.len(), pruned.networks.len(), pruned.images.len()), (0, 0, 0), "{pruned:?}");

    let ran = bench.docker("inspect --format {{.Id}} ran").await;
    let all = prune(|prune| {
        prune.all = true;
        prune.volumes = true;
    });
    let Outcome::Pruned { pruned } = bench.perform(&all).await.unwrap().0 else { panic!("a prune") };
    assert_eq!((pruned.containers.as_slice(), pruned.networks.as_slice()), ([ran].as_slice(), ["lonely".to_owned()].as_slice()));
    assert_eq!(pruned.volumes.contains(&"unused".to_owned()), generation == Generation::Old, "{pruned:?}");
    assert!(pruned.volumes.iter().any(|volume| volume.len() == 64), "{pruned:?}");
    assert!(pruned.images.iter().any(|image| image.contains("built")) && !pruned.build_cache.is_empty(), "{pruned:?}");
    assert!(pruned.reclaimed > 300_000, "{pruned:?}");
    assert_eq!(bench.docker("images --format {{.Repository}}").await, "busybox");
    until(|| bench.engine.images().len() == 1 && bench.container("ran").is_none(), "the pages to miss them").await;
}
