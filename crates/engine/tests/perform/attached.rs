//! What is watched while it runs.

use std::time::Duration;

use naru_command::{Command, Here, Shell, parse};
use naru_engine::Error;
use naru_lab::Generation;
use naru_view::{LogStream, Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::Bench;

const HERE: Here = Here { shell: Shell::Posix, folder: None, home: None };

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    watched(Generation::Old).await;
    failures(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    watched(Generation::New).await;
    failures(Generation::New).await;
}

fn command(line: &str) -> Command {
    parse(&format!("docker {line}"), &HERE).unwrap_or_else(|error| panic!("{line}: {error:?}")).command
}

/// How a line ended, and what it printed.
async fn done(bench: &Bench, line: &str) -> (Outcome, Vec<(LogStream, String)>) {
    let (outcome, told) = bench.perform(&command(line)).await.unwrap_or_else(|error| panic!("{line}: {:?}", error.problem()));
    let lines = told.into_iter().filter_map(|progress| match progress {
        Progress::Output { output } => {
            assert_eq!(output.skipped, 0, "nothing is left out");
            Some(output.lines)
        }
        _ => None,
    });
    (outcome, lines.flatten().map(|line| (line.stream, line.text)).collect())
}

fn exit(outcome: &Outcome) -> i64 {
    let Outcome::Ended { exit_code, .. } = outcome else { panic!("it ended: {outcome:?}") };
    *exit_code
}

fn out(text: &str) -> (LogStream, String) {
    (LogStream::Stdout, text.to_owned())
}

async fn watched(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.docker("pull -q busybox").await;

    // Both streams, the exit, and --rm.
    let (outcome, lines) = done(&bench, "run --rm --name it busybox sh -c 'echo out; echo err >&2; exit 3'").await;
    assert_eq!(exit(&outcome), 3);
    assert!(lines.contains(&out("out")) && lines.contains(&(LogStream::Stderr, "err".to_owned())), "{lines:?}");
    assert_eq!(bench.docker("ps -aq").await, "", "--rm has removed it when that is said");

    // Every line of a flood, in its order, to a reader with room for four batches.
    let (_, lines) = done(&bench, "run --rm busybox seq 100000").await;
    assert_eq!(lines.len(), 100_000);
    assert!(lines.iter().enumerate().all(|(at, (_, text))| *text == (at + 1).to_string()), "in order");

    // A terminal's bytes are no frames, even where they look like some; an input is at its end at once.
    let (_, lines) = done(&bench, "run --rm -t busybox printf '\\001\\000\\000\\000\\000\\000\\000\\002ab\\n'").await;
    assert_eq!(lines, [out("\u{1}\0\0\0\0\0\0\u{2}ab")]);
    assert_eq!(exit(&done(&bench, "run --rm -i busybox cat").await.0), 0);

    // start -a, wait, logs.
    done(&bench, "create --name again busybox sh -c 'echo once; exit 2'").await;
    let (outcome, lines) = done(&bench, "start -a again").await;
    assert_eq!((exit(&outcome), lines), (2, vec![out("once")]));
    let Outcome::Exits { exits } = done(&bench, "wait again").await.0 else { panic!("exits") };
    assert_eq!((exits[0].container.as_str(), exits[0].exit_code), ("again", 2));
    assert_eq!(done(&bench, "logs --since 1h again").await.1, [out("once")]);
    assert_eq!(done(&bench, "logs --until 1h again").await.1, []);
    assert_eq!(done(&bench, "logs -n 0 again").await.1, []);
    assert!(done(&bench, "logs -t again").await.1[0].1.ends_with("Z once"));

    // exec
    bench.docker("run -d --name bg busybox sleep 600").await;
    let (outcome, lines) = done(&bench, "exec -e A=1 -w /tmp -u 1 bg sh -c 'pwd; env | grep ^A=; id -u; exit 5'").await;
    assert_eq!((exit(&outcome), lines), (5, vec![out("/tmp"), out("A=1"), out("1")]));
    assert_eq!(done(&bench, "exec -d bg touch /made").await.0, Outcome::Done);
    assert_eq!(exit(&done(&bench, "exec -i bg cat").await.0), 0);
    assert!(matches!(exit(&done(&bench, "exec bg nothere").await.0), 126 | 127));

    // A cancel looks away; the container goes on and is named.
    let speaks = "while :; do echo there; sleep 0.1; done";
    for line in [format!("run --name on busybox sh -c '{speaks}'"), "attach on".to_owned()] {
        let (sender, mut receiver) = mpsc::channel(4);
        let token = CancellationToken::new();
        let listen = async {
            while let Some(progress) = receiver.recv().await {
                if matches!(progress, Progress::Output { .. }) {
                    token.cancel();
                }
            }
        };
        let command = command(&line);
        let (ended, ()) = tokio::join!(bench.engine.perform(&command, sender, token.clone()), listen);
        let problem = ended.unwrap_err().problem();
        assert_eq!((problem.code, problem.params["container"].as_str()), (ProblemCode::Cancelled, "on"), "{line}");
        assert_eq!(bench.docker("inspect --format {{.State.Running}} on").await, "true");
    }
}

/// Each with its code and its names, and with nothing left behind that the CLI would not leave.
async fn failures(generation: Generation) {
    let bench = Bench::up(generation).await;
    let folder = tempfile::tempdir().unwrap();
    let ids = folder.path().join("id").display().to_string();
    bench.docker("pull -q busybox").await;
    bench.docker("run -d --name bg -p 8080:80 busybox sleep 600").await;
    let refused = async |line: &str| -> (ProblemCode, Vec<(String, String)>) {
        let error: Error = bench.perform(&command(line)).await.err().unwrap_or_else(|| panic!("{line} is refused"));
        let problem = error.problem();
        eprintln!("{generation:?} {line}: {:?} {:?} {}", problem.code, problem.params, problem.detail);
        (problem.code, problem.params.into_iter().collect())
    };
    let param = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    for (line, code, named) in [
        ("run --name bg busybox", ProblemCode::NameInUse, Some(param("name", "bg"))),
        ("run -d --pull never nothere", ProblemCode::ImageNotFound, Some(param("image", "nothere"))),
        ("create --env-file /no/such busybox", ProblemCode::FileNotFound, Some(param("path", "/no/such"))),
        ("create --security-opt seccomp=/no/such busybox", ProblemCode::FileNotFound, Some(param("path", "/no/such"))),
        ("create -m 1m busybox", ProblemCode::InvalidValue, None),
        ("run --rm busybox nothere", ProblemCode::StartFailed, None),
        ("run -d --rm busybox nothere", ProblemCode::StartFailed, None),
        ("create --rm --restart always busybox", ProblemCode::InvalidValue, None),
        ("exec nothere true", ProblemCode::ContainerNotFound, Some(param("container", "nothere"))),
        ("logs nothere", ProblemCode::ContainerNotFound, Some(param("container", "nothere"))),
        ("wait nothere", ProblemCode::ContainerNotFound, Some(param("container", "nothere"))),
        ("start -a nothere", ProblemCode::ContainerNotFound, Some(param("container", "nothere"))),
    ] {
        // What a line cannot say is refused before it is performed.
        if parse(&format!("docker {line}"), &HERE).is_err() {
            continue;
        }
        let (said, params) = refused(line).await;
        assert_eq!(said, code, "{line}");
        assert!(named.as_ref().is_none_or(|named| params.contains(named)), "{line}: {params:?}");
        assert_eq!(bench.docker("ps -aq").await.lines().count(), 1, "{line} leaves nothing behind");
    }
    // The CLI leaves these, and the window offers to remove them.
    for (line, code) in [
        ("run -d --name left -p 8080:80 busybox sleep 600", ProblemCode::PortInUse),
        ("run --name left busybox nothere", ProblemCode::StartFailed),
        ("run -d --name left --network nothere busybox", ProblemCode::NetworkNotFound),
    ] {
        let (said, params) = refused(line).await;
        assert_eq!(said, code, "{line}");
        assert!(params.contains(&param("container", "left")), "{line}: {params:?}");
        bench.docker("rm left").await;
    }
    // The file of an id is made before the container, and is gone again when that fails.
    assert_eq!(refused(&format!("create --cidfile {ids} --pull never nothere")).await.0, ProblemCode::ImageNotFound);
    assert!(!std::path::Path::new(&ids).exists());
    let Outcome::Container { id, .. } = done(&bench, &format!("create --cidfile {ids} busybox")).await.0 else { panic!("a container") };
    assert_eq!(std::fs::read_to_string(&ids).unwrap(), id);
    let (said, params) = refused(&format!("create --cidfile {ids} busybox")).await;
    assert_eq!(said, ProblemCode::Conflict);
    assert!(params.contains(&param("path", &ids)));

    // The engine goes away under a run that is watched.
    let run = command("run --name gone busybox sleep 600");
    let kill = async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        bench.lab.kill_engine().unwrap();
    };
    let (ended, ()) = tokio::join!(bench.perform(&run), kill);
    assert_eq!(ended.unwrap_err().code(), ProblemCode::EngineUnreachable);
}
