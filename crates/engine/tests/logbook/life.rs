//! What happens to the container while its log is shown.

use naru_view::LogState;

use super::{Bench, open};

pub async fn followed_to_its_end(bench: &Bench) {
    let script = "for n in 1 2 3 4 5 6 7 8 9; do echo $n; sleep 0.1; done; until test -e /go; do sleep 0.1; done; echo 10";
    bench.docker(&["run", "--detach", "--name", "ten", "busybox", "sh", "-c", script]).await;
    let opened = open(bench, "ten").await;
    // Lines come as they are written, not at the end.
    opened.until("it to be live", |news| news.lines == 9 && news.state == LogState::Live).await;
    bench.docker(&["exec", "ten", "touch", "/go"]).await;
    opened.ended().await;
    assert_eq!(opened.texts().await, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
}

pub async fn over_restarts(bench: &Bench) {
    let script = "echo begun; i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; sleep 1; echo over >&2";
    bench.docker(&["run", "--detach", "--name", "again", "busybox", "sh", "-c", script]).await;
    let opened = open(bench, "again").await;
    for run in 1..4_u64 {
        opened.until("a run to be over", |news| news.state == LogState::Ended && news.lines == run * 3_002).await;
        bench.docker(&["start", "again"]).await;
    }
    opened.until("the last", |news| news.state == LogState::Ended && news.lines == 4 * 3_002).await;
    opened.is_what_docker_prints(bench, "again").await;

    // One that a policy starts again, faster than anybody looks.
    bench.docker(&["run", "--detach", "--name", "loop", "--restart", "always", "busybox", "sh", "-c", "seq 1 500; exit 3"]).await;
    let opened = open(bench, "loop").await;
    opened.until("several runs", |news| news.lines >= 2_500).await;
    bench.docker(&["stop", "--time", "1", "loop"]).await;
    bench.docker(&["wait", "loop"]).await;
    let lines = printed_lines(bench, "loop").await;
    opened.until("the last run", |news| news.state == LogState::Ended && news.lines >= lines).await;
    opened.is_what_docker_prints(bench, "loop").await;
}

/// As fast as it can, to its end; the 20 s of it are in `cargo xtask bench logs`. 20.10 cuts a followed log short when the container ends while its log is still being read.
pub async fn a_flood(bench: &Bench) {
    bench.docker(&["run", "--detach", "--name", "flood", "busybox", "seq", "1", "150000"]).await;
    let opened = open(bench, "flood").await;
    opened.until("lines while it floods", |news| news.lines > 1_000).await;
    bench.docker(&["wait", "flood"]).await;
    let lines = printed_lines(bench, "flood").await;
    let news = opened.ended().await;
    assert_eq!(news.lines, lines, "an end is not said before it is read");
    assert_eq!(lines, 150_000);
    opened.is_what_docker_prints(bench, "flood").await;
    bench.docker(&["rm", "flood"]).await;
}

/// Opened before there is anything: what comes then is not called ended while it is read.
pub async fn begun_before_it_runs(bench: &Bench) {
    bench.docker(&["create", "--name", "later", "busybox", "sh", "-c", "seq 1 150000"]).await;
    let opened = open(bench, "later").await;
    opened.ended().await;
    bench.docker(&["start", "later"]).await;
    opened.until("its lines", |news| news.lines > 0).await;
    let news = opened.ended().await;
    assert_eq!(news.lines, 150_000);
    bench.docker(&["rm", "later"]).await;
}

pub async fn removed_while_it_is_shown(bench: &Bench) {
    bench.docker(&["run", "--detach", "--name", "goes", "busybox", "sh", "-c", "seq 1 100; exec sleep 600"]).await;
    let opened = open(bench, "goes").await;
    opened.until("its lines", |news| news.lines == 100 && news.state == LogState::Live).await;
    bench.docker(&["rm", "--force", "goes"]).await;
    opened.until("it to be gone", |news| news.state == LogState::Removed).await;
    assert_eq!(opened.texts().await.len(), 100, "what was read stays");

    // And one that had ended before.
    let opened = open(bench, "ten").await;
    opened.ended().await;
    bench.docker(&["rm", "ten"]).await;
    opened.until("it to be gone", |news| news.state == LogState::Removed).await;
    assert_eq!(opened.texts().await.len(), 10);
}

async fn printed_lines(bench: &Bench, container: &str) -> u64 {
    super::printed(bench, container).await.iter().filter(|byte| **byte == b'\n').count() as u64
}
