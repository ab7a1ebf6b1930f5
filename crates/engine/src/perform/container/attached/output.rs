//! What a program writes, told line by line.

use std::time::Duration;

use naru_view::{LogBatch, LogLine, ProblemCode, Progress};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::Instant;

use super::super::super::work::Work;
use crate::error::{Error, Result};
use crate::logs::Splitter;

/// Lines that arrive within this time travel together.
const GATHER: Duration = Duration::from_millis(40);

/// So many lines travel together at most. None is left out: while they are not taken nothing more is read, which holds the program back.
const BATCH: usize = 1_000;

const READ: usize = 32 << 10;

/// Tells every line, in its order, until the other end closes; an error when the engine says that it could not tell all. Without a terminal the two streams come in frames.
pub(super) async fn tell_lines(work: Work<'_>, mut from: impl AsyncRead + Unpin, terminal: bool) -> Result<()> {
    let mut splitter = if terminal { Splitter::terminal() } else { Splitter::framed() };
    let mut lines = Vec::new();
    let mut bytes = vec![0; READ];
    let mut due: Option<Instant> = None;
    loop {
        let gathered = async {
            match due {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            read = from.read(&mut bytes) => match read {
                Ok(0) => break,
                Ok(count) => splitter.feed(&bytes[..count], &mut lines),
                Err(error) => {
                    tell(work, &mut lines).await;
                    return Err(Error::caused(ProblemCode::EngineUnreachable, error));
                }
            },
            () = gathered => tell(work, &mut lines).await,
        }
        if lines.len() >= BATCH {
            tell(work, &mut lines).await;
        }
        due = if lines.is_empty() { None } else { due.or_else(|| Some(Instant::now() + GATHER)) };
    }
    splitter.end(&mut lines);
    tell(work, &mut lines).await;
    match splitter.complaint() {
        Some(complaint) => Err(Error::new(ProblemCode::EngineRefused, complaint)),
        None => Ok(()),
    }
}

async fn tell(work: Work<'_>, lines: &mut Vec<LogLine>) {
    while !lines.is_empty() {
        let rest = lines.split_off(lines.len().min(BATCH));
        let output = LogBatch { lines: std::mem::replace(lines, rest), skipped: 0 };
        work.tell(Progress::Output { output }).await;
    }
}
