//! The same face on systems where no lab can run, so that whoever uses one compiles everywhere.

use std::{
    convert::Infallible,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Generation, LabError, LabStatus, Options, Unavailable};

/// A disposable engine; on this system there is none.
#[derive(Debug)]
pub struct Lab {
    never: Infallible,
}

impl Lab {
    /// Says why no lab can run here.
    pub fn available() -> Result<(), Unavailable> {
        Err(Unavailable::NotLinux)
    }

    /// Fails: see [`Lab::available`].
    pub fn prepare() -> Result<(), LabError> {
        Err(Unavailable::NotLinux.into())
    }

    /// Fails: see [`Lab::available`].
    pub fn up(_options: &Options) -> Result<Self, LabError> {
        Err(Unavailable::NotLinux.into())
    }

    /// Fails: see [`Lab::available`].
    pub fn find(_name: &str) -> Result<Self, LabError> {
        Err(Unavailable::NotLinux.into())
    }

    /// None, on this system.
    pub fn all() -> Result<Vec<LabStatus>, LabError> {
        Ok(Vec::new())
    }

    /// Fails: see [`Lab::available`].
    pub fn down_by_name(_name: &str) -> Result<(), LabError> {
        Err(Unavailable::NotLinux.into())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.never {}
    }

    /// Its engine's generation.
    #[must_use]
    pub fn generation(&self) -> Generation {
        match self.never {}
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> LabStatus {
        match self.never {}
    }

    /// The value for `DOCKER_HOST`.
    #[must_use]
    pub fn docker_host(&self) -> String {
        match self.never {}
    }

    /// The engine's socket.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        match self.never {}
    }

    /// Where published ports answer.
    #[must_use]
    pub fn ports_host(&self) -> String {
        match self.never {}
    }

    /// The docker CLI.
    #[must_use]
    pub fn docker_program(&self) -> PathBuf {
        match self.never {}
    }

    /// The value for `DOCKER_CONFIG`.
    #[must_use]
    pub fn docker_config(&self) -> PathBuf {
        match self.never {}
    }

    /// A command of the docker CLI.
    #[must_use]
    pub fn docker(&self, _arguments: &[&str]) -> Command {
        match self.never {}
    }

    /// A command inside the lab's network.
    #[must_use]
    pub fn in_network(&self, _program: &Path) -> Command {
        match self.never {}
    }

    /// Kills the engine.
    pub fn kill_engine(&self) -> Result<(), LabError> {
        match self.never {}
    }

    /// Stops the engine.
    pub fn stop_engine(&self) -> Result<(), LabError> {
        match self.never {}
    }

    /// Starts the engine.
    pub fn start_engine(&self) -> Result<(), LabError> {
        match self.never {}
    }

    /// Freezes the engine.
    pub fn pause_engine(&self) -> Result<(), LabError> {
        match self.never {}
    }

    /// Lets a frozen engine go on.
    pub fn resume_engine(&self) -> Result<(), LabError> {
        match self.never {}
    }

    /// Creates containers.
    pub fn make_containers(&self, _count: usize) -> Result<Vec<String>, LabError> {
        match self.never {}
    }

    /// Ends the lab.
    pub fn down(self) -> Result<(), LabError> {
        match self.never {}
    }
}
