//! Images that become files, and files that become images.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, stream};
use http::{Method, Response};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use naru_command::{ImageReference, Import, Load, Save};
use naru_view::{Outcome, ProblemCode, Progress};
use serde::Deserialize;
use tempfile::NamedTempFile;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;

use super::super::platform;
use super::super::query::needs;
use super::super::work::{Work, not_performed};
use super::{id_of, of_image};
use crate::error::{Error, Result};
use crate::transport::{Messages, Payload, Query};

/// How often bytes are told of, at most.
const PACE: Duration = Duration::from_millis(60);

/// How much of a file is read at once.
const PIECE: usize = 64 << 10;

/// `docker save -o`. The file is there whole or not at all.
pub(crate) async fn save(work: Work<'_>, save: &Save) -> Result<Outcome> {
    let Save { output, platform, images } = save;
    needs(work, platform.is_some(), "--platform", (1, 48))?;
    let Some(output) = output else {
        // What the CLI says where its output is a terminal, and a window is nothing better.
        return Err(Error::new(ProblemCode::InvalidValue, "save needs a file: give one with --output").with("value", "--output"));
    };
    let mut query = Query::default();
    for image in images {
        query = query.with("names", image);
    }
    if let Some(platform) = platform {
        query = query.with("platform", &platform::json_of(platform)?);
    }
    let output = PathBuf::from(output);
    let (beside, file) = create_beside(&output).await?;
    let answer = work.raw().send(Method::GET, &format!("/images/get{query}"), Payload::Nothing).await.map_err(of_images(images))?;
    let bytes = write(work, answer, File::from_std(file), &output).await?;
    let path = output.display().to_string();
    blocking(move || beside.persist(&output).map(drop).map_err(|error| Error::file(&output, error.error))).await?;
    Ok(Outcome::Written { path, bytes })
}

/// Names the image where there is but one.
fn of_images(images: &[String]) -> impl FnOnce(Error) -> Error {
    move |error| match images {
        [image] => of_image(image)(error),
        _ => error,
    }
}

/// A file beside the one that is meant, which goes away when it is dropped. Like the CLI's it is readable by its owner alone.
async fn create_beside(output: &Path) -> Result<(NamedTempFile, std::fs::File)> {
    let output = output.to_owned();
    blocking(move || {
        match std::fs::symlink_metadata(&output) {
            Ok(there) if !there.is_file() => {
                let said = "it is there and no plain file";
                return Err(Error::new(ProblemCode::FileNotFound, said).with("path", output.display().to_string()));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::file(&output, error)),
            _ => {}
        }
        let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = tempfile::Builder::new().prefix(".naru-").tempfile_in(folder).map_err(|error| Error::file(&output, error))?;
        let file = beside.reopen().map_err(|error| Error::file(&output, error))?;
        Ok((beside, file))
    })
    .await
}

async fn write(work: Work<'_>, answer: Response<Incoming>, mut file: File, output: &Path) -> Result<u64> {
    let mut body = answer.into_body();
    let (mut bytes, mut told) = (0, Instant::now());
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Error::caused(ProblemCode::EngineUnreachable, error))?;
        let Ok(piece) = frame.into_data() else { continue };
        file.write_all(&piece).await.map_err(|error| Error::file(output, error))?;
        bytes += piece.len() as u64;
        if told.elapsed() >= PACE {
            told = Instant::now();
            work.tell(Progress::Transfer { bytes, total: None }).await;
        }
    }
    file.sync_all().await.map_err(|error| Error::file(output, error))?;
    work.tell(Progress::Transfer { bytes, total: Some(bytes) }).await;
    Ok(bytes)
}

/// `docker load -i`
pub(crate) async fn load(work: Work<'_>, load: &Load) -> Result<Outcome> {
    #[derive(Deserialize)]
    struct Said {
        stream: Option<String>,
    }
    let Load { input, platform, quiet: _ } = load;
    needs(work, platform.is_some(), "--platform", (1, 48))?;
    let Some(input) = input.as_ref().filter(|input| *input != "-") else { return Err(not_performed("load < FILE")) };
    let mut query = Query::default().with("quiet", "1");
    if let Some(platform) = platform {
        query = query.with("platform", &platform::json_of(platform)?);
    }
    let answer = send_file(work, Path::new(input), &format!("/images/load{query}")).await?;
    let mut messages = Messages::new(answer.into_body());
    let mut images = Vec::new();
    while let Some(Said { stream }) = messages.next().await? {
        images.extend(stream.iter().flat_map(|said| said.lines()).filter_map(loaded).map(str::to_owned));
    }
    Ok(Outcome::Loaded { images })
}

/// The image in what an engine says: `Loaded image: nginx:latest`, `Loaded image ID: sha256:…`.
fn loaded(line: &str) -> Option<&str> {
    line.strip_prefix("Loaded image: ").or_else(|| line.strip_prefix("Loaded image ID: ")).map(str::trim)
}

/// `docker import`
pub(crate) async fn import(work: Work<'_>, import: &Import) -> Result<Outcome> {
    #[derive(Deserialize)]
    struct Said {
        status: Option<String>,
    }
    let Import { change, message, platform, file, image } = import;
    let is_url = file.starts_with("http://") || file.starts_with("https://");
    if file == "-" {
        return Err(not_performed("import -"));
    }
    let mut query = Query::default().with("fromSrc", if is_url { file } else { "-" });
    query = query.with_some("repo", image.as_ref().map(AsRef::as_ref)).with_some("message", message.as_deref());
    for change in change {
        query = query.with("changes", change);
    }
    query = query.with_some("platform", platform.as_deref().map(str::to_lowercase).as_deref());
    let path = format!("/images/create{query}");
    let answer = if is_url {
        work.raw().send(Method::POST, &path, Payload::Nothing).await?
    } else {
        send_file(work, Path::new(file), &path).await?
    };
    let mut messages = Messages::new(answer.into_body());
    let mut id = None;
    while let Some(Said { status }) = messages.next().await? {
        id = status.filter(|status| status.starts_with("sha256:")).or(id);
    }
    let Some(id) = id else { return Err(Error::new(ProblemCode::EngineRefused, "the engine names no image that it imported")) };
    Ok(Outcome::Image { id: id_of(work, &id).await?, reference: image.as_ref().map(ImageReference::familiar) })
}

/// Sends a file, and tells how much of it is gone until the answer begins.
async fn send_file(work: Work<'_>, path: &Path, to: &str) -> Result<Response<Incoming>> {
    let unreadable = |error: io::Error| Error::file(path, error);
    let file = File::open(path).await.map_err(unreadable)?;
    let metadata = file.metadata().await.map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    // A pipe or a device has no length that means anything.
    let total = metadata.is_file().then_some(metadata.len());
    let sent = Arc::new(AtomicU64::new(0));
    let payload = Payload::tar(pieces(file, Arc::clone(&sent)));
    let mut answer = std::pin::pin!(work.raw().send(Method::POST, to, payload));
    let mut pace = tokio::time::interval(PACE);
    loop {
        tokio::select! {
            biased;
            answer = &mut answer => {
                work.tell(Progress::Transfer { bytes: sent.load(Ordering::Relaxed), total }).await;
                return answer;
            }
            _ = pace.tick() => work.tell(Progress::Transfer { bytes: sent.load(Ordering::Relaxed), total }).await,
        }
    }
}

fn pieces(file: File, sent: Arc<AtomicU64>) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::try_unfold((file, sent), |(mut file, sent)| async move {
        let mut piece = Vec::with_capacity(PIECE);
        let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece).await?;
        sent.fetch_add(read as u64, Ordering::Relaxed);
        Ok((read > 0).then(|| (Bytes::from(piece), (file, sent))))
    })
}

/// Touches the disk off the threads that everything else runs on.
async fn blocking<T: Send + 'static>(act: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(act).await.map_err(|error| Error::caused(ProblemCode::Internal, error))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_what_engines_say() {
        assert_eq!(loaded("Loaded image: localhost:5000/web:1"), Some("localhost:5000/web:1"));
        assert_eq!(loaded("Loaded image ID: sha256:12"), Some("sha256:12"));
        assert_eq!(loaded("The image web:1 already exists, renaming the old one with ID sha256:12 to empty string"), None);
    }
}
