use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Answer, BuildProgress, LogBatch, Problem, StatsSample};

/// What a running operation tells on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Progress {
    /// An image is being pulled. Each of these holds the whole present state.
    Pull {
        /// The reference being pulled.
        image: String,
        /// Layers in the order they were first named.
        layers: Vec<PullLayer>,
    },
    /// The container exists now.
    Created {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// What is performed in a terminal has its connection: what is shown and typed from now on is the program's.
    Attached {
        /// The container's id.
        id: String,
        /// The container's name.
        name: String,
        /// Whether the program has a terminal of its own; else its output is lines, and Naru edits the line that is typed.
        tty: bool,
    },
    /// A build moved on.
    Build {
        /// What changed.
        progress: BuildProgress,
    },
    /// An image is being pushed. Each of these holds the whole present state.
    Push {
        /// The reference being pushed.
        image: String,
        /// Layers in the order they were first named.
        layers: Vec<PullLayer>,
    },
    /// What a program printed: of a container that runs attached, of `exec`, of `logs`.
    Output {
        /// The lines.
        output: LogBatch,
    },
    /// The engine did what was asked and warns of something.
    Warning {
        /// In its own words.
        text: String,
    },
    /// One of several targets is done.
    Item {
        /// The target as it was given.
        name: String,
        /// Why it could not be done.
        problem: Option<Problem>,
    },
    /// Bytes of a file or a tar have moved (`save`, `load`, `import`, `export`, `cp`).
    Transfer {
        /// So many until now.
        bytes: u64,
        /// Of so many, when that is known.
        total: Option<u64>,
    },
    /// What was copied holds links that lead out of it; they were kept as links, and nothing was written through them (`cp`).
    LinksOut {
        /// How many.
        count: u32,
    },
    /// What was copied holds what this computer cannot have or this user may not make; it was left out, and the rest was copied (`cp`).
    LeftOut {
        /// Devices and named pipes.
        special: u32,
        /// Symbolic links, for which Windows wants a right of their own.
        links: u32,
    },
    /// What containers use now (`stats`).
    Stats {
        /// One for each container.
        samples: Vec<StatsSample>,
    },
    /// Something happened on the engine (`events`).
    Event {
        /// What happened.
        event: EngineEvent,
    },
}

/// Something that happened on the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EngineEvent {
    /// When, in milliseconds since 1970.
    pub time: i64,
    /// container, image, network, volume…
    pub object: String,
    /// create, start, die…
    pub action: String,
    /// The id of the object.
    pub id: String,
    /// Its name or, for an image, its reference; empty where the engine tells none.
    pub name: String,
}

/// One layer of a pull.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PullLayer {
    /// The short id the engine gives it.
    pub id: String,
    /// What is happening to it.
    pub status: PullStatus,
    /// Bytes done of the present status, when it counts.
    pub current: Option<u64>,
    /// Bytes in all of the present status, when known.
    pub total: Option<u64>,
}

/// What is happening to a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", content = "word")]
pub enum PullStatus {
    /// Waiting its turn.
    Waiting,
    /// Being downloaded.
    Downloading,
    /// Its digest is being checked.
    Verifying,
    /// Downloaded, not yet unpacked.
    Downloaded,
    /// Being unpacked.
    Extracting,
    /// Done.
    Done,
    /// Already here, or already there; nothing to do.
    Exists,
    /// Being sent.
    Pushing,
    /// The engine's own word.
    Unknown(String),
}

/// How an operation ended well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Outcome {
    /// Done, with nothing to point at.
    Done,
    /// A container is there now.
    Container {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// An image is there now.
    Image {
        /// Its id as the engine lists it.
        id: String,
        /// The name it was asked for by; none when a build had no tag.
        reference: Option<String>,
    },
    /// What ran attached has ended: a container (`run`, `start -a`, `attach`) or a program in one (`exec`).
    Ended {
        /// The container's id.
        id: String,
        /// The container's name.
        name: String,
        /// What it ended with; 0 is well.
        exit_code: i64,
    },
    /// The reader left a terminal, and what ran in it goes on: a container, or a program that `exec` started in one.
    Detached {
        /// The container's id.
        id: String,
        /// The container's name.
        name: String,
    },
    /// `wait`: every container has ended.
    Exits {
        /// In the order given.
        exits: Vec<Exit>,
    },
    /// A network is there now.
    Network {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// A volume is there now, or was already.
    Volume {
        /// Its name.
        name: String,
    },
    /// Images came out of a file.
    Loaded {
        /// Their names, or their ids where they have none.
        images: Vec<String>,
    },
    /// `rmi`: what is gone.
    Untagged {
        /// Names that are gone.
        untagged: Vec<String>,
        /// Ids of images and layers that are gone.
        deleted: Vec<String>,
    },
    /// A prune: what is gone.
    Pruned {
        /// What is gone.
        pruned: Pruned,
    },
    /// A file or folder on this computer was written.
    Written {
        /// Absolute.
        path: String,
        /// How many bytes.
        bytes: u64,
    },
    /// What was asked for.
    Answer {
        /// The answer.
        answer: Answer,
    },
}

/// How a container ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exit {
    /// The container as it was given.
    pub container: String,
    /// What it ended with; 0 is well.
    pub exit_code: i64,
}

/// What a prune took away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Pruned {
    /// Ids.
    pub containers: Vec<String>,
    /// Names.
    pub networks: Vec<String>,
    /// Names.
    pub volumes: Vec<String>,
    /// Ids and names.
    pub images: Vec<String>,
    /// Ids of build cache records.
    pub build_cache: Vec<String>,
    /// Bytes given back.
    pub reclaimed: u64,
}
