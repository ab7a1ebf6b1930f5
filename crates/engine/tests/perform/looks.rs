//! Commands that only look, against what the CLI prints.

use std::time::Duration;

use naru_command::{Command, OneContainer, PortTarget, Ps, Stats, Target, Top};
use naru_lab::Generation;
use naru_view::{Answer, ContainerState, FileChange, FileChangeKind, Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    looks(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    looks(Generation::New).await;
}

impl Bench {
    async fn answer(&self, command: Command) -> Answer {
        match self.perform(&command).await.unwrap().0 {
            Outcome::Answer { answer } => answer,
            other => panic!("an answer: {other:?}"),
        }
    }

    async fn refused(&self, command: Command) -> ProblemCode {
        self.perform(&command).await.unwrap_err().code()
    }

    async fn names(&self, ps: Ps) -> Vec<String> {
        match self.answer(Command::Ps(ps)).await {
            Answer::Containers { containers, .. } => containers.into_iter().map(|container| container.name).collect(),
            other => panic!("containers: {other:?}"),
        }
    }
}

async fn looks(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.docker("create --name first --label a=1 busybox").await;
    bench.docker("run -d --name web -p 8081:80 -p 127.0.0.1:8082:81/udp --label a=2 busybox sh -c echo\thello>/new;rm\t/etc/group;while\t:;do\t:;done").await;
    bench.docker("run --name ended --label a=1 busybox true").await;
    // An engine says that it ended before its list does.
    bench.shows("ended", |container| container.state == ContainerState::Exited).await;
    lists(&bench).await;
    inside(&bench).await;
    stats(&bench).await;
    inspect(&bench).await;
}

async fn lists(bench: &Bench) {
    for (ps, line) in [
        (Ps::default(), "ps"),
        (Ps { all: true, ..Ps::default() }, "ps -a"),
        (Ps { latest: true, ..Ps::default() }, "ps -l"),
        (Ps { last: Some(2), ..Ps::default() }, "ps -n 2"),
        (Ps { last: Some(0), latest: true, ..Ps::default() }, "ps -n 0 -l"),
        (Ps { last: Some(-1), latest: true, ..Ps::default() }, "ps -n -1 -l"),
        (Ps { status: vec!["exited".into(), "created".into()], ..Ps::default() }, "ps -f status=exited -f status=created"),
        (Ps { all: true, filter: vec!["label=a=1".parse().unwrap()], ..Ps::default() }, "ps -a -f label=a=1"),
        (
            Ps { filter: vec!["name=web".parse().unwrap()], status: vec!["running".into()], ..Ps::default() },
            "ps -f name=web -f status=running",
        ),
    ] {
        let shown = bench.docker(&format!("{line} --format {{{{.Names}}}}")).await;
        assert_eq!(bench.names(ps).await, shown.lines().collect::<Vec<_>>(), "docker {line}");
    }
    let unknown = Ps { filter: vec!["foo=bar".parse().unwrap()], ..Ps::default() };
    assert!(matches!(bench.refused(Command::Ps(unknown)).await, ProblemCode::InvalidValue | ProblemCode::EngineRefused));
    let status = Ps { status: vec!["asleep".into()], ..Ps::default() };
    assert!(matches!(bench.refused(Command::Ps(status)).await, ProblemCode::InvalidValue | ProblemCode::EngineRefused));

    let Answer::Containers { containers, sizes: Some(sizes) } = bench.answer(Command::Ps(Ps { size: true, ..Ps::default() })).await else {
        panic!("sizes")
    };
    assert_eq!((containers.len(), sizes.len()), (1, 1));
    assert!(sizes[0].written >= 6 && sizes[0].whole > sizes[0].written, "{sizes:?}");
    assert!(matches!(bench.answer(Command::Ps(Ps::default())).await, Answer::Containers { sizes: None, .. }));
}

async fn inside(bench: &Bench) {
    let one = |name: &str| OneContainer { container: name.into() };
    let Answer::FileChanges { changes } = bench.answer(Command::Diff(one("web"))).await else { panic!("changes") };
    let letter = |change: &FileChange| match change.kind {
        FileChangeKind::Changed => 'C',
        FileChangeKind::Added => 'A',
        FileChangeKind::Deleted => 'D',
    };
    let mut ours: Vec<String> = changes.iter().map(|change| format!("{} {}", letter(change), change.path)).collect();
    let printed = bench.docker("diff web").await;
    let mut printed: Vec<&str> = printed.lines().collect();
    // The new engine lists them in another order each time.
    ours.sort();
    printed.sort_unstable();
    assert_eq!(ours, printed);
    assert!(ours.contains(&"A /new".to_owned()) && ours.contains(&"D /etc/group".to_owned()), "{ours:?}");
    let Answer::FileChanges { changes } = bench.answer(Command::Diff(one("first"))).await else { panic!("changes") };
    assert!(changes.is_empty(), "nothing changed in what never ran: {changes:?}");
    assert_eq!(bench.refused(Command::Diff(one("nobody"))).await, ProblemCode::ContainerNotFound);

    let port = |port: Option<&str>| Command::Port(PortTarget { container: "web".into(), port: port.map(|port| port.parse().unwrap()) });
    let Answer::Ports { ports } = bench.answer(port(None)).await else { panic!("ports") };
    assert_eq!(ports.len(), bench.docker("port web").await.lines().count(), "{ports:?}");
    let Answer::Ports { ports } = bench.answer(port(Some("81/udp"))).await else { panic!("ports") };
    let [udp] = ports.as_slice() else { panic!("one: {ports:?}") };
    assert_eq!((udp.host_ip.as_deref(), udp.host_port), (Some("127.0.0.1"), Some(8082)));
    for none in ["82", "81", "80/udp", "80-81"] {
        assert_eq!(bench.refused(port(Some(none))).await, ProblemCode::InvalidValue, "{none}");
    }

    let top = |name: &str, options: &[&str]| {
        Command::Top(Top { container: name.into(), options: options.iter().map(ToString::to_string).collect() })
    };
    let Answer::Processes { titles, rows } = bench.answer(top("web", &[])).await else { panic!("processes") };
    assert_eq!(titles.len(), rows[0].len());
    let Answer::Processes { titles, .. } = bench.answer(top("web", &["-o", "pid,comm"])).await else { panic!("processes") };
    assert_eq!(titles, ["PID", "COMMAND"]);
    assert!(matches!(bench.refused(top("first", &[])).await, ProblemCode::Conflict | ProblemCode::EngineRefused));
}

async fn stats(bench: &Bench) {
    let of = |containers: &[&str], all, no_stream| {
        let containers = containers.iter().map(ToString::to_string).collect();
        Command::Stats(Stats { all, no_stream, ..Stats::new(containers) })
    };
    let Answer::Stats { samples } = bench.answer(of(&["web"], false, true)).await else { panic!("samples") };
    let [web] = samples.as_slice() else { panic!("one: {samples:?}") };
    assert!(web.name == "web" && web.cpu_percent > 5.0 && web.memory > 0 && web.memory_limit > web.memory && web.pids == 1, "{web:?}");
    let shown = bench.docker("stats --no-stream --format {{.PIDs}}|{{.MemUsage}}|{{.Name}} web").await;
    assert!(shown.starts_with("1|") && shown.ends_with("|web"), "{shown}");
    let Answer::Stats { samples } = bench.answer(of(&[], true, true)).await else { panic!("samples") };
    assert_eq!(samples.iter().map(|sample| sample.name.as_str()).collect::<Vec<_>>(), ["ended", "web", "first"]);
    assert_eq!((samples[0].cpu_percent, samples[0].memory), (0.0, 0));
    assert_eq!(bench.refused(of(&["nobody"], false, true)).await, ProblemCode::ContainerNotFound);
    assert_eq!(bench.refused(of(&["nobody"], false, false)).await, ProblemCode::ContainerNotFound);

    // Streaming: those that run, then one more that begins, until it is cancelled.
    let (sender, mut told) = mpsc::channel(4);
    let cancel = CancellationToken::new();
    let watch = async {
        let mut began = false;
        while let Some(progress) = told.recv().await {
            let Progress::Stats { samples } = progress else { panic!("{progress:?}") };
            let names: Vec<&str> = samples.iter().map(|sample| sample.name.as_str()).collect();
            if names == ["web"] && !began {
                began = true;
                bench.docker("run -d --name late busybox sleep 600").await;
            } else if names == ["late", "web"] {
                cancel.cancel();
            }
        }
    };
    let streamed = of(&[], false, false);
    let performed = bench.engine.perform(&streamed, sender, cancel.clone());
    let both = async { tokio::join!(performed, watch) };
    let (ended, ()) = tokio::time::timeout(Duration::from_mins(1), both).await.expect("both to be told");
    assert_eq!(ended.unwrap_err().code(), ProblemCode::Cancelled);
}

async fn inspect(bench: &Bench) {
    bench.docker("network create net").await;
    bench.docker("volume create vol").await;
    let inspect = |name: &str, kind: Option<&str>, size, more: &[&str]| {
        let more = more.iter().map(ToString::to_string).collect();
        Command::ContainerInspect(Target { kind: kind.map(Into::into), size, ..Target::new(name.into(), more) })
    };
    for (name, kind, size, line) in [
        ("first", None, false, "inspect first"),
        ("first", Some("container"), true, "inspect -s --type container first"),
        ("busybox", None, false, "inspect busybox"),
        ("busybox", Some("image"), false, "inspect --type image busybox"),
        ("net", None, false, "inspect net"),
        ("vol", None, false, "inspect vol"),
        ("vol", Some("volume"), true, "inspect --type volume vol"),
    ] {
        let Answer::Objects { json } = bench.answer(inspect(name, kind, size, &[])).await else { panic!("objects") };
        let ours: serde_json::Value = serde_json::from_str(&json).unwrap();
        let theirs: serde_json::Value = serde_json::from_str(&bench.docker(line).await).unwrap();
        assert_eq!(ours, theirs, "docker {line}");
    }
    let Answer::Objects { json } = bench.answer(inspect("first", None, false, &["busybox", "net"])).await else { panic!("objects") };
    assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&json).unwrap().len(), 3, "of several kinds at once");
    assert_eq!(bench.refused(inspect("nothing", None, false, &[])).await, ProblemCode::ContainerNotFound);
    assert_eq!(bench.refused(inspect("first", None, false, &["nothing"])).await, ProblemCode::ContainerNotFound);
    assert_eq!(bench.refused(inspect("first", Some("image"), false, &[])).await, ProblemCode::ImageNotFound);
    assert_eq!(bench.refused(inspect("first", Some("thing"), false, &[])).await, ProblemCode::InvalidValue);
    assert_eq!(bench.refused(inspect("first", Some("network"), false, &[])).await, ProblemCode::NetworkNotFound);
}
