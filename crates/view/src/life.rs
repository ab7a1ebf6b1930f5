//! One container's life: what it is made of, how its last run ended, and what happened to it.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Health, ImageConfig};

/// Everything the page of one container shows, from `GET /containers/{id}/json` and from its image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own that inspect tells")]
pub struct ContainerDetail {
    /// The full 64-digit id.
    pub id: String,
    /// The name without the leading slash that the API writes.
    pub name: String,
    /// The image as the person who created the container wrote it.
    pub image: String,
    /// The id of the image (`sha256:…`).
    pub image_id: String,
    /// When it was created, in milliseconds since 1970.
    pub created: Option<i64>,
    /// Its present run, or its last one.
    pub run: LastRun,
    /// How often its restart policy has started it again since somebody did.
    pub restarts: u32,
    /// What it runs with, after everything that was asked for on the line.
    pub config: ImageConfig,
    /// What its image says, which shows what the line has overridden; none when the image is gone.
    pub of_image: Option<ImageConfig>,
    /// It has a terminal (`-t`).
    pub tty: bool,
    /// Its input is kept open (`-i`).
    pub interactive: bool,
    /// The signal that `docker stop` sends it, where it has one of its own; docker's is SIGTERM.
    pub stop_signal: Option<String>,
    /// Seconds that `docker stop` waits before it kills, where it has its own; docker's are 10, and -1 waits for ever.
    pub stop_timeout: Option<i32>,
    /// What happens when its process ends.
    pub restart_policy: RestartRule,
    /// It is removed as soon as it ends (`--rm`).
    pub auto_remove: bool,
    /// `--privileged`
    pub privileged: bool,
    /// `--read-only`
    pub read_only: bool,
    /// What it may use.
    pub limits: Limits,
    /// What is mounted into it, sorted by where.
    pub mounts: Vec<ContainerMount>,
    /// The networks it is in, sorted by name.
    pub networks: Vec<ContainerNetwork>,
    /// What its health check said last, if it has one.
    pub health: Option<HealthReport>,
    /// Bytes of memory that it holds, as `docker stats` counts them; told of a paused container only.
    pub memory: Option<u64>,
    /// What `docker inspect` prints.
    pub raw: String,
}

/// The present run of a container, or its last one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LastRun {
    /// When it began, in milliseconds since 1970; none when it never has.
    pub started: Option<i64>,
    /// When the run that ended last did, in milliseconds since 1970.
    pub finished: Option<i64>,
    /// What that one ended with.
    pub exit_code: i64,
    /// The kernel ended a process of it because its memory was used up.
    pub oom_killed: bool,
    /// Why it did not start, in the engine's words; empty when it did.
    pub error: String,
}

/// A restart policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestartRule {
    /// `no`, `always`, `unless-stopped`, `on-failure`.
    pub name: String,
    /// So often at most, for `on-failure`; 0 is without end.
    pub most: u32,
}

/// What a container may use. Nothing set is no limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Bytes.
    pub memory: Option<u64>,
    /// Billionths of a CPU.
    pub nano_cpus: Option<u64>,
    /// Processes and threads.
    pub pids: Option<u64>,
}

/// Something mounted into a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContainerMount {
    /// volume, bind, tmpfs, npipe.
    pub kind: String,
    /// The volume's name; empty for what is none.
    pub name: String,
    /// Where it lies on the engine's host; empty for a tmpfs.
    pub source: String,
    /// Where it is in the container.
    pub target: String,
    /// It can be written to.
    pub writable: bool,
    /// A volume whose name docker invented: `docker rm -v` takes it along.
    pub anonymous: bool,
}

/// A network that a container is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContainerNetwork {
    /// Its name.
    pub name: String,
    /// The container's address there; empty while it does not run.
    pub ip: String,
    /// The way out; empty while it does not run.
    pub gateway: String,
    /// Other names that it answers to there.
    pub aliases: Vec<String>,
}

/// What a health check said last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HealthReport {
    /// None for a word that Naru does not know.
    pub health: Option<Health>,
    /// Checks in a row that failed.
    pub failed: u32,
    /// What the last check printed, at most 4 KiB.
    pub output: String,
}

/// Something that happened to a container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LifeEvent {
    /// When, in milliseconds since 1970, by the engine's clock.
    pub time: i64,
    /// What.
    pub what: Happened,
}

/// What can happen to a container. What happens to no state of it (exec, attach, resize, top) is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Happened {
    /// Made.
    Create,
    /// Its process began.
    Start,
    /// `docker restart` is over; the start before it has been told.
    Restart,
    /// Frozen.
    Pause,
    /// Going on.
    Unpause,
    /// A signal was sent to it, by `kill` or by `stop`.
    Kill {
        /// Its number, as the engine says it: `15`.
        signal: String,
    },
    /// Its process ended.
    Die {
        /// What it ended with.
        exit_code: Option<i64>,
    },
    /// The kernel ended a process of it because its memory was used up.
    Oom,
    /// `docker stop` is over; the end of the process has been told.
    Stop,
    /// It has another name.
    Rename {
        /// What it was called before.
        from: String,
    },
    /// Its limits or its restart policy changed.
    Update,
    /// Its health check says something else.
    Health {
        /// What.
        health: Health,
    },
    /// An image was made of it.
    Commit,
    /// It is in another network now; every start tells it of each of its networks.
    Connect {
        /// The network's name.
        network: String,
    },
    /// It has left a network; every end tells it of each of its networks.
    Disconnect {
        /// The network's name.
        network: String,
    },
    /// Removed.
    Destroy,
    /// The engine's own word, for what this version of Naru has none for.
    Other {
        /// The word.
        word: String,
    },
}
