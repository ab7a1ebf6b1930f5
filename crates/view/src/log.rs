use serde::{Deserialize, Serialize};
use specta::Type;

/// Lines of a container's log that arrived together, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogBatch {
    /// The lines.
    pub lines: Vec<LogLine>,
    /// Lines before these that came faster than a window can show and were left out.
    pub skipped: u32,
}

/// One line of a log, without its line end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogLine {
    /// Where it was written.
    pub stream: LogStream,
    /// The text; invalid UTF-8 replaced, at most 16 KiB.
    pub text: String,
}

/// Where a line was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LogStream {
    /// Standard output, or a terminal, which has only one.
    Stdout,
    /// Standard error.
    Stderr,
}
