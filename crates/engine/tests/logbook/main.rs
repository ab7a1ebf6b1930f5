//! Logs of real containers, on an old and on a new engine: nothing lost, nothing doubled, nothing out of its order, whatever happens to the container
//! or to the engine. The docker CLI is the other witness.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "each test binary uses its part")]
mod common;
mod faults;
mod life;
mod look;

use std::time::{Duration, Instant};

use common::Bench;
use naru_engine::LogBook;
use naru_lab::Generation;
use naru_view::{LogNews, LogRow, LogSpan, LogState};
use tempfile::TempDir;

/// How long a busy machine may take for anything.
const LIMIT: Duration = Duration::from_mins(3);

#[tokio::test(flavor = "multi_thread")]
async fn logs_of_the_old_engine() {
    logs(Generation::Old).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_of_the_new_engine() {
    logs(Generation::New).await;
}

async fn logs(generation: Generation) {
    let bench = Bench::up(generation).await;
    look::streams_are_told_apart(&bench).await;
    look::a_terminal_has_no_frames(&bench).await;
    look::a_part_of_a_log(&bench).await;
    look::what_is_searched_for(&bench).await;
    look::what_is_saved_and_copied(&bench).await;
    life::followed_to_its_end(&bench).await;
    life::over_restarts(&bench).await;
    life::a_flood(&bench).await;
    life::begun_before_it_runs(&bench).await;
    life::removed_while_it_is_shown(&bench).await;
    faults::what_no_engine_has(&bench).await;
    faults::a_driver_that_keeps_nothing(&bench).await;
    faults::a_broken_log(&bench).await;
    faults::the_engine_is_stopped(&bench).await;
    faults::the_engine_is_killed(&bench).await;
}

/// A log that is open, and the folder that its files are in.
struct Opened {
    log: LogBook,
    folder: TempDir,
}

async fn open(bench: &Bench, container: &str) -> Opened {
    open_part(bench, container, &LogSpan::default()).await
}

async fn open_part(bench: &Bench, container: &str, span: &LogSpan) -> Opened {
    let folder = TempDir::with_prefix("naru-logbook-").unwrap();
    let log = bench.engine.open_log(container.to_owned(), span, folder.path()).await.unwrap();
    Opened { log, folder }
}

impl Opened {
    async fn until(&self, what: &str, is_so: impl Fn(&LogNews) -> bool) -> LogNews {
        let began = Instant::now();
        loop {
            let news = self.log.news();
            if is_so(&news) {
                return news;
            }
            assert!(began.elapsed() < LIMIT, "waited for {what}: {news:?}");
            let _ = tokio::time::timeout(Duration::from_millis(200), self.log.changed()).await;
        }
    }

    async fn ended(&self) -> LogNews {
        self.until("the log to end", |news| news.state == LogState::Ended).await
    }

    /// Every row that there is.
    async fn rows(&self) -> Vec<LogRow> {
        let mut rows = Vec::new();
        loop {
            let from = rows.len() as u64;
            let next = self.log.rows(from, from + 1_000).await.unwrap();
            if next.is_empty() {
                return rows;
            }
            rows.extend(next);
        }
    }

    async fn texts(&self) -> Vec<String> {
        self.rows().await.into_iter().map(|row| row.text.trim_end_matches('\r').to_owned()).collect()
    }

    /// All of it, as `docker logs` prints it.
    async fn whole(&self) -> Vec<u8> {
        let file = self.folder.path().join("saved.log");
        self.log.save(&file, false).await.unwrap();
        let saved = std::fs::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        saved
    }

    /// Compares it with what the CLI prints, both streams in one.
    async fn is_what_docker_prints(&self, bench: &Bench, container: &str) {
        let ours = self.whole().await;
        let theirs = printed(bench, container).await;
        if ours != theirs {
            let (a, b) = (ours.split(|byte| *byte == b'\n'), theirs.split(|byte| *byte == b'\n'));
            let at = a.zip(b).position(|(a, b)| a != b);
            panic!("{container}: {} bytes here, {} there; the first line that differs: {at:?}", ours.len(), theirs.len());
        }
    }
}

/// `docker logs`, with stderr where stdout goes. Where a container writes both, the CLI's own pipes must not mix: a shell joins them.
async fn printed(bench: &Bench, container: &str) -> Vec<u8> {
    let command = bench.lab.docker(&["logs", container]);
    let mut joined = tokio::process::Command::new("sh");
    joined.args(["-c", "exec \"$0\" \"$@\" 2>&1"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => joined.env(name, value),
            None => joined.env_remove(name),
        };
    }
    let output = joined.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    output.stdout
}
