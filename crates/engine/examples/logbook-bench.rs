//! Measures the logbook on the engine of `DOCKER_HOST`, for `cargo xtask bench logs`; prints one line of JSON.
//!
//! `logbook-bench load CONTAINER PATTERN`: milliseconds until the end of the log can be shown, until all of it is in the book, and that a search
//! through all of it takes. `logbook-bench follow CONTAINER FILE`: follows it until the container ends, and saves what it read.

use std::path::Path;
use std::time::{Duration, Instant};

use naru_engine::{Engine, Environment, LogBook};
use naru_view::{LogNews, LogPattern, LogSpan, LogState};

type Failure = Box<dyn std::error::Error>;

/// Rows of a window.
const SCREEN: u64 = 40;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let engine = Engine::start(Environment::of_process());
    while !engine.is_settled() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let folder = tempfile::tempdir()?;
    let said = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["load", container, pattern] => load(&engine, container, pattern, folder.path()).await?,
        ["follow", container, file] => follow(&engine, container, Path::new(file), folder.path()).await?,
        _ => return Err("load CONTAINER PATTERN, or follow CONTAINER FILE".into()),
    };
    println!("{said}");
    Ok(())
}

async fn load(engine: &Engine, container: &str, pattern: &str, folder: &Path) -> Result<serde_json::Value, Failure> {
    let began = Instant::now();
    let log = engine.open_log(container.to_owned(), &LogSpan::default(), folder).await?;
    until(&log, |news| news.tail.is_some_and(|tail| tail.to - tail.from >= SCREEN) || news.state == LogState::Ended).await?;
    let news = log.news();
    let shown = match news.tail {
        Some(tail) => log.tail(tail.to.saturating_sub(SCREEN), tail.to),
        None => log.rows(news.rows.saturating_sub(SCREEN), news.rows).await?,
    };
    let first = milliseconds(began);
    if shown.len() as u64 != SCREEN {
        return Err(format!("{} rows are no screen", shown.len()).into());
    }
    let news = until(&log, |news| news.state == LogState::Ended).await?;
    let loaded = milliseconds(began);
    let began = Instant::now();
    let pattern = LogPattern { text: pattern.to_owned(), regex: true, case: true };
    log.search(Some(&pattern)).map_err(|fault| format!("{fault:?}"))?;
    let found = until(&log, |now| now.search.is_some_and(|found| found.searched == news.lines)).await?;
    let search = milliseconds(began);
    let matching = found.search.map(|found| found.matching);
    Ok(serde_json::json!({ "first": first, "load": loaded, "search": search, "lines": news.lines, "matching": matching }))
}

async fn follow(engine: &Engine, container: &str, file: &Path, folder: &Path) -> Result<serde_json::Value, Failure> {
    let log = engine.open_log(container.to_owned(), &LogSpan::default(), folder).await?;
    let news = until(&log, |news| news.state == LogState::Ended).await?;
    log.save(file, false).await?;
    Ok(serde_json::json!({ "lines": news.lines, "bytes": news.bytes }))
}

async fn until(log: &LogBook, is_so: impl Fn(&LogNews) -> bool) -> Result<LogNews, Failure> {
    loop {
        let news = log.news();
        if is_so(&news) {
            return Ok(news);
        }
        if let Some(problem) = news.problem {
            return Err(problem.detail.into());
        }
        log.changed().await;
    }
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
