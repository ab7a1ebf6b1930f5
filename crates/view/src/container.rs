use serde::{Deserialize, Serialize};
use specta::Type;

/// One container, as `docker ps --all` knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Container {
    /// The full 64-digit id.
    pub id: String,
    /// The name without the leading slash that the API writes.
    pub name: String,
    /// The image as the person who created the container wrote it, or the image's id once that name is gone.
    pub image: String,
    /// The id of the image (`sha256:…`), which joins a container to an [`crate::Image`].
    pub image_id: String,
    /// What runs in it, shortened by the engine.
    pub command: String,
    /// Where in its life it is.
    pub state: ContainerState,
    /// The exit code of its last run, where the engine tells one (exited, restarting and dead containers).
    pub exit_code: Option<i32>,
    /// What its health check says, if it has one.
    pub health: Option<Health>,
    /// Ports it exposes, and where on the host they are published.
    pub ports: Vec<Port>,
    /// When it was created, in seconds since 1970.
    pub created: i64,
    /// The volumes that are mounted in it, by name; bind mounts are none.
    pub volumes: Vec<MountedVolume>,
}

/// A volume in a container.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MountedVolume {
    /// Its name.
    pub name: String,
    /// True when docker invented its name: `docker rm -v` takes it along.
    pub anonymous: bool,
}

/// Where in its life a container is (`State` of `GET /containers/json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", content = "word")]
pub enum ContainerState {
    /// Made, never started.
    Created,
    /// Running.
    Running,
    /// Frozen where it was: no CPU, memory kept.
    Paused,
    /// Ended, and about to be started again by its restart policy.
    Restarting,
    /// Being removed.
    Removing,
    /// Ended.
    Exited,
    /// A removal that failed half way.
    Dead,
    /// A state this version of Naru has no word for; the engine's own word.
    Unknown(String),
}

/// What a health check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Health {
    /// Not yet passed, not yet failed.
    Starting,
    /// The last check passed.
    Healthy,
    /// Too many checks in a row failed.
    Unhealthy,
}

/// A port of a container.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Port {
    /// The port inside the container.
    pub container_port: u16,
    /// tcp, udp or sctp.
    pub protocol: Protocol,
    /// The port on the engine's host, when it is published.
    pub host_port: Option<u16>,
    /// The address on the engine's host that it is published on, as the engine says it (`0.0.0.0`, `::`, `127.0.0.1`…).
    pub host_ip: Option<String>,
}

/// The protocol of a port.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", content = "word")]
pub enum Protocol {
    /// tcp
    Tcp,
    /// udp
    Udp,
    /// sctp
    Sctp,
    /// The engine's own word.
    Unknown(String),
}
