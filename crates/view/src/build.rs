use serde::{Deserialize, Serialize};
use specta::Type;

/// What a build tells on its way. The window merges each into what it has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildProgress {
    /// The Dockerfile's text, once, in the first of a build.
    pub dockerfile: Option<String>,
    /// Bytes of the context sent to the engine so far.
    pub context_sent: Option<u64>,
    /// Steps that are new or changed, whole.
    pub steps: Vec<BuildStep>,
    /// Log lines since the last.
    pub log: Vec<BuildLogLine>,
    /// Log lines left out because they came faster than a window can show; of each step, those before its lines in `log`.
    pub log_skipped: Vec<BuildLogSkipped>,
    /// What the engine's Dockerfile lint says.
    pub warnings: Vec<BuildWarning>,
}

/// How many of a step's log lines were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildLogSkipped {
    /// The step's `id`.
    pub step: String,
    /// At least one.
    pub lines: u32,
}

/// A step of a build (a `BuildKit` vertex).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildStep {
    /// The vertex's digest.
    pub id: String,
    /// Position in which to show it: Dockerfile order, internal steps first. Steps may be renumbered as more are known.
    pub order: u32,
    /// `[build 2/4] RUN make` as the engine says it.
    pub name: String,
    /// The instruction alone, `RUN make`.
    pub instruction: String,
    /// The stage, `build`, `stage-1`; none for internal steps.
    pub stage: Option<String>,
    /// True for what the builder does for itself (loading the Dockerfile, sending the context, writing the image).
    pub internal: bool,
    /// The 1-based line of the Dockerfile it stands on, when known.
    pub line: Option<u32>,
    /// Where it is.
    pub status: BuildStepStatus,
    /// When it started, milliseconds since 1970, by the engine's clock.
    pub started: Option<i64>,
    /// How long it took, in milliseconds, once it is over.
    pub duration_ms: Option<u32>,
    /// Bytes being moved inside the step, in the order first named.
    pub transfers: Vec<BuildTransfer>,
    /// The engine's words, when it failed.
    pub error: Option<String>,
    /// Steps that this one builds on.
    pub inputs: Vec<String>,
}

/// Where a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BuildStepStatus {
    /// Not started.
    Waiting,
    /// Running.
    Running,
    /// Over, and it ran.
    Done,
    /// Over, from the cache.
    Cached,
    /// Failed.
    Failed,
    /// Stopped by a cancel or by another step's failure.
    Cancelled,
}

/// Bytes moved inside a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildTransfer {
    /// What is moved, in the engine's words.
    pub name: String,
    /// Bytes so far.
    pub current: u64,
    /// Bytes in all, when known.
    pub total: Option<u64>,
    /// True when it is over.
    pub done: bool,
}

/// A log line of a step, without its line end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildLogLine {
    /// The step's id.
    pub step: String,
    /// True when it was written to stderr.
    pub stderr: bool,
    /// The text; invalid UTF-8 replaced, at most 16 KiB.
    pub text: String,
}

/// What the Dockerfile lint says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildWarning {
    /// The engine's words.
    pub text: String,
    /// The 1-based line of the Dockerfile, when known.
    pub line: Option<u32>,
}

/// A folder that could be built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BuildFolder {
    /// Absolute.
    pub path: String,
    /// Dockerfiles in it, relative to it, `Dockerfile` first when it is there.
    pub dockerfiles: Vec<String>,
    /// A tag to propose, from the folder's name.
    pub suggested_tag: String,
}
