//! What goes wrong.

use naru_lab::Generation;
use naru_view::{LogState, ProblemCode};

use super::{Bench, open};

pub async fn what_no_engine_has(bench: &Bench) {
    let opened = open(bench, "nobody").await;
    let news = opened.until("it to fail", |news| news.state == LogState::Failed).await;
    assert_eq!(news.problem.map(|problem| problem.code), Some(ProblemCode::ContainerNotFound));
}

pub async fn a_driver_that_keeps_nothing(bench: &Bench) {
    bench.docker(&["run", "--name", "unkept", "--log-driver", "none", "busybox", "echo", "hello"]).await;
    let opened = open(bench, "unkept").await;
    let news = opened.until("it to fail", |news| news.state == LogState::Failed).await;
    let problem = news.problem.unwrap();
    assert_eq!((problem.code, news.driver.as_str()), (ProblemCode::LogNotKept, "none"), "{}", problem.detail);
    assert_eq!(problem.params.get("driver").map(String::as_str), Some("none"));
}

pub async fn the_engine_is_killed(bench: &Bench) {
    bench.docker(&["run", "--name", "survives", "busybox", "seq", "1", "300000"]).await;
    let opened = open(bench, "survives").await;
    opened.until("some lines", |news| news.lines > 100).await;
    bench.lab.kill_engine().unwrap();
    opened.until("the loss to be said", |news| matches!(news.state, LogState::Lost | LogState::Ended)).await;
    assert!(!opened.rows().await.is_empty(), "what was read can be read");
    bench.lab.start_engine().unwrap();
    opened.until("the rest", |news| news.lines == 300_000 && news.state == LogState::Ended).await;
    opened.is_what_docker_prints(bench, "survives").await;
}

/// Of an engine that is being stopped the socket goes first; what it followed ends well, and only then is it gone.
pub async fn the_engine_is_stopped(bench: &Bench) {
    bench
        .docker(&[
            "run",
            "--detach",
            "--name",
            "patient",
            "busybox",
            "sh",
            "-c",
            "trap 'echo bye; exit' TERM; echo here; while :; do sleep 0.1; done",
        ])
        .await;
    let opened = open(bench, "patient").await;
    opened.until("its line", |news| news.lines == 1 && news.state == LogState::Live).await;
    bench.lab.stop_engine().unwrap();
    opened.until("the loss to be said", |news| news.state == LogState::Lost).await;
    bench.lab.start_engine().unwrap();
    opened.until("the rest", |news| news.lines == 2 && news.state == LogState::Ended).await;
    bench.docker(&["start", "patient"]).await;
    opened.until("it to go on", |news| news.lines == 3 && news.state == LogState::Live).await;
    bench.docker(&["rm", "--force", "patient"]).await;
}

/// As a power cut may leave it. 20.10 says so in the middle of its answer, which then ends well; newer engines pass over it and say nothing.
pub async fn a_broken_log(bench: &Bench) {
    bench.docker(&["run", "--name", "broken", "--log-driver", "local", "busybox", "seq", "1", "100"]).await;
    let id = bench.docker(&["inspect", "--format", "{{.Id}}", "broken"]).await;
    let folder = format!("/lab/data/containers/{id}/local-logs:/log");
    let spoil = r"printf '\0\0\0\5wrong\0\0\0\5' >> /log/container.log";
    bench.docker(&["run", "--rm", "--volume", &folder, "busybox", "sh", "-c", spoil]).await;
    let opened = open(bench, "broken").await;
    if bench.lab.generation() == Generation::Old {
        let news = opened.until("it to fail", |news| news.state == LogState::Failed).await;
        let problem = news.problem.unwrap();
        assert_eq!(problem.code, ProblemCode::EngineRefused);
        assert!(problem.detail.contains("Error grabbing logs"), "{}", problem.detail);
        assert!(opened.texts().await.iter().all(|line| line.parse::<u8>().is_ok()), "what the engine says is no line of the log");
    } else {
        opened.ended().await;
        opened.is_what_docker_prints(bench, "broken").await;
    }
    bench.docker(&["rm", "broken"]).await;
}
