//! The last lines of a log, while all that is before them is still being read.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use naru_view::{LogRow, LogStream, LogStreams};

use crate::lines::Line;
use crate::pattern::Pattern;
use crate::row::{CUT, row};

/// So many lines at most. What is left out of them comes with the rest of the log.
const MOST: usize = 5_000;

/// Nor more bytes.
const MOST_BYTES: usize = 4 << 20;

/// The end of a log, in memory. Its lines are counted from the first that it ever had.
#[derive(Debug, Default)]
pub struct Ring(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    lines: VecDeque<End>,
    bytes: usize,
    /// Lines that were put out at the beginning.
    gone: u64,
}

#[derive(Debug)]
struct End {
    stream: LogStream,
    stamp: u64,
    bytes: Vec<u8>,
    more: usize,
}

impl Ring {
    /// Takes a line in, and puts the oldest out where there is no room.
    pub fn push(&self, line: &Line<'_>) {
        let kept = &mut *self.kept();
        let shown = line.bytes.len().min(CUT * 2);
        kept.bytes += shown;
        let end = End { stream: line.stream, stamp: line.stamp, bytes: line.bytes[..shown].to_vec(), more: line.bytes.len() - shown };
        kept.lines.push_back(end);
        while kept.lines.len() > MOST || kept.bytes > MOST_BYTES {
            let Some(oldest) = kept.lines.pop_front() else { break };
            kept.bytes -= oldest.bytes.len();
            kept.gone += 1;
        }
    }

    /// Empties it.
    pub fn clear(&self) {
        *self.kept() = Kept::default();
    }

    /// The first line and one behind the last; none when it is empty.
    #[must_use]
    pub fn range(&self) -> Option<(u64, u64)> {
        let kept = self.kept();
        (!kept.lines.is_empty()).then(|| (kept.gone, kept.gone + kept.lines.len() as u64))
    }

    /// When the first and the last were written.
    #[must_use]
    pub fn stamps(&self) -> Option<(u64, u64)> {
        let kept = self.kept();
        kept.lines.front().zip(kept.lines.back()).map(|(first, last)| (first.stamp, last.stamp))
    }

    /// These lines as rows; those of the other stream are left out.
    #[must_use]
    pub fn rows(&self, from: u64, to: u64, streams: LogStreams, pattern: Option<&Pattern>) -> Vec<LogRow> {
        let kept = self.kept();
        let index = |line: u64| usize::try_from(line.saturating_sub(kept.gone)).unwrap_or(usize::MAX).min(kept.lines.len());
        let (from, to) = (index(from), index(to));
        let chosen = kept.lines.iter().take(to).skip(from).filter(|end| streams.has(end.stream));
        chosen.map(|end| row(None, end.stream, end.stamp, &end.bytes, end.more, pattern)).collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
