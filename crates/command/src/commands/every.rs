use serde::{Deserialize, Serialize};
use specta::Type;

use super::Ps;

/// `docker rm $(docker ps -aq)`: a command on every container of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RmAll {
    /// Which ones; it lists ids only (`quiet`).
    pub which: Ps,
    /// `-f`: kill it first when it runs.
    #[serde(default)]
    pub force: bool,
    /// `-v`: remove its anonymous volumes too.
    #[serde(default)]
    pub volumes: bool,
}

/// `docker stop $(docker ps -q)`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StopAll {
    /// Which ones; it lists ids only (`quiet`).
    pub which: Ps,
    /// `-t`: seconds to wait before killing.
    #[serde(default)]
    pub time: Option<i32>,
}

/// `docker rmi $(docker images -q)`
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RmiAll {
    /// Which ones; it lists ids only (`quiet`).
    pub which: super::ImageLs,
    /// `-f`: even if a container uses it.
    #[serde(default)]
    pub force: bool,
}
