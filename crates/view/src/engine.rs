use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Problem;

/// How it stands between Naru and the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum EngineStatus {
    /// Looking; nothing is known yet.
    Connecting,
    /// Connected, and the lists are the engine's.
    Connected {
        /// Who answered.
        engine: EngineInfo,
    },
    /// Was connected. The lists are the last known; Naru keeps trying.
    Lost {
        /// Who answered before.
        engine: EngineInfo,
        /// What broke.
        problem: Problem,
    },
    /// Nothing answered, and nothing has since the window opened; Naru keeps trying.
    Absent {
        /// Every place that was looked at, in order, and what was found there.
        tried: Vec<Tried>,
    },
}

/// One place where an engine could have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// Who pointed there.
    pub source: EndpointSource,
    /// `unix:///var/run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:2375`.
    pub address: String,
    /// What was found.
    pub problem: Problem,
}

/// Who pointed at an endpoint, in the order the CLI asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum EndpointSource {
    /// The environment variable `DOCKER_HOST`.
    DockerHost,
    /// The environment variable `DOCKER_CONTEXT`.
    ContextVariable {
        /// The context's name.
        name: String,
    },
    /// `currentContext` of docker's config.json.
    CurrentContext {
        /// The context's name.
        name: String,
    },
    /// The CLI's default socket or pipe.
    Default,
    /// A socket or pipe that a product is known to use.
    WellKnown {
        /// `Docker Desktop`, `Colima`, `OrbStack`, `Rancher Desktop`, `Podman`.
        product: String,
    },
}

/// An engine that answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EngineInfo {
    /// What to call it: a product's name, a context's, or `Docker Engine`.
    pub name: String,
    /// `28.5.2`.
    pub version: String,
    /// The API version in use, `1.51`.
    pub api_version: String,
    /// linux, windows.
    pub os: String,
    /// amd64, arm64…
    pub arch: String,
    /// As in [`Tried`].
    pub address: String,
    /// Who pointed at it.
    pub source: EndpointSource,
    /// The host where published ports answer, seen from this machine.
    pub ports_host: String,
}
