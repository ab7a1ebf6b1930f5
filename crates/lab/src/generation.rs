use std::fmt;

use serde::{Deserialize, Serialize};

/// Which engine a lab runs. Tests run on both, because what differs between them is what breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Generation {
    /// Debian 12's engine: 20.10, API 1.41, images in the overlay2 graph driver.
    Old,
    /// Debian sid's engine: 28.5 when this was written, API 1.51, images in containerd's store.
    New,
}

impl Generation {
    /// Both, the old one first.
    pub const ALL: [Self; 2] = [Self::Old, Self::New];
}

impl fmt::Display for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Old => "old",
            Self::New => "new",
        })
    }
}
