//! The beginning of a file of a container.

use std::io::{self, Read};

use http_body_util::BodyExt;
use naru_view::{FileKind, FilePreview, ProblemCode};
use tar::Archive;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::stat::follow;
use crate::build::archive::CHUNKS;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::perform::{clean_path, segment};
use crate::received::Received;
use crate::transport::percent_encode;

/// So much of a file is shown.
const SHOWN: u64 = 64 << 10;

/// A file with a zero byte so far in front is no text; git looks as far.
const LOOKED_AT: usize = 8_000;

/// The first bytes of a file, links followed.
pub(crate) async fn preview(connection: &Connection, container: &str, path: &str, cancel: CancellationToken) -> Result<FilePreview> {
    tokio::select! {
        biased;
        preview = read(connection, container, path) => preview,
        () = cancel.cancelled() => Err(Error::cancelled()),
    }
}

async fn read(connection: &Connection, container: &str, path: &str) -> Result<FilePreview> {
    let container = segment(container)?;
    let (path, entry) = follow(connection, &container, &clean_path(path)).await?;
    // A folder has no content, and reading a device could go on for ever.
    if entry.kind != FileKind::File {
        return Err(Error::new(ProblemCode::InvalidValue, "not a file with content").with("value", path));
    }
    let asked = format!("/containers/{container}/archive?path={}", percent_encode(&path));
    let mut body = connection.raw.open(&asked).await?.into_body();
    let (sender, receiver) = mpsc::channel(CHUNKS);
    let reading = tokio::task::spawn_blocking(move || first(Received::new(receiver)));
    // Ends as soon as the beginning is read: nobody listens any more.
    while let Some(frame) = body.frame().await {
        let piece = match frame {
            Ok(frame) => frame.into_data().map_err(|_| io::Error::other("no data")),
            Err(error) => return Err(Error::caused(ProblemCode::EngineUnreachable, error)),
        };
        if piece.is_ok() && sender.send(piece).await.is_err() {
            break;
        }
    }
    drop(body);
    drop(sender);
    let read = reading.await.map_err(|error| Error::caused(ProblemCode::Internal, error))?;
    let (bytes, size) = read.map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    Ok(FilePreview { path, text: text(&bytes, size), shown: bytes.len() as u64, size })
}

/// The beginning of the first file of a tar, and how large that file is. Blocking.
fn first(tar: impl Read) -> io::Result<(Vec<u8>, u64)> {
    let mut archive = Archive::new(tar);
    let entry = archive.entries()?.next().ok_or(io::ErrorKind::UnexpectedEof)??;
    let size = entry.size();
    let mut bytes = Vec::new();
    entry.take(SHOWN).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < size.min(SHOWN) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((bytes, size))
}

fn text(bytes: &[u8], size: u64) -> Option<String> {
    if bytes[..bytes.len().min(LOOKED_AT)].contains(&0) {
        return None;
    }
    // The last letter may have been cut in two.
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if (bytes.len() as u64) < size && error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    };
    Some(String::from_utf8_lossy(whole).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_letters() {
        assert_eq!(text("나루".as_bytes(), 6).as_deref(), Some("나루"));
        assert_eq!(text(&"나루".as_bytes()[..5], 6).as_deref(), Some("나"));
        assert_eq!(text(&"나루".as_bytes()[..5], 5).as_deref(), Some("나\u{fffd}"), "nothing was cut off");
        assert_eq!(text(b"\x7fELF\0", 5), None);
        assert_eq!(text(b"", 0).as_deref(), Some(""));
    }
}
