use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Container, EngineStatus, Image, Problem};

/// What the mirror tells the window. The first of each kind arrives as soon as it is known; every list change carries a
/// revision that only grows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Change {
    /// The connection's state changed.
    Status {
        /// Its new state.
        status: EngineStatus,
    },
    /// Containers changed.
    Containers {
        /// Grows with every change.
        revision: u64,
        /// True when `changed` is the whole list and replaces what was known.
        all: bool,
        /// New and changed containers.
        changed: Vec<Container>,
        /// Ids of containers that are gone.
        removed: Vec<String>,
    },
    /// Images changed; the whole list, which replaces what was known.
    Images {
        /// Grows with every change.
        revision: u64,
        /// Every image; none where this engine's have not been listed yet.
        images: Option<Vec<Image>>,
        /// Why the engine does not list them now: then they are the last that were listed.
        problem: Option<Problem>,
    },
}
