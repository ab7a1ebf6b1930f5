use std::{io, path::PathBuf, process::ExitStatus};

use thiserror::Error;

use crate::Unavailable;

/// What can go wrong with a lab.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LabError {
    /// This machine can't run one.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// A file or directory did not do what was asked.
    #[error("could not {doing} {}: {source}", path.display())]
    Io {
        /// What was tried: `read`, `create`.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A program ended with something else than 0.
    #[error("`{line}` failed ({status}):\n{output}")]
    Program {
        /// The command line, as it could be typed.
        line: String,
        /// How it ended.
        status: ExitStatus,
        /// The end of what it wrote to stdout and stderr.
        output: String,
    },
    /// Names become directories, network namespaces and cgroups.
    #[error("`{name}` can't be the name of a lab: 1 to 24 letters, digits and dashes, a letter or digit first")]
    BadName {
        /// As given.
        name: String,
    },
    /// A lab of this name is there already.
    #[error("a lab named `{name}` is up already: `cargo xtask lab down --name {name}` ends it")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// No lab of this name.
    #[error("no lab is named `{name}`")]
    NoSuchLab {
        /// The name.
        name: String,
    },
    /// The cache's path can't be used for mounts or sockets.
    #[error("the cache can't be at {}: {reason}; set NARU_CACHE to another place", path.display())]
    CachePath {
        /// The path.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// All of the little networks that labs use are taken, by labs or by the machine's routes.
    #[error("no free 10.83.y.0/30 network is left for another lab")]
    NoFreeNetwork,
    /// The lab's namespaces did not come up.
    #[error("the lab's namespaces did not come up:\n{log}")]
    NamespacesNotReady {
        /// What was written while setting them up.
        log: String,
    },
    /// The engine did not answer in time.
    #[error("the engine did not answer within {seconds} s; the end of its log:\n{log}")]
    EngineNotReady {
        /// How long was waited.
        seconds: u64,
        /// The end of the engine's log.
        log: String,
    },
    /// The engine was asked something that needs it running, and it isn't.
    #[error("the engine of lab `{name}` is not running")]
    EngineNotRunning {
        /// The lab.
        name: String,
    },
    /// Processes live in the lab's namespaces that did not end with it: its data must not be removed under them.
    #[error("processes {pids:?} still use lab `{name}`: end them, then `cargo xtask lab down --name {name}`")]
    StillInUse {
        /// The lab.
        name: String,
        /// Their ids.
        pids: Vec<u32>,
    },
    /// Something is mounted below a directory that was to be removed.
    #[error("{} is a live mount: nothing was removed", path.display())]
    LiveMount {
        /// Where.
        path: PathBuf,
    },
    /// The engine answered a request with an error.
    #[error("the engine answered {status} to {request}: {message}")]
    Refused {
        /// Method and path.
        request: String,
        /// The HTTP status.
        status: u16,
        /// The engine's own words.
        message: String,
    },
    /// A lab's own record could not be read or written.
    #[error("{} is not a lab's record: {source}", path.display())]
    Record {
        /// The record's file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl LabError {
    /// For `map_err`: ties an I/O error to what was being done and where.
    #[cfg(target_os = "linux")]
    pub(crate) fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { doing, path, source }
    }
}
