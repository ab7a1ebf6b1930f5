//! What a page watches without a command of the reader: a container's stats, its processes, and how it came to rest.

use std::time::Duration;

use naru_lab::Generation;
use naru_view::{Answer, AtRest, ProblemCode, StatsSample};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    usage(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    usage(Generation::New).await;
}

async fn usage(generation: Generation) {
    let bench = Bench::up(generation).await;
    bench.docker("run -d --name busy busybox sh -c while\t:;do\t:;done").await;
    stream(&bench).await;
    processes(&bench).await;
    rest(&bench).await;
    volumes(&bench).await;
}

/// Follows until `enough`, or until it ends by itself.
async fn followed(bench: &Bench, name: &str, enough: impl Fn(&[StatsSample]) -> bool) -> (Vec<StatsSample>, Result<(), ProblemCode>) {
    let (sender, mut receiver) = mpsc::channel(1);
    let cancel = CancellationToken::new();
    let listen = async {
        let mut told: Vec<StatsSample> = Vec::new();
        while let Some(sample) = receiver.recv().await {
            told.push(sample);
            if enough(&told) {
                cancel.cancel();
            }
        }
        told
    };
    let both = async { tokio::join!(bench.engine.follow_stats(name, sender, cancel.clone()), listen) };
    let (ended, told) = tokio::time::timeout(Duration::from_mins(1), both).await.expect("the stream to end");
    (told, ended.map_err(|error| error.code()))
}

async fn stream(bench: &Bench) {
    let (told, ended) = followed(bench, "busy", |told| told.len() == 3).await;
    assert_eq!(ended, Ok(()));
    assert!(told.len() >= 3, "{told:?}");
    for sample in &told {
        assert!(sample.name == "busy" && sample.pids == 1 && sample.memory > 0 && sample.memory_limit > sample.memory, "{sample:?}");
        // The mean since the host was booted would be next to nothing.
        assert!(sample.cpu_percent > 5.0, "even the first is of now: {sample:?}");
    }
    let passed = told[1].at - told[0].at;
    assert!((500..20_000).contains(&passed), "about a second by the engine's clock: {passed} ms");

    // It ends with the container, although the engine would go on.
    let stop = async {
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        bench.docker("kill busy").await;
    };
    let ((_, ended), ()) = tokio::join!(followed(bench, "busy", |_| false), stop);
    assert_eq!(ended, Ok(()), "a container that ended is no problem");
    assert_eq!(followed(bench, "nobody", |_| true).await.1, Err(ProblemCode::ContainerNotFound));
    bench.docker("start busy").await;
}

async fn processes(bench: &Bench) {
    let Answer::Processes { titles, rows } = bench.engine.processes("busy").await.unwrap() else { panic!("processes") };
    assert!(titles.iter().any(|title| title == "PID"), "{titles:?}");
    assert!(rows[0].last().is_some_and(|command| command.contains("while")), "{rows:?}");
    assert_eq!(bench.engine.processes("nobody").await.unwrap_err().code(), ProblemCode::ContainerNotFound);
}

async fn rest(bench: &Bench) {
    bench.docker("create --name planned -p 8085:80 -p 127.0.0.1::53/udp busybox").await;
    let AtRest { oom_killed, error, ports } = bench.engine.at_rest("planned").await.unwrap();
    assert_eq!((oom_killed, error), (false, None));
    let said: Vec<_> = ports.iter().map(|port| (port.container_port, port.host_port.as_deref(), port.host_ip.as_deref())).collect();
    assert_eq!(said, [(53, None, Some("127.0.0.1")), (80, Some("8085"), None)]);

    let failed = bench.lab.docker(&["run", "--name", "wrong", "busybox", "no-such-program"]).output().unwrap();
    assert!(!failed.status.success());
    let wrong = bench.engine.at_rest("wrong").await.unwrap();
    assert!(wrong.error.is_some_and(|error| error.contains("no-such-program")), "the engine says why it did not start");

    bench.run_out_of_memory("greedy").await;
    until(|| bench.container("greedy").is_some_and(|greedy| greedy.exit_code == Some(137)), "greedy to be killed").await;
    assert!(bench.engine.at_rest("greedy").await.unwrap().oom_killed);
    assert_eq!(bench.engine.at_rest("nobody").await.unwrap_err().code(), ProblemCode::ContainerNotFound);
}

async fn volumes(bench: &Bench) {
    bench.docker("create --name keeper -v data:/data -v /scratch -v /tmp:/host busybox").await;
    bench.shows("keeper", |keeper| keeper.volumes.len() == 2).await;
    let volumes = bench.container("keeper").unwrap().volumes;
    let named: Vec<&str> = volumes.iter().filter(|one| !one.anonymous).map(|one| one.name.as_str()).collect();
    assert_eq!(named, ["data"], "{volumes:?}");
    bench.docker("rm -v keeper").await;
    let left = bench.docker("volume ls -q").await;
    for volume in volumes {
        assert_eq!(left.contains(&volume.name), !volume.anonymous, "-v takes along what nobody named, and nothing else: {left}");
    }
}
