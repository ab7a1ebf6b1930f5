//! A context as a tar, written as it is read.

use std::fs::{File, Metadata};
use std::io::{self, Read, Write};
use std::time::UNIX_EPOCH;

use bytes::{Bytes, BytesMut};
use naru_view::ProblemCode;
use tar::{Builder, EntryType, Header};
use tokio::sync::mpsc;

use super::walk::{Entry, Tree, present, unreadable};
use crate::error::{Error, Result};

/// How much is handed over at once. With [`CHUNKS`] this bounds what of a context is ever in memory.
const CHUNK: usize = 64 << 10;

/// How many chunks may wait to be sent.
pub(crate) const CHUNKS: usize = 16;

/// A file up to this size is read before its header is written, so that the header is right even if the file changes.
const SMALL: u64 = 1 << 20;

/// A file that is not in the folder and yet in the tar.
#[derive(Debug)]
pub(crate) struct Extra {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

/// Writes the tar into the channel. Ends early, and well, when nobody listens any more. Blocking.
pub(crate) fn write(tree: &Tree, extra: Option<&Extra>, to: mpsc::Sender<io::Result<Bytes>>) -> Result<()> {
    let mut tar = Builder::new(Chunks::new(to));
    let written = fill(&mut tar, tree, extra);
    match &written {
        Ok(()) => {
            let ended = tar.into_inner().and_then(|mut chunks| chunks.flush());
            ended.or_else(|error| if is_unheard(&error) { Ok(()) } else { Err(internal(error)) })
        }
        Err(error) => {
            // The engine must not take half a context for a whole one.
            let broken = io::Error::other(error.to_string());
            if tar.get_ref().to.blocking_send(Err(broken)).is_err() {
                tracing::debug!("the build was over before its context failed");
            }
            written
        }
    }
}

fn fill(tar: &mut Builder<Chunks>, tree: &Tree, extra: Option<&Extra>) -> Result<()> {
    if let Some(extra) = extra {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o600);
        header.set_size(extra.content.len() as u64);
        if !heard(tar.append_data(&mut header, &extra.name, extra.content.as_slice()))? {
            return Ok(());
        }
    }
    tree.walk(&mut |entry| if tar.get_ref().to.is_closed() { Ok(false) } else { append(tar, entry) })?;
    Ok(())
}

/// Adds one entry; `false` when nobody listens any more.
fn append(tar: &mut Builder<Chunks>, entry: &Entry) -> Result<bool> {
    let mut header = header(&entry.metadata);
    let kind = entry.metadata.file_type();
    if kind.is_dir() {
        header.set_entry_type(EntryType::Directory);
        header.set_size(0);
        return heard(tar.append_data(&mut header, &entry.path, io::empty()));
    }
    if kind.is_symlink() {
        let Some(target) = present(std::fs::read_link(&entry.full), &entry.full)? else { return Ok(true) };
        header.set_entry_type(EntryType::Symlink);
        header.set_size(0);
        let target = if cfg!(windows) { target.to_string_lossy().replace('\\', "/").into() } else { target };
        // The literal form keeps `./a` and `a//b` as they are; only a long target needs the other, which keeps it too.
        let literal = header.set_link_name_literal(target.as_os_str().as_encoded_bytes());
        return heard(match literal {
            Ok(()) => tar.append_data(&mut header, &entry.path, io::empty()),
            Err(_) => tar.append_link(&mut header, &entry.path, &target),
        });
    }
    if !kind.is_file() {
        header.set_entry_type(EntryType::Fifo);
        header.set_size(0);
        return heard(tar.append_data(&mut header, &entry.path, io::empty()));
    }
    append_file(tar, entry, header)
}

fn append_file(tar: &mut Builder<Chunks>, entry: &Entry, mut header: Header) -> Result<bool> {
    let Some(file) = present(File::open(&entry.full), &entry.full)? else { return Ok(true) };
    let size = file.metadata().map_err(|error| unreadable(error, &entry.full))?.len();
    header.set_entry_type(EntryType::Regular);
    if size <= SMALL {
        let mut content = Vec::new();
        file.take(size).read_to_end(&mut content).map_err(|error| unreadable(error, &entry.full))?;
        header.set_size(content.len() as u64);
        return heard(tar.append_data(&mut header, &entry.path, content.as_slice()));
    }
    // The header is gone by the time a large file shrinks: what is missing is filled with zeros, as tar itself does, and
    // what came in meanwhile is not sent.
    header.set_size(size);
    let mut reader = Exactly::new(file, size);
    let appended = heard(tar.append_data(&mut header, &entry.path, &mut reader));
    match reader.failed() {
        Some(error) => Err(unreadable(error, &entry.full)),
        None => appended,
    }
}

/// A header with what every kind of entry has. Owners do not matter: a build gives all files to root.
fn header(metadata: &Metadata) -> Header {
    let mut header = Header::new_gnu();
    header.set_mode(mode(metadata));
    header.set_uid(0);
    header.set_gid(0);
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    header.set_mtime(modified.map_or(0, |since| since.as_secs()));
    header
}

#[cfg(unix)]
fn mode(metadata: &Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o7777
}

/// Windows has no such bits; docker sends everything as executable from there.
#[cfg(not(unix))]
fn mode(_: &Metadata) -> u32 {
    0o755
}

/// Reads a file as exactly so many bytes.
pub(crate) struct Exactly {
    file: File,
    left: u64,
    failed: Option<io::Error>,
}

impl Exactly {
    pub(crate) fn new(file: File, size: u64) -> Self {
        Self { file, left: size, failed: None }
    }

    /// Why the file could not be read, where that is how it ended.
    pub(crate) fn failed(self) -> Option<io::Error> {
        self.failed
    }
}

impl Read for Exactly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let mut read = self.file.read(&mut buffer[..wanted]).map_err(|error| {
            let said = io::Error::new(error.kind(), error.to_string());
            self.failed = Some(error);
            said
        })?;
        if read == 0 {
            buffer[..wanted].fill(0);
            read = wanted;
        }
        self.left -= read as u64;
        Ok(read)
    }
}

/// Collects what the tar writer writes, mostly in blocks of 512 bytes, into chunks worth sending.
pub(crate) struct Chunks {
    to: mpsc::Sender<io::Result<Bytes>>,
    pending: BytesMut,
}

impl Chunks {
    pub(crate) fn new(to: mpsc::Sender<io::Result<Bytes>>) -> Self {
        Self { to, pending: BytesMut::with_capacity(CHUNK) }
    }
}

impl Write for Chunks {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let taken = data.len().min(CHUNK - self.pending.len());
        self.pending.extend_from_slice(&data[..taken]);
        if self.pending.len() == CHUNK {
            self.flush()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.pending, BytesMut::with_capacity(CHUNK)).freeze();
        self.to.blocking_send(Ok(chunk)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

/// Whether somebody took what was written.
fn heard(written: io::Result<()>) -> Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if is_unheard(&error) => Ok(false),
        Err(error) => Err(internal(error)),
    }
}

fn is_unheard(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// The tar writer itself only fails at names that a tar cannot hold.
fn internal(error: io::Error) -> Error {
    Error::caused(ProblemCode::Internal, error)
}
