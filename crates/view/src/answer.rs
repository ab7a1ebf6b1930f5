//! What a command that only looks answers with.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Container, Image, Label, Layer, Port};

/// What a command that only looks answers with. Flags that shape a terminal's table (`--format`, `--quiet`, `--no-trunc`) do not
/// change it: the window shows the same facts in its own shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "of")]
pub enum Answer {
    /// `ps`
    Containers {
        /// In docker's order: newest first.
        containers: Vec<Container>,
        /// With `--size`: one for each of them, in the same order.
        sizes: Option<Vec<ContainerSize>>,
    },
    /// `image ls`
    Images {
        /// Newest first.
        images: Vec<Image>,
    },
    /// `network ls`
    Networks {
        /// By name.
        networks: Vec<Network>,
    },
    /// `volume ls`
    Volumes {
        /// By name.
        volumes: Vec<StoredVolume>,
    },
    /// `inspect` of anything.
    Objects {
        /// What docker prints: one JSON array, indented.
        json: String,
    },
    /// `image history`
    History {
        /// Newest first.
        layers: Vec<Layer>,
    },
    /// `top`
    Processes {
        /// The columns.
        titles: Vec<String>,
        /// A row for each process, a text for each column.
        rows: Vec<Vec<String>>,
    },
    /// `port`
    Ports {
        /// Those that are published.
        ports: Vec<Port>,
    },
    /// `diff`
    FileChanges {
        /// In the engine's order.
        changes: Vec<FileChange>,
    },
    /// `stats --no-stream`
    Stats {
        /// One for each container.
        samples: Vec<StatsSample>,
    },
    /// `search`
    SearchResults {
        /// In the registry's order.
        results: Vec<SearchResult>,
    },
    /// `system df`
    DiskUsage {
        /// A row for each kind of object, in docker's order.
        usage: Vec<DiskUsage>,
    },
    /// `info`, `version` and whatever else is a list of facts.
    Facts {
        /// In the order in which docker prints them.
        facts: Vec<Label>,
        /// The whole answer of the engine, indented.
        json: String,
    },
    /// `context ls`
    Contexts {
        /// By name, `default` first.
        contexts: Vec<DockerContext>,
    },
}

/// What a container takes of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContainerSize {
    /// Bytes of the files that it wrote or changed.
    pub written: u64,
    /// The same with those of its image, which it may share; docker calls it virtual.
    pub whole: u64,
}

/// A network, as `docker network ls` knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Network {
    /// The full id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// bridge, host, none, overlay…
    pub driver: String,
    /// local, swarm, global.
    pub scope: String,
    /// It has no way out.
    pub internal: bool,
    /// `172.17.0.0/16`, as many as it has.
    pub subnets: Vec<String>,
    /// When it was created, RFC 3339.
    pub created: String,
}

/// A volume, as `docker volume ls` knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoredVolume {
    /// Its name.
    pub name: String,
    /// local, or a plugin's.
    pub driver: String,
    /// Where it lies on the engine's host.
    pub mountpoint: String,
    /// When it was created, RFC 3339; not every driver says so.
    pub created: Option<String>,
    /// Sorted by key.
    pub labels: Vec<Label>,
    /// True when docker invented its name.
    pub anonymous: bool,
}

/// A file that a container changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileChange {
    /// What happened to it.
    pub kind: FileChangeKind,
    /// Absolute, in the container.
    pub path: String,
}

/// What happened to a file since the container was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FileChangeKind {
    /// `C`
    Changed,
    /// `A`
    Added,
    /// `D`
    Deleted,
}

/// What a container uses, once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatsSample {
    /// Its full id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was measured, by the engine's clock, in milliseconds since 1970.
    pub at: i64,
    /// Percent of one core: 200 is two cores whole.
    pub cpu_percent: f64,
    /// Bytes, as docker counts them: without the page cache.
    pub memory: u64,
    /// Bytes it may use.
    pub memory_limit: u64,
    /// Bytes received over all its networks.
    pub received: u64,
    /// Bytes sent over all its networks.
    pub sent: u64,
    /// Bytes read from disks.
    pub read: u64,
    /// Bytes written to disks.
    pub written: u64,
    /// Processes and threads.
    pub pids: u64,
}

/// An image that a registry has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// Its name.
    pub name: String,
    /// What its owner says of it.
    pub description: String,
    /// How many starred it.
    pub stars: u32,
    /// One of Docker's own.
    pub official: bool,
}

/// What one kind of object takes of the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DiskUsage {
    /// What kind.
    pub kind: DiskUsageKind,
    /// How many there are.
    pub total: u32,
    /// How many are in use.
    pub active: u32,
    /// Bytes in all.
    pub size: u64,
    /// Bytes that a prune would give back.
    pub reclaimable: u64,
}

/// The rows of `docker system df`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum DiskUsageKind {
    /// Images
    Images,
    /// Containers
    Containers,
    /// Local Volumes
    Volumes,
    /// Build Cache
    BuildCache,
}

/// A context of the docker CLI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DockerContext {
    /// Its name.
    pub name: String,
    /// What its owner says of it.
    pub description: String,
    /// Where its engine is.
    pub address: String,
    /// The CLI uses it when a line names none.
    pub current: bool,
    /// Why it cannot be used, in the words of who tried.
    pub error: Option<String>,
}
