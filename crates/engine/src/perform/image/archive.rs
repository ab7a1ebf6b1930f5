//! Images that become files, and files that become images.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, TryFutureExt, TryStreamExt, stream};
use http::{Method, Response};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use naru_command::{ImageReference, Import, Load, Save};
use naru_view::{Outcome, ProblemCode, Progress};
use serde::Deserialize;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::super::platform;
use super::super::query::needs;
use super::super::work::{Work, not_performed};
use super::super::written;
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
    let asked = format!("/images/get{query}");
    // Asked when its first bytes are: what is wrong with the file is said before.
    let tar = async {
        let answer = work.raw().send(Method::GET, &asked, Payload::Nothing).await.map_err(of_images(images))?;
        Ok(answer.into_body().into_data_stream().map_err(|error| Error::caused(ProblemCode::EngineUnreachable, error)))
    };
    let bytes = written::write(work, Path::new(output), tar.try_flatten_stream()).await?;
    Ok(Outcome::Written { path: output.clone(), bytes })
}

/// Names the image where there is but one.
fn of_images(images: &[String]) -> impl FnOnce(Error) -> Error {
    move |error| match images {
        [image] => of_image(image)(error),
        _ => error,
    }
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
