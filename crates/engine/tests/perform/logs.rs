use std::time::Duration;

use naru_command::Command;
use naru_lab::Generation;
use naru_view::{LogBatch, LogStream, ProblemCode};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Bench, run};

#[tokio::test(flavor = "multi_thread")]
async fn on_the_old_engine() {
    logs(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_new_engine() {
    logs(Generation::New).await;
}

async fn follow(bench: &Bench, container: &str, tail: u32, cancel: CancellationToken) -> (Result<(), naru_engine::Error>, Vec<LogBatch>) {
    let (sender, mut receiver) = mpsc::channel(4);
    let read = async {
        let mut batches = Vec::new();
        while let Some(batch) = receiver.recv().await {
            batches.push(batch);
        }
        batches
    };
    tokio::join!(bench.engine.follow_logs(container, tail, sender, cancel), read)
}

fn texts(batches: &[LogBatch]) -> Vec<&str> {
    batches.iter().flat_map(|batch| &batch.lines).map(|line| line.text.as_str()).collect()
}

async fn logs(generation: Generation) {
    let bench = Bench::up(generation).await;

    // Followed while it runs, from its first line to its end.
    bench.perform(&Command::Run(run("devwikirepo/tencounter", "ten", &[], &[]))).await.unwrap();
    let (ended, batches) = follow(&bench, "ten", 500, CancellationToken::new()).await;
    ended.unwrap();
    assert_eq!(texts(&batches), ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    assert!(batches.len() > 5, "lines come as they are written, not at the end: {} batches", batches.len());

    // Only the tail, and the two streams told apart.
    let script = "for n in 1 2 3 4; do echo out $n; echo err $n >&2; done; printf 'no end'";
    bench.perform(&Command::Run(run("busybox", "both", &[], &["sh", "-c", script]))).await.unwrap();
    bench.docker("wait both").await;
    let (ended, batches) = follow(&bench, "both", 100, CancellationToken::new()).await;
    ended.unwrap();
    let of = |stream| {
        batches
            .iter()
            .flat_map(|batch| &batch.lines)
            .filter(|line| line.stream == stream)
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(of(LogStream::Stdout), ["out 1", "out 2", "out 3", "out 4", "no end"]);
    assert_eq!(of(LogStream::Stderr), ["err 1", "err 2", "err 3", "err 4"]);
    let (ended, batches) = follow(&bench, "both", 3, CancellationToken::new()).await;
    ended.unwrap();
    assert_eq!(texts(&batches).len(), 3);

    // A terminal has no frames, even when its bytes look like one.
    let odd = "run --tty --name tty busybox printf \\001\\000\\000\\000\\000\\000\\000\\002ab\\n";
    bench.docker(odd).await;
    let (ended, batches) = follow(&bench, "tty", 10, CancellationToken::new()).await;
    ended.unwrap();
    assert_eq!(texts(&batches), ["\u{1}\0\0\0\0\0\0\u{2}ab"]);

    // A flood: the newest lines come, the rest is counted. The container has ended first, because 20.10 cuts a followed log short when its
    // container ends while the log is still being read (`docker logs --follow` loses the same lines there).
    bench.perform(&Command::Run(run("busybox", "flood", &[], &["seq", "200000"]))).await.unwrap();
    bench.docker("wait flood").await;
    let (ended, batches) = follow(&bench, "flood", 1_000_000, CancellationToken::new()).await;
    ended.unwrap();
    let skipped: u64 = batches.iter().map(|batch| u64::from(batch.skipped)).sum();
    assert_eq!(texts(&batches).len() as u64 + skipped, 200_000, "every line is shown or counted");
    assert_eq!(texts(&batches).last(), Some(&"200000"));

    // Ends when the reader has had enough, and when there is nothing to follow.
    bench.perform(&Command::Run(run("busybox", "quiet", &[], &["sleep", "600"]))).await.unwrap();
    let cancel = CancellationToken::new();
    let enough = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        cancel.cancel();
    };
    let ((ended, _), ()) = tokio::join!(follow(&bench, "quiet", 10, cancel.clone()), enough);
    ended.unwrap();
    let (missing, _) = follow(&bench, "nobody", 10, CancellationToken::new()).await;
    assert_eq!(missing.unwrap_err().code(), ProblemCode::ContainerNotFound);
}
