//! The threads that read logs, and search them.
//!
//! An engine gives a log as fast as it is taken, and taking it keeps as many processors busy as there are: a window that is scrolled meanwhile would
//! stand still for a moment now and then. Nobody waits for the whole of a log (its end is shown at once), so these threads have the lowest
//! priority and make way for everything else: docs/decisions/018-logs-make-way.md.

use std::io;
use std::sync::LazyLock;

use naru_view::ProblemCode;
use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{Error, Result};

/// Made for the first log, and kept: what runs on it is ended by who started it.
static READERS: LazyLock<io::Result<Runtime>> =
    LazyLock::new(|| Builder::new_multi_thread().thread_name("logs").on_thread_start(make_way).enable_all().build());

/// Where what reads a log is spawned.
pub(super) fn readers() -> Result<&'static Handle> {
    match &*READERS {
        Ok(runtime) => Ok(runtime.handle()),
        Err(error) => Err(Error::new(ProblemCode::Internal, format!("no threads to read logs: {error}"))),
    }
}

fn make_way() {
    // Where that is not allowed they are threads like any other.
    if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
        tracing::debug!(?error, "a thread that reads logs keeps its priority");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    /// Elsewhere nothing tells a thread's priority.
    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_reads_a_log_makes_way_and_nothing_else_does() {
        // The 19th field of `proc_pid_stat(5)`; the second may have spaces in it.
        let nice = || {
            let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            let (_, fields) = stat.rsplit_once(") ").unwrap();
            fields.split(' ').nth(16).unwrap().parse::<i32>().unwrap()
        };
        let readers = super::readers().unwrap();
        let read = readers.spawn(async move { (nice(), tokio::task::spawn_blocking(nice).await.unwrap()) }).await.unwrap();
        assert_eq!((read, nice()), ((19, 19), 0));
    }
}
