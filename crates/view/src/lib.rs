//! What the window sees.
//!
//! Plain serde + specta types and nothing else: no behaviour, no engine models, no I/O. The engine turns what an engine
//! of any age answers into these at its edge; the TypeScript of the window is generated from them. Every enum that an
//! engine can extend has an `Unknown` case, so that a newer engine shows a word instead of failing a list.

mod answer;
mod build;
mod change;
mod container;
mod engine;
mod files;
mod image;
mod life;
mod log;
mod operation;
mod port_use;
mod problem;
mod rest;
mod settings;
mod terminal;

pub use answer::{
    Answer, ContainerSize, DiskUsage, DiskUsageKind, DockerContext, FileChange, FileChangeKind, Network, SearchResult, StatsSample,
    StoredVolume,
};
pub use build::{BuildFolder, BuildLogLine, BuildLogSkipped, BuildProgress, BuildStep, BuildStepStatus, BuildTransfer, BuildWarning};
pub use change::Change;
pub use container::{Container, ContainerState, Health, MountedVolume, Port, Protocol};
pub use engine::{EndpointSource, EngineInfo, EngineStatus, Tried};
pub use files::{
    ChangeCounts, ContainerChanges, ContainerWritable, FileEntry, FileKind, FileMount, FilePreview, FolderListing, FolderRead, Found,
};
pub use image::{Image, ImageConfig, ImageDetail, ImageName, Label, Layer};
pub use life::{ContainerDetail, ContainerMount, ContainerNetwork, Happened, HealthReport, LastRun, LifeEvent, Limits, RestartRule};
pub use log::{
    LogBatch, LogFound, LogHold, LogLine, LogMark, LogMatch, LogNews, LogPattern, LogPatternFault, LogPatternMistake, LogRow, LogSaved,
    LogSpan, LogState, LogStream, LogStreams, LogTail, LogText,
};
pub use operation::{EngineEvent, Exit, Outcome, Progress, Pruned, PullLayer, PullStatus};
pub use port_use::{HostPort, PortAnswer, PortFound, PortUse, RunChoices};
pub use problem::{Problem, ProblemCode};
pub use rest::{AtRest, PlannedPort};
pub use settings::{Language, Settings, Theme};
pub use terminal::{TerminalInput, TerminalSize, TerminalView};
