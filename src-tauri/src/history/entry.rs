use naru_command::{Command, EngineFlag};
use naru_view::{EndpointSource, EngineInfo, Outcome, Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A command that was performed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HistoryEntry {
    /// Larger than that of every entry before it.
    pub id: u32,
    /// What was performed, with its values masked when `masked` names any.
    pub command: Command,
    /// Whose values are masked in `command`, in the order of the line: it cannot be done again without them.
    pub masked: Vec<String>,
    /// Where; none when no engine was there.
    pub engine: Option<HistoryEngine>,
    /// In milliseconds since 1970.
    pub begun: i64,
    /// In milliseconds since 1970; none while it goes on.
    pub ended: Option<i64>,
    /// How it ended.
    pub end: HistoryEnd,
}

/// The engine that a command was for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HistoryEngine {
    /// What it was called.
    pub name: String,
    /// As in `EngineInfo`: the same address is the same engine.
    pub address: String,
    /// How a line names it from anywhere.
    pub flag: EngineFlag,
}

impl From<EngineInfo> for HistoryEngine {
    fn from(engine: EngineInfo) -> Self {
        let flag = match engine.source {
            EndpointSource::ContextVariable { name } | EndpointSource::CurrentContext { name } => EngineFlag::Context(name),
            EndpointSource::DockerHost | EndpointSource::Default | EndpointSource::WellKnown { .. } => {
                EngineFlag::Host(engine.address.clone())
            }
        };
        Self { name: engine.name, address: engine.address, flag }
    }
}

/// How a command ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum HistoryEnd {
    /// It goes on.
    Running,
    /// Well.
    Done {
        /// What came of it.
        result: HistoryResult,
    },
    /// With a problem. The engine's own words are not kept: nobody knows what is in them.
    Failed {
        /// What went wrong.
        problem: Problem,
    },
    /// The reader ended it.
    Cancelled,
    /// Naru was closed, or ended, before it was over.
    Interrupted,
}

/// What came of a command, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub(crate) enum HistoryResult {
    /// Nothing to point at.
    Nothing,
    /// A container.
    Container {
        /// Its id.
        id: String,
        /// Its name then.
        name: String,
        /// What it, or a program in it, ended with.
        exit_code: Option<i64>,
    },
    /// An image.
    Image {
        /// Its id.
        id: String,
        /// The name it was asked for by.
        reference: Option<String>,
    },
    /// So many things are gone.
    Removed {
        /// How many.
        count: u32,
        /// Bytes given back, when it says.
        reclaimed: Option<u64>,
    },
    /// A network or a volume.
    Named {
        /// Its name.
        name: String,
    },
    /// A file or folder was written.
    Written {
        /// Absolute.
        path: String,
        /// How many bytes.
        bytes: u64,
    },
}

impl From<&Outcome> for HistoryResult {
    fn from(outcome: &Outcome) -> Self {
        let count = |lists: &[&Vec<String>]| u32::try_from(lists.iter().map(|list| list.len()).sum::<usize>()).unwrap_or(u32::MAX);
        match outcome {
            Outcome::Container { id, name } | Outcome::Detached { id, name } => {
                Self::Container { id: id.clone(), name: name.clone(), exit_code: None }
            }
            Outcome::Ended { id, name, exit_code } => Self::Container { id: id.clone(), name: name.clone(), exit_code: Some(*exit_code) },
            Outcome::Image { id, reference } => Self::Image { id: id.clone(), reference: reference.clone() },
            Outcome::Network { name, .. } | Outcome::Volume { name } => Self::Named { name: name.clone() },
            Outcome::Untagged { untagged, deleted } => Self::Removed { count: count(&[untagged, deleted]), reclaimed: None },
            Outcome::Pruned { pruned } => Self::Removed {
                count: count(&[&pruned.containers, &pruned.networks, &pruned.volumes, &pruned.images, &pruned.build_cache]),
                reclaimed: Some(pruned.reclaimed),
            },
            Outcome::Written { path, bytes } => Self::Written { path: path.clone(), bytes: *bytes },
            Outcome::Done | Outcome::Exits { .. } | Outcome::Loaded { .. } | Outcome::Answer { .. } => Self::Nothing,
        }
    }
}

/// A value of so many bytes is told by a text that has it in it.
const LONG: usize = 4;

impl HistoryEnd {
    /// Of an answer, without the values of `secrets` and without the engine's own words.
    pub(crate) fn of(answer: &Result<Outcome, Problem>, secrets: &[(String, String)]) -> Self {
        match answer {
            Ok(outcome) => Self::Done { result: outcome.into() },
            Err(problem) if problem.code == ProblemCode::Cancelled => Self::Cancelled,
            Err(problem) => {
                // A short one is in many a text that does not tell it.
                let tells = |text: &str, value: &str| text == value || (value.len() >= LONG && text.contains(value));
                let told = |text: &String| secrets.iter().any(|(_, value)| !value.is_empty() && tells(text, value));
                let params = problem.params.iter().filter(|(_, text)| !told(text)).map(|(name, text)| (name.clone(), text.clone()));
                Self::Failed { problem: Problem { code: problem.code, params: params.collect(), detail: String::new() } }
            }
        }
    }
}

impl HistoryEntry {
    /// As it is kept and shown at another start.
    pub(crate) fn to_keep(&self) -> Self {
        let (command, values) = self.command.masked();
        if values.is_empty() || !self.masked.is_empty() {
            return self.clone();
        }
        Self { command, masked: values.into_iter().map(|(name, _)| name).collect(), ..self.clone() }
    }
}
