use bollard::container::PathStatResponse;
use bollard::query_parameters::ContainerArchiveInfoOptionsBuilder;
use chrono::DateTime;
use naru_view::{FileEntry, FileKind, ProblemCode};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;
use crate::transport::percent_encode;

/// Bits of Go's `os.FileMode`, in which engines tell what a path is.
const FOLDER: u32 = 1 << 31;
const LINK: u32 = 1 << 27;
/// A device, a named pipe, a socket, or something else that has no content.
const OTHER: u32 = 1 << 26 | 1 << 25 | 1 << 24 | 1 << 19;
const SETUID: u32 = 1 << 23;
const SETGID: u32 = 1 << 22;
const STICKY: u32 = 1 << 20;

/// So many links, one behind the other, are followed. Engines answer with the end of them all.
const LINKS: usize = 4;

/// What is at a path of a container, and where that is, links followed. `container` is percent-encoded.
pub(super) async fn follow(connection: &Connection, container: &str, path: &str) -> Result<(String, FileEntry)> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let stat = stat(connection, container, &path).await?;
        if stat.file_mode & LINK == 0 || stat.link_target.is_empty() {
            let entry = entry(stat);
            return Ok((path, entry));
        }
        path = stat.link_target;
    }
    Err(Error::new(ProblemCode::InvalidValue, "too many links, one behind the other").with("value", path))
}

async fn stat(connection: &Connection, container: &str, path: &str) -> Result<PathStatResponse> {
    let options = ContainerArchiveInfoOptionsBuilder::new().path(path).build();
    match connection.docker.get_container_archive_info(container, Some(options)).await {
        Ok(stat) => Ok(stat),
        // That answer has no body and says nothing of why; the one to the tar does.
        Err(error) => {
            let asked = format!("/containers/{container}/archive?path={}", percent_encode(path));
            Err(connection.raw.open(&asked).await.err().unwrap_or_else(|| of_bollard(error)))
        }
    }
}

fn entry(stat: PathStatResponse) -> FileEntry {
    let mode = stat.file_mode;
    let bit = |bit: u32, means: u32| if mode & bit == 0 { 0 } else { means };
    let kind = match mode {
        mode if mode & FOLDER != 0 => FileKind::Folder,
        mode if mode & LINK != 0 => FileKind::Link,
        mode if mode & OTHER != 0 => FileKind::Other,
        _ => FileKind::File,
    };
    FileEntry {
        exact: true,
        name: stat.name,
        kind,
        size: if kind == FileKind::File { u64::try_from(stat.size).ok() } else { None },
        mode: mode & 0o777 | bit(SETUID, 0o4000) | bit(SETGID, 0o2000) | bit(STICKY, 0o1000),
        // Engines do not tell these of a single path.
        owner: 0,
        group: 0,
        modified: stat.modification_time.and_then(|time| Some(DateTime::parse_from_rfc3339(&time).ok()?.timestamp())).unwrap_or_default(),
        target: None,
        mount: None,
    }
}
