use std::{env, fs, os::unix::fs::chown, path::Path};

use serde::{Deserialize, Serialize};

use crate::LabError;

/// Who called sudo: a lab is root's work, and they are to use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    id: u32,
    group: u32,
}

impl User {
    /// As sudo tells it; none where it had no part.
    pub fn behind_sudo() -> Option<Self> {
        let number = |name| env::var(name).ok()?.parse().ok();
        Some(Self { id: number("SUDO_UID")?, group: number("SUDO_GID")? })
    }

    /// Makes a file theirs, or a directory with all that is in it.
    pub fn own(self, path: &Path) -> Result<(), LabError> {
        chown(path, Some(self.id), Some(self.group)).map_err(LabError::io("give away", path))?;
        if path.is_symlink() || !path.is_dir() {
            return Ok(());
        }
        for entry in fs::read_dir(path).map_err(LabError::io("list", path))? {
            let entry = entry.map_err(LabError::io("list", path))?;
            // A link leads into the tree, which stays root's.
            if !entry.path().is_symlink() {
                self.own(&entry.path())?;
            }
        }
        Ok(())
    }
}
