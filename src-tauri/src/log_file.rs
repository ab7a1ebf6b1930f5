//! Naru's own log: a file a day, seven of them. It tells what happened and never what was in it: no log text of a container, no
//! environment, no build argument, no credential reaches `tracing` anywhere.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Starts logging into `folder`. Lines are written by a thread of their own until the guard is dropped. `NARU_LOG` chooses what is
/// logged, in `tracing`'s filter syntax.
pub(crate) fn start(folder: &Path) -> Result<WorkerGuard, Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("naru")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)?;
    let (writer, guard) = tracing_appender::non_blocking(files);
    let filter = EnvFilter::try_from_env("NARU_LOG").unwrap_or_else(|_| EnvFilter::new("warn,naru=info,naru_engine=info"));
    // It logs whole answers, and with them the environments of containers.
    let filter = match "bollard=warn".parse() {
        Ok(quiet) => filter.add_directive(quiet),
        Err(_) => EnvFilter::new("warn"),
    };
    let started = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false).try_init();
    if let Err(error) = started {
        eprintln!("naru: logging was started before: {error}");
    }
    Ok(guard)
}
