use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Protocol;

/// What a container that does not run says of itself beyond the list: how it came to that, and what a start will publish.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AtRest {
    /// The kernel killed it because its memory was used up (`State.OOMKilled`).
    pub oom_killed: bool,
    /// Why it could not be started, in the engine's words (`State.Error`); none when it could.
    pub error: Option<String>,
    /// What will be published once it is started, by the port in the container.
    pub ports: Vec<PlannedPort>,
}

/// A port that is published while its container runs (`HostConfig.PortBindings`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedPort {
    /// The port inside the container.
    pub container_port: u16,
    /// tcp, udp or sctp.
    pub protocol: Protocol,
    /// The port on the engine's host, or a range of which docker takes one; none where docker takes whichever is free.
    pub host_port: Option<String>,
    /// The address on the engine's host; none for all of them.
    pub host_ip: Option<String>,
}
