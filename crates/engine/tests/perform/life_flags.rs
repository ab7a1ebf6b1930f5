//! The flags of a container's life, against the CLI's own view of what they leave behind.

use naru_command::{Command, Commit, Kill, Prune, Ps, Rename, Rm, RmAll, Start, Stop, StopAll, Targets};
use naru_lab::Generation;
use naru_view::{Outcome, ProblemCode, Progress};

use crate::{Bench, run};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    flags(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    flags(Generation::New).await;
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

async fn flags(generation: Generation) {
    let bench = Bench::up(generation).await;
    signals(&bench, generation).await;
    several(&bench).await;
    removals(&bench).await;
    all(&bench).await;
    commit(&bench).await;
}

async fn exit_code(bench: &Bench, name: &str) -> String {
    bench.docker(&format!("inspect --format {{{{.State.ExitCode}}}} {name}")).await
}

async fn signals(bench: &Bench, generation: Generation) {
    let traps = "trap 'exit 42' USR1; trap 'exit 43' TERM; echo set; while :; do sleep 0.1; done";
    for name in ["killed", "stopped"] {
        bench.perform(&Command::Run(run("busybox", name, &[], &["sh", "-c", traps]))).await.unwrap();
    }
    // The traps are set a moment after the start.
    for name in ["killed", "stopped"] {
        while bench.docker(&format!("logs {name}")).await != "set" {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
    let kill = |signal: &str, name: &str| Command::Kill(Kill { signal: Some(signal.into()), ..Kill::new(names(&[name])) });
    bench.perform(&kill("USR1", "killed")).await.unwrap();
    bench.docker("wait killed").await;
    assert_eq!(exit_code(bench, "killed").await, "42");
    let refused = bench.perform(&kill("NOPE", "stopped")).await.unwrap_err().problem();
    assert_eq!((refused.code, refused.params["value"].as_str()), (ProblemCode::InvalidValue, "NOPE"));
    assert_eq!(bench.perform(&kill("TERM", "killed")).await.unwrap_err().code(), ProblemCode::Conflict, "it does not run");

    let stop = Stop { signal: Some("USR1".into()), time: Some(5), ..Stop::new(names(&["stopped"])) };
    let (_, told) = bench.perform(&Command::Stop(stop)).await.unwrap();
    // As after `docker stop --signal USR1` of the CLI, which drops the signal for an engine that cannot take it.
    let (code, warns) = if generation == Generation::Old { ("43", true) } else { ("42", false) };
    assert_eq!(exit_code(bench, "stopped").await, code);
    assert_eq!(told.iter().any(|progress| matches!(progress, Progress::Warning { .. })), warns, "{told:?}");
}

async fn several(bench: &Bench) {
    // Goes on after a failure, says how each went, and ends with the first.
    let start = Start::new(names(&["killed", "nobody", "stopped"]));
    let (sender, mut told) = tokio::sync::mpsc::channel(16);
    let failed = bench.engine.perform(&Command::Start(start), sender, tokio_util::sync::CancellationToken::new()).await.unwrap_err();
    assert_eq!((failed.code(), failed.problem().params["container"].as_str()), (ProblemCode::ContainerNotFound, "nobody"));
    let mut items = Vec::new();
    while let Some(Progress::Item { name, problem }) = told.recv().await {
        items.push((name, problem.map(|problem| problem.code)));
    }
    let want = [("killed", None), ("nobody", Some(ProblemCode::ContainerNotFound)), ("stopped", None)];
    assert_eq!(items, want.map(|(name, code)| (name.to_owned(), code)));
    assert_eq!(bench.docker("ps --format {{.Names}}").await, "stopped\nkilled");

    let began = std::time::Instant::now();
    bench.docker("exec killed true").await;
    let stop = Command::Kill(Kill::new(names(&["killed", "stopped"])));
    bench.perform(&stop).await.unwrap();
    assert!(began.elapsed() < std::time::Duration::from_secs(8), "all at once, as the CLI does it");
    assert_eq!(exit_code(bench, "killed").await, "137");

    bench.perform(&Command::Rename(Rename { container: "killed".into(), name: "renamed".parse().unwrap() })).await.unwrap();
    assert_eq!(bench.docker("inspect --format {{.Name}} renamed").await, "/renamed");
    let taken = Command::Rename(Rename { container: "renamed".into(), name: "stopped".parse().unwrap() });
    let taken = bench.perform(&taken).await.unwrap_err().problem();
    assert_eq!((taken.code, taken.params["name"].as_str()), (ProblemCode::NameInUse, "stopped"));
    let nobody = Command::Rename(Rename { container: "nobody".into(), name: "somebody".parse().unwrap() });
    assert_eq!(bench.perform(&nobody).await.unwrap_err().code(), ProblemCode::ContainerNotFound);
}

async fn removals(bench: &Bench) {
    // A name that would bend the request is only a name that nobody has.
    for name in ["stopped?v=1", "../networks/bridge", ""] {
        assert!(bench.perform(&Command::Rm(Rm::new(names(&[name])))).await.is_err(), "{name:?}");
    }
    bench.docker("inspect stopped").await;

    bench.docker("create --name volumed -v /data busybox").await;
    bench.docker("create --name kept -v /data busybox").await;
    bench.perform(&Command::Rm(Rm { volumes: true, ..Rm::new(names(&["volumed"])) })).await.unwrap();
    bench.perform(&Command::Rm(Rm::new(names(&["/kept"])))).await.unwrap();
    assert_eq!(bench.docker("volume ls -q").await.lines().count(), 1, "only -v takes the anonymous volume too");

    let (outcome, told) = bench.perform(&Command::Rm(Rm { force: true, ..Rm::new(names(&["nobody"])) })).await.unwrap();
    assert_eq!(outcome, Outcome::Done, "docker rm -f of nobody ends well");
    let [Progress::Item { name, problem: Some(problem) }] = told.as_slice() else { panic!("and says so: {told:?}") };
    assert_eq!((name.as_str(), problem.code), ("nobody", ProblemCode::ContainerNotFound));

    bench.docker("run -d --name server busybox sleep 600").await;
    bench.docker("run -d --name client --link server:alias busybox sleep 600").await;
    bench.perform(&Command::Rm(Rm { link: true, ..Rm::new(names(&["client/alias"])) })).await.unwrap();
    assert_eq!(bench.docker("inspect --format {{.HostConfig.Links}} client").await, "[]");
    bench.perform(&Command::Pause(Targets { containers: names(&["client"]) })).await.unwrap();
    let paused = bench.perform(&Command::Rm(Rm::new(names(&["client"])))).await.unwrap_err();
    assert_eq!(paused.code(), ProblemCode::ContainerRunning, "{paused}");

    bench.docker("create --name labelled --label keep=1 busybox").await;
    bench.docker("create --name plain busybox").await;
    let prune = |filter: &[&str]| {
        let filter = filter.iter().map(|filter| filter.parse().unwrap()).collect();
        Command::ContainerPrune(Prune { force: true, filter })
    };
    let (outcome, _) = bench.perform(&prune(&["label=nothing"])).await.unwrap();
    let Outcome::Pruned { pruned } = outcome else { panic!("{outcome:?}") };
    assert!(pruned.containers.is_empty());
    for filter in ["foo=bar", "until=soon"] {
        let refused = bench.perform(&prune(&[filter])).await.unwrap_err();
        assert!(matches!(refused.code(), ProblemCode::InvalidValue | ProblemCode::EngineRefused), "{filter}: {refused}");
    }
    let (outcome, _) = bench.perform(&prune(&["label!=keep"])).await.unwrap();
    let Outcome::Pruned { pruned } = outcome else { panic!("{outcome:?}") };
    assert_eq!(pruned.containers.len(), 3, "renamed, stopped and plain");
    assert_eq!(bench.docker("ps -a --format {{.Names}}").await, "labelled\nclient\nserver");
}

async fn all(bench: &Bench) {
    let which = |all| Ps { all, quiet: true, ..Ps::default() };
    bench.perform(&Command::StopAll(StopAll { which: which(false), time: Some(0) })).await.unwrap();
    // Like the CLI's stop, it is answered before the list says so.
    let began = std::time::Instant::now();
    while !bench.docker("ps -q").await.is_empty() {
        assert!(began.elapsed().as_secs() < 30, "they are stopped");
    }
    let labelled = Ps { filter: vec!["label=keep".parse().unwrap()], ..which(true) };
    bench.perform(&Command::RmAll(RmAll { which: labelled, force: false, volumes: false })).await.unwrap();
    assert_eq!(bench.docker("ps -a --format {{.Names}}").await, "client\nserver");
    let every = Command::RmAll(RmAll { which: which(true), force: true, volumes: false });
    let (_, told) = bench.perform(&every).await.unwrap();
    assert_eq!(told.len(), 2, "one for each: {told:?}");
    assert_eq!(bench.docker("ps -aq").await, "");
    let none = bench.perform(&every).await.unwrap_err();
    assert_eq!(none.code(), ProblemCode::InvalidValue, "as docker, which is then called without a name: {none}");
    let none = bench.perform(&Command::StopAll(StopAll { which: which(false), time: None })).await.unwrap_err();
    assert_eq!(none.code(), ProblemCode::InvalidValue);
}

async fn commit(bench: &Bench) {
    bench.docker("run -d --name made busybox sh -c touch\t/made;exec\tsleep\t600").await;
    let commit = Commit {
        author: Some("Me".into()),
        message: Some("a message".into()),
        change: names(&["CMD [\"true\"]", "ENV a=b c=d"]),
        pause: Some(false),
        ..Commit::new("made".into(), Some("mine:v1".parse().unwrap()))
    };
    let (outcome, _) = bench.perform(&Command::Commit(commit)).await.unwrap();
    bench.docker("commit -a Me --pause=false --change CMD\t[\"true\"] --change ENV\ta=b\tc=d made cli").await;
    let show = "{{.Id}}|{{.Author}}|{{.Comment}}|{{json\t.Config.Cmd}}|{{json\t.Config.Env}}";
    let config = |image: &str| format!("image inspect --format {{{{json\t.Config}}}} {image}");
    assert_eq!(bench.docker(&config("mine:v1")).await, bench.docker(&config("cli")).await);
    let Outcome::Image { id, reference } = outcome else { panic!("{outcome:?}") };
    assert_eq!(reference.as_deref(), Some("mine:v1"));
    let shown = bench.docker(&format!("image inspect --format {show} mine:v1")).await;
    let rest = shown.strip_prefix(&id).unwrap_or_else(|| panic!("{id} is not the id of {shown}"));
    assert!(rest.starts_with("|Me|a message|[\"true\"]|"), "{rest}");
    assert!(rest.contains("\"a=b\",\"c=d\""), "{rest}");
    bench.perform(&Command::Commit(Commit::new("made".into(), None))).await.unwrap();
    let digest = format!("x@sha256:{}", "a".repeat(64));
    for (container, image, code) in
        [("made", digest.as_str(), ProblemCode::InvalidReference), ("nobody", "x", ProblemCode::ContainerNotFound)]
    {
        let commit = Commit::new(container.into(), Some(image.parse().unwrap()));
        assert_eq!(bench.perform(&Command::Commit(commit)).await.unwrap_err().code(), code);
    }
    let strange = Commit { change: names(&["FROM x"]), ..Commit::new("made".into(), None) };
    assert_eq!(bench.perform(&Command::Commit(strange)).await.unwrap_err().code(), ProblemCode::InvalidValue);
}
