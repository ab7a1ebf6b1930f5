//! The folder in which the lines are typed: one for each side, by turns at the same place.
//!
//! A bind mount shows its path in `docker inspect`, so both sides must type their lines in a folder of the same name; and what one
//! side writes there must not be found by the other. So there are two folders, and whoever's turn it is has the name.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

/// Who performs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Naru,
    Docker,
}

impl Side {
    /// As reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Naru => "naru",
            Self::Docker => "docker",
        }
    }
}

/// The two folders and the place that they take by turns.
pub struct Folders {
    outside: TempDir,
}

impl Folders {
    /// Both begin with a copy of the fixtures.
    pub fn new(fixtures: &Path) -> Result<Self> {
        // The engines see /tmp where it is on the machine.
        let outside = TempDir::with_prefix("naru-parity-").context("could not make a folder")?;
        let folders = Self { outside };
        for side in [Side::Naru, Side::Docker] {
            copy(fixtures, &folders.of(side))?;
        }
        Ok(folders)
    }

    /// Where lines are typed.
    pub fn place(&self) -> PathBuf {
        self.outside.path().join("work")
    }

    /// A side's folder while it is not its turn.
    pub fn of(&self, side: Side) -> PathBuf {
        self.outside.path().join(side.name())
    }

    /// Does something while a side's folder is in its place.
    pub fn turn<T>(&self, side: Side, act: impl FnOnce() -> Result<T>) -> Result<T> {
        rename(&self.of(side), &self.place())?;
        let done = act();
        rename(&self.place(), &self.of(side))?;
        done
    }
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| format!("could not rename {} to {}", from.display(), to.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let whats_wrong = || format!("could not copy {} to {}", from.display(), to.display());
    fs::create_dir_all(to).with_context(whats_wrong)?;
    if !from.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(from).with_context(whats_wrong)? {
        let entry = entry.with_context(whats_wrong)?;
        let target = to.join(entry.file_name());
        if entry.file_type().with_context(whats_wrong)?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(whats_wrong)?;
        }
    }
    Ok(())
}
