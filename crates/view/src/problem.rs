use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

/// What went wrong, in a form the window can turn into *what happened → why → what to do* in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What the window branches on.
    pub code: ProblemCode,
    /// Names the message needs, by code: see [`ProblemCode`].
    pub params: BTreeMap<String, String>,
    /// The engine's or the system's own words, shown one click away and never matched on.
    pub detail: String,
}

/// Added to only when somebody acts on it. The names in parentheses are the params that come with it. Beside those, `flag` says what of a
/// `docker run` the engine refused, as docker's help calls it (`--memory`, `COMMAND`), whenever its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProblemCode {
    /// Nothing is there: no such socket, pipe or host (`address`).
    EngineAbsent,
    /// Something is there and does not answer, or stopped answering (`address`).
    EngineUnreachable,
    /// The socket is there and this user may not open it (`address`).
    PermissionDenied,
    /// `DOCKER_HOST` or a context names an endpoint that cannot be understood or is of a kind not supported yet (`address`).
    EndpointInvalid,
    /// A context is chosen that does not exist (`name`).
    ContextNotFound,
    /// Another container has the name (`name`).
    NameInUse,
    /// The host port is taken (`port`).
    PortInUse,
    /// No such image here or in the registry (`image`).
    ImageNotFound,
    /// No such container (`container`).
    ContainerNotFound,
    /// The container is running and the action needs it stopped (`container`).
    ContainerRunning,
    /// The action does not fit the container's state, or something else holds it.
    Conflict,
    /// A container uses the image, or it has other names (`image`).
    ImageInUse,
    /// No such network (`network`).
    NetworkNotFound,
    /// Containers are connected to the network (`network`).
    NetworkInUse,
    /// No such volume (`volume`).
    VolumeNotFound,
    /// A container uses the volume (`volume`).
    VolumeInUse,
    /// No such file on this computer or in the container, or it cannot be read or written (`path`).
    FileNotFound,
    /// No room is left on this computer's disk (`path`: what was being written).
    DiskFull,
    /// A name that came from a container leads out of the folder that is written to; nothing was written there (`path`).
    PathLeavesFolder,
    /// This computer cannot have a file of this name, or has another one that differs in case alone (`path`).
    NameImpossible,
    /// Docker has this and Naru does not perform it yet (`what`: the flag or the command).
    NotPerformed,
    /// Not a valid image reference (`image`).
    InvalidReference,
    /// The registry wants a login, or refuses this one (`image`).
    Unauthorized,
    /// The registry does not answer (`image`).
    RegistryUnreachable,
    /// No such folder, or it cannot be read (`path`).
    FolderNotFound,
    /// No such Dockerfile (`path`).
    DockerfileNotFound,
    /// The Dockerfile cannot be understood (`line`, when known).
    DockerfileInvalid,
    /// A step of a build failed (`step`; `line` and `exitCode` when known).
    BuildStepFailed,
    /// The reader cancelled it.
    Cancelled,
    /// The container was made but did not start (`container`); the detail says why.
    StartFailed,
    /// There is no shell in the container (`container`).
    ShellNotFound,
    /// The container's log driver keeps no log that an engine could read (`driver`).
    LogNotKept,
    /// This computer opened no browser (`address`: what was to be shown in it).
    BrowserNotOpened,
    /// A value cannot be understood (`value`).
    InvalidValue,
    /// The engine refused for another reason; its words are the detail.
    EngineRefused,
    /// Naru itself failed; the detail says where.
    Internal,
}
