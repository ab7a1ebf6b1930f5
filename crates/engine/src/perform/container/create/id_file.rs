//! `--cidfile`.

use std::path::PathBuf;

use naru_view::ProblemCode;
use tokio::io::AsyncWriteExt;

use crate::error::{Error, Result};

/// The file a container's id goes into. It is made before the container, and is gone again when nothing was written to it, as the CLI's is.
pub(super) struct IdFile {
    path: PathBuf,
    file: tokio::fs::File,
    written: bool,
}

impl IdFile {
    pub(super) async fn make(path: &str) -> Result<Self> {
        let made = tokio::fs::OpenOptions::new().write(true).create_new(true).open(path).await;
        let file = made.map_err(|error| {
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                return Error::caused(ProblemCode::Conflict, error).with("path", path);
            }
            Error::file(path, error)
        })?;
        Ok(Self { path: PathBuf::from(path), file, written: false })
    }

    pub(super) async fn write(mut self, id: &str) -> Result<()> {
        let failed = |error: std::io::Error| Error::file(&self.path, error);
        self.file.write_all(id.as_bytes()).await.map_err(failed)?;
        self.file.flush().await.map_err(failed)?;
        self.written = true;
        Ok(())
    }
}

impl Drop for IdFile {
    /// Also on a cancel, which drops what waits for the engine. Removing one file does not hold a thread up.
    fn drop(&mut self) {
        if !self.written
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(%error, "the file for a container's id stays");
        }
    }
}
