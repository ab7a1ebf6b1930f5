use serde::{Deserialize, Serialize};
use specta::Type;

/// Lines of output that arrived together, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogBatch {
    /// The lines.
    pub lines: Vec<LogLine>,
    /// Lines before these that came faster than a window can show and were left out.
    pub skipped: u32,
}

/// One line of output, without its line end.
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

/// Which lines of a log are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LogStreams {
    /// All of them.
    #[default]
    Both,
    /// Those of standard output.
    Stdout,
    /// Those of standard error.
    Stderr,
}

impl LogStreams {
    /// Whether lines of this stream are among them.
    #[must_use]
    pub fn has(self, stream: LogStream) -> bool {
        match self {
            Self::Both => true,
            Self::Stdout => stream == LogStream::Stdout,
            Self::Stderr => stream == LogStream::Stderr,
        }
    }
}

/// From when to when a log is read, as `docker logs --since` and `--until` take it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct LogSpan {
    /// `10m`, `2026-11-25T09:30`…; from the beginning when none.
    pub since: Option<String>,
    /// The same; until now, and on, when none.
    pub until: Option<String>,
}

/// A line of a log as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogRow {
    /// Its place in the whole log, counted from 0; none while it is not known, or the line has not ended.
    pub line: Option<u64>,
    /// Where it was written.
    pub stream: LogStream,
    /// When, as `docker logs -t` prints it; none where the engine did not say.
    pub at: Option<String>,
    /// Its text with its escapes; invalid UTF-8 replaced; at most 2,000 bytes, or 128 KiB of one that was asked for by itself.
    pub text: String,
    /// Bytes that are not in `text`.
    pub more: u64,
    /// Where it has what is searched for, in order.
    pub marks: Vec<LogMark>,
}

/// A match in the text of a row, in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogMark {
    /// Its first unit.
    pub from: u32,
    /// Behind its last.
    pub to: u32,
}

/// How it stands with a log that is open. Never its lines: those are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogNews {
    /// Where its reading is.
    pub state: LogState,
    /// Rows of the chosen streams from the beginning on.
    pub rows: u64,
    /// Lines of both streams from the beginning on.
    pub lines: u64,
    /// Bytes of their text.
    pub bytes: u64,
    /// Bytes of the lines that have begun and not ended; they are the last rows.
    pub open: u64,
    /// The last lines, while those between are still being read.
    pub tail: Option<LogTail>,
    /// Why no more is read.
    pub hold: Option<LogHold>,
    /// How far the search is.
    pub search: Option<LogFound>,
    /// The container's log driver, as the engine calls it; empty until it is known.
    pub driver: String,
    /// What went wrong, where it is `failed`.
    pub problem: Option<crate::Problem>,
}

/// Where the reading of a log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LogState {
    /// What is there already is being read.
    Reading,
    /// Everything is read, and what comes is too.
    Live,
    /// Everything is read; the container does not run, or the log is only wanted until a moment.
    Ended,
    /// The container is gone; what was read stays.
    Removed,
    /// The engine does not answer; it goes on when the engine does.
    Lost,
    /// The engine refused.
    Failed,
}

/// The last lines of a log, counted from the first that was read of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogTail {
    /// The first that is there.
    pub from: u64,
    /// Behind the last.
    pub to: u64,
}

/// Why no more of a log is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum LogHold {
    /// It is larger than what is read of a log without being asked.
    Full {
        /// That much, in bytes.
        most: u64,
    },
    /// The disk has not more than this left, in bytes, which stays free.
    Disk {
        /// That much.
        free: u64,
    },
}

/// What is searched for in a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogPattern {
    /// A text, or a regular expression in the syntax of Rust's `regex`.
    pub text: String,
    /// Which of them it is.
    pub regex: bool,
    /// Whether upper and lower case are different.
    pub case: bool,
}

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogFound {
    /// Lines that were searched.
    pub searched: u64,
    /// Lines among them that match, of the chosen streams.
    pub matching: u64,
}

/// A line that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogMatch {
    /// The line.
    pub line: u64,
    /// Its row among the chosen streams.
    pub row: u64,
    /// How many match before it.
    pub nth: u64,
    /// It has not ended: `line` and `row` are right only until more lines come.
    pub open: bool,
    /// The lines of both streams that there were then.
    pub lines: u64,
}

/// Why a pattern cannot be searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogPatternFault {
    /// What is wrong.
    pub mistake: LogPatternMistake,
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Behind its end.
    pub to: u32,
}

/// What can be wrong with a regular expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LogPatternMistake {
    /// `(` without `)`.
    GroupUnclosed,
    /// `)` without `(`.
    GroupUnopened,
    /// `[` without `]`.
    ClassUnclosed,
    /// `*`, `+` or `?` with nothing before it.
    RepetitionMissing,
    /// A backslash before something that it means nothing before.
    Escape,
    /// What other languages have: looking around, references to groups.
    Unsupported,
    /// It would take too much memory.
    TooLarge,
    /// Something else.
    Other,
}

/// Text to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogText {
    /// The lines, each with its end; invalid UTF-8 replaced.
    pub text: String,
    /// Rows that are in it.
    pub rows: u64,
}

/// A log that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogSaved {
    /// Where.
    pub path: String,
    /// Lines in it.
    pub rows: u64,
    /// Its size in bytes.
    pub bytes: u64,
}
