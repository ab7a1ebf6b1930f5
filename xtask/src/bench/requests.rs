//! A socket that leads to the engine and counts what is asked on the way.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result};
use tempfile::TempDir;

/// It takes connections for as long as the program runs.
pub struct CountingSocket {
    folder: TempDir,
    count: Arc<AtomicUsize>,
}

impl CountingSocket {
    /// Opens one that leads to `engine`.
    pub fn open(engine: &Path) -> Result<Self> {
        let folder = TempDir::with_prefix("naru-count-")?;
        let listener = UnixListener::bind(folder.path().join("docker.sock")).context("could not open a socket")?;
        let count = Arc::new(AtomicUsize::new(0));
        let (counter, engine) = (Arc::clone(&count), engine.to_owned());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (counter, engine) = (Arc::clone(&counter), engine.clone());
                thread::spawn(move || carry(&client, &engine, &counter));
            }
        });
        Ok(Self { folder, count })
    }

    /// The value for `DOCKER_HOST`.
    pub fn docker_host(&self) -> String {
        format!("unix://{}", self.path().display())
    }

    /// Requests so far.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("docker.sock")
    }
}

fn carry(client: &UnixStream, engine: &Path, counter: &AtomicUsize) {
    let Ok(engine) = UnixStream::connect(engine) else { return };
    thread::scope(|scope| {
        scope.spawn(|| copy(&engine, client, |_| ()));
        let mut lines = RequestLines::default();
        copy(client, &engine, |bytes| {
            counter.fetch_add(lines.count(bytes), Ordering::Relaxed);
        });
    });
}

/// Carries bytes until one side is done, then says so to the other.
fn copy(mut from: &UnixStream, mut to: &UnixStream, mut seen: impl FnMut(&[u8])) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length) = from.read(&mut buffer) {
        seen(&buffer[..length]);
        if length == 0 || to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
    let _ = from.shutdown(Shutdown::Read);
}

/// Finds the first lines of HTTP requests in a stream that may be cut anywhere.
#[derive(Default)]
struct RequestLines {
    line: Vec<u8>,
}

impl RequestLines {
    fn count(&mut self, bytes: &[u8]) -> usize {
        let mut found = 0;
        for byte in bytes {
            if *byte == b'\n' {
                found += usize::from(self.line.ends_with(b" HTTP/1.1\r"));
                self.line.clear();
            } else {
                self.line.push(*byte);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::RequestLines;

    #[test]
    fn requests_are_counted_across_pieces_of_a_stream() {
        let mut lines = RequestLines::default();
        let stream = b"GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\nGET /events HTTP/1.1\r\n\r\n";
        let count: usize = stream.chunks(7).map(|piece| lines.count(piece)).sum();
        assert_eq!(count, 2, "two requests on one connection, however it is cut");
    }
}
