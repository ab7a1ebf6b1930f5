use serde::{Deserialize, Serialize};
use specta::Type;

use crate::BuildProgress;

/// What a running operation tells on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
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
    /// A build moved on.
    Build {
        /// What changed.
        progress: BuildProgress,
    },
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
    /// Already here; nothing to do.
    Exists,
    /// The engine's own word.
    Unknown(String),
}

/// How an operation ended well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
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
}
