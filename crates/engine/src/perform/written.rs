//! A file on this computer that is there whole or not at all.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use naru_view::Progress;
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;

use super::work::Work;
use crate::error::{Error, Result};

/// How often it is told how much was written.
const PACE: Duration = Duration::from_millis(100);

/// Writes a stream into a file: into one beside it, which takes its place once it is whole. Whatever ends it before, a failure or a cancel,
/// leaves what was there and nothing else. Answers with how many bytes it wrote.
pub(super) async fn write(work: Work<'_>, path: &Path, mut bytes: impl Stream<Item = Result<bytes::Bytes>> + Unpin) -> Result<u64> {
    let place = check(path).await?;
    let (mut file, beside) = Beside::create(&place).await?;
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
    work.tell(Progress::Transfer { bytes: written, total: None }).await;
    file.sync_all().await.map_err(|error| Error::file(path, error))?;
    drop(file);
    beside.take_place(&place).await.map_err(|error| Error::file(path, error))?;
    Ok(written)
}

/// As the CLI looks before it asks the engine: its folder is there, and it is a file itself or nothing.
pub(crate) async fn check(path: &Path) -> Result<PathBuf> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Error::file(path, std::io::Error::from(std::io::ErrorKind::IsADirectory)));
    };
    let folder = tokio::fs::canonicalize(folder).await.map_err(|error| Error::file(path, error))?;
    let place = folder.join(name);
    match tokio::fs::symlink_metadata(&place).await {
        Ok(there) if there.is_dir() => Err(Error::file(path, std::io::Error::from(std::io::ErrorKind::IsADirectory))),
        // A link, a device, a pipe.
        Ok(there) if !there.is_file() => Err(Error::file(path, std::io::Error::other("it is there and is not a regular file"))),
        _ => Ok(place),
    }
}

/// The file beside, which goes away unless it takes its place.
pub(crate) struct Beside {
    path: Option<PathBuf>,
}

impl Beside {
    pub(crate) async fn create(place: &Path) -> Result<(File, Self)> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let mut name = std::ffi::OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".naru-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        let path = place.with_file_name(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // What a container holds is its owner's alone.
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(&path).await.map_err(|error| Error::file(place, error))?;
        Ok((file, Self { path: Some(path) }))
    }

    pub(crate) async fn take_place(mut self, place: &Path) -> std::io::Result<()> {
        if let Some(path) = &self.path {
            tokio::fs::rename(path, place).await?;
        }
        self.path = None;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(path) = self.path.take()
            && let Err(error) = std::fs::remove_file(&path)
        {
            tracing::warn!(path = %path.display(), %error, "a file that was not finished stays");
        }
    }
}
