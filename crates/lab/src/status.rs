use crate::Generation;

/// One lab, as `cargo xtask lab status` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabStatus {
    /// Its name.
    pub name: String,
    /// Its engine.
    pub generation: Generation,
    /// How it stands.
    pub state: LabState,
    /// The value for `DOCKER_HOST`.
    pub docker_host: String,
    /// Where its published ports answer, seen from this machine.
    pub ports_host: String,
    /// The process that will end it; `None` for a lab that stays until `down`.
    pub owner: Option<u32>,
}

/// How a lab stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabState {
    /// Its engine runs.
    Running,
    /// Its namespaces are there; its engine was killed or stopped.
    EngineStopped,
    /// Nothing of it runs any more: the machine was restarted, or its owner was killed.
    Left,
}
