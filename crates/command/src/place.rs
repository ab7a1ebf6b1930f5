use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Shell;

/// Where a line is meant: a line means something only in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The shell that reads it.
    pub shell: Shell,
    /// How to reach the engine, when it is not the one that a bare `docker` reaches.
    pub engine: Option<EngineFlag>,
}

/// How a line says which engine it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum EngineFlag {
    /// `docker --context NAME`
    Context(String),
    /// `docker -H URL`
    Host(String),
}
