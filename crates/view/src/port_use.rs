use serde::{Deserialize, Serialize};
use specta::Type;

/// A port of the engine's host that somebody would like to have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HostPort {
    /// The address; none for every address.
    pub ip: Option<String>,
    /// The port.
    pub port: u16,
    /// tcp, udp or sctp.
    pub protocol: String,
}

/// Whether a port of the engine's host can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PortUse {
    /// Nobody has it.
    Free,
    /// Somebody has it.
    Busy,
    /// It cannot be known from here.
    Unknown,
}

/// What answers on a published port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PortAnswer {
    /// The published port, on the engine's host.
    pub host_port: u16,
    /// The port in the container.
    pub container_port: u16,
    /// What was found.
    pub found: PortFound,
}

/// What was found behind a published port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum PortFound {
    /// Something answers.
    Answers,
    /// Nothing in the container listens on it.
    NotListening,
    /// The program listens on the container's own loopback, which no published port reaches.
    OnlyInside {
        /// Where it listens: `127.0.0.1`, `::1`.
        address: String,
    },
    /// It listens in the container, and nothing answers from here.
    NotReached,
    /// Nothing answers, and it could not be looked inside of the container: it has no `cat`, or does not answer in time.
    Silent,
    /// Not a port that can be tried from here: udp, or the loopback of another computer.
    NotTried,
}

/// What the run form can offer of what the engine has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunChoices {
    /// Names of networks, docker's own included.
    pub networks: Vec<String>,
    /// Names of volumes that somebody named.
    pub volumes: Vec<String>,
}
