//! What a container changed: `docker diff`, and what it amounts to.

use std::collections::HashSet;

use naru_view::{ChangeCounts, ContainerChanges, ContainerWritable, FileChange, FileChangeKind};
use serde::Deserialize;

use crate::connection::Connection;
use crate::error::Result;
use crate::perform::{file_changes, segment};

/// A window is shown no more changes than this.
const SHOWN: usize = 20_000;

/// Everything that a container changed.
pub(crate) async fn changes(connection: &Connection, container: &str) -> Result<ContainerChanges> {
    let (mut list, bytes) = tokio::try_join!(file_changes(&connection.raw, container), bytes(connection, container))?;
    let writable = ContainerWritable { changes: counts(&list), bytes };
    list.sort_unstable_by(|a, b| a.path.split('/').cmp(b.path.split('/')));
    let left_out = u32::try_from(list.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX);
    list.truncate(SHOWN);
    Ok(ContainerChanges { list, left_out, writable })
}

/// What that amounts to.
pub(crate) async fn writable(connection: &Connection, container: &str) -> Result<ContainerWritable> {
    let (list, bytes) = tokio::try_join!(file_changes(&connection.raw, container), bytes(connection, container))?;
    Ok(ContainerWritable { changes: counts(&list), bytes })
}

async fn bytes(connection: &Connection, container: &str) -> Result<Option<u64>> {
    #[derive(Deserialize)]
    struct Inspected {
        #[serde(rename = "SizeRw")]
        written: Option<i64>,
    }
    let path = format!("/containers/{}/json?size=1", segment(container)?);
    let Inspected { written } = connection.raw.patient().get_as(&path).await?;
    // Some engines say -1 of what they cannot count.
    Ok(written.and_then(|bytes| u64::try_from(bytes).ok()))
}

fn counts(list: &[FileChange]) -> ChangeCounts {
    let parents: HashSet<&str> = list.iter().filter_map(|change| Some(change.path.rsplit_once('/')?.0)).collect();
    let mut counts = ChangeCounts::default();
    for change in list {
        match change.kind {
            FileChangeKind::Added => counts.added += 1,
            FileChangeKind::Deleted => counts.deleted += 1,
            // Only what is in it changed.
            FileChangeKind::Changed if parents.contains(change.path.as_str()) => {}
            FileChangeKind::Changed => counts.changed += 1,
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_counts_only_where_it_is_new_or_gone() {
        use FileChangeKind::{Added as A, Changed as C, Deleted as D};
        let list = [(C, "/etc"), (C, "/etc/hosts"), (D, "/etc/motd"), (A, "/new"), (A, "/new/file"), (C, "/etcetera"), (C, "/run")];
        let list = list.map(|(kind, path)| FileChange { kind, path: path.to_owned() });
        assert_eq!(counts(&list), ChangeCounts { added: 2, changed: 3, deleted: 1 });
        assert_eq!(counts(&[]), ChangeCounts::default());
    }
}
