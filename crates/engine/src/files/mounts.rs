use naru_view::FileMount;
use serde::Deserialize;

use super::tree::{Names, names};
use crate::connection::Connection;
use crate::error::Result;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Inspected {
    mounts: Option<Vec<Mount>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Mount {
    #[serde(rename = "Type", default)]
    kind: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    source: String,
    destination: String,
}

/// What is mounted into a container, and where. `container` is percent-encoded.
pub(super) async fn mounts(connection: &Connection, container: &str) -> Result<Vec<(Names, FileMount)>> {
    let inspected: Inspected = connection.raw.get_as(&format!("/containers/{container}/json")).await?;
    let mounts = inspected.mounts.unwrap_or_default().into_iter().filter_map(|mount| {
        let Mount { kind, name, source, destination } = mount;
        let source = if name.is_empty() { source } else { name };
        Some((names(destination.as_bytes())?, FileMount { kind, source }))
    });
    Ok(mounts.collect())
}
