//! A file on this computer that is there whole or not at all.

use std::fs::{canonicalize, symlink_metadata};
use std::io::{Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use naru_view::Progress;
use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;

use super::work::Work;
use crate::blocking::blocking;
use crate::error::{Error, Result};

/// How often it is told how much was written.
const PACE: Duration = Duration::from_millis(100);

/// Writes a stream into a file: into one beside it, which takes its place once it is whole. Whatever ends it before, a failure or a cancel,
/// leaves what was there and nothing else. Answers with how many bytes it wrote; nothing may be waited for after that, or a cancel could
/// still say that the file was not replaced.
pub(super) async fn write(work: Work<'_>, path: &Path, bytes: impl Stream<Item = Result<bytes::Bytes>>) -> Result<u64> {
    let (file, beside) = Beside::create(path).await?;
    let (mut file, mut bytes) = (File::from_std(file), std::pin::pin!(bytes));
    let (mut written, mut told) = (0, Instant::now());
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk?;
        file.write_all(&chunk).await.map_err(|error| Error::file(path, error))?;
        written += chunk.len() as u64;
        if told.elapsed() >= PACE {
            told = Instant::now();
            work.tell(Progress::Transfer { bytes: written, total: None }).await;
        }
    }
    // Writing ends on another thread: how the last piece went, only this says.
    file.flush().await.map_err(|error| Error::file(path, error))?;
    file.sync_all().await.map_err(|error| Error::file(path, error))?;
    work.tell(Progress::Transfer { bytes: written, total: Some(written) }).await;
    drop(file);
    beside.take_place().map_err(|error| Error::file(path, error))?;
    Ok(written)
}

/// A file beside the one that is meant. It goes away unless it takes its place.
pub(crate) struct Beside {
    path: TempPath,
    place: PathBuf,
}

impl Beside {
    /// Makes it, empty, for its owner alone: so is what a container or an image holds.
    pub(crate) async fn create(path: &Path) -> Result<(std::fs::File, Self)> {
        let path = path.to_owned();
        blocking(move || {
            let make = || {
                let place = check(&path)?;
                let beside = tempfile::Builder::new().prefix(".naru-").tempfile_in(place.parent().unwrap_or(&place))?;
                let (file, path) = beside.into_parts();
                Ok((file, Self { path, place }))
            };
            make().map_err(|error| Error::file(&path, error))
        })
        .await?
    }

    /// Here and now, on whatever thread this is: it is one call, and were it awaited, a cancel could come when it is done and before that is said.
    pub(crate) fn take_place(self) -> std::io::Result<()> {
        self.path.persist(&self.place).map_err(|error| error.error)
    }
}

/// As the CLI looks before it asks the engine: its folder is there, and it is a file itself or nothing. Answers with where it is, whatever the
/// process's folder becomes.
fn check(path: &Path) -> std::io::Result<PathBuf> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Err(ErrorKind::IsADirectory.into()) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let place = canonicalize(folder)?.join(name);
    match symlink_metadata(&place) {
        Ok(there) if there.is_dir() => Err(ErrorKind::IsADirectory.into()),
        // A link, a device, a pipe.
        Ok(there) if !there.is_file() => Err(IoError::other("it is there and is not a regular file")),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(place),
    }
}
