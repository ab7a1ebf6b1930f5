//! What goes wrong.

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
