//! The book itself: what is on disk, and where each line begins.

use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use naru_view::{LogStream, LogStreams};

use crate::marks::Marks;
use crate::on_disk::{OnDisk, outside};
use crate::search::Search;

/// Bytes of the index for each line: where it begins in the text, and when and where it was written.
pub(crate) const ENTRY: usize = 16;

/// How much of a log is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes of text and of its index.
    pub most: u64,
    /// Bytes that stay free on the disk.
    pub free: u64,
}

/// Why no more is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is as large as it may become; the limit can be raised.
    Full,
    /// The disk is.
    Disk,
}

/// A line as it is found in the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) start: u64,
    /// Behind its last byte; its line end is there.
    pub(crate) end: u64,
    pub(crate) stamp: u64,
    pub(crate) continued: bool,
}

/// A line that has begun and not ended.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    pub(crate) stream: LogStream,
    pub(crate) stamp: u64,
    pub(crate) bytes: Vec<u8>,
}

/// A log, shared by the one who writes it and those who read.
#[derive(Debug)]
pub struct Book {
    pub(crate) text: OnDisk,
    pub(crate) index: OnDisk,
    pub(crate) folder: PathBuf,
    written: RwLock<Written>,
    search: Mutex<Option<Arc<Search>>>,
}

/// What can be read. It is changed when the bytes are on the disk.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Bytes of text.
    pub(crate) bytes: u64,
    /// The lines of stderr, and with that how many lines there are.
    pub(crate) stderr: Marks,
    /// What has begun and not ended, behind the last line.
    pub(crate) open: Vec<Open>,
    /// When the last line was written.
    pub(crate) stamp: u64,
    pub(crate) hold: Option<Hold>,
}

impl Book {
    /// An empty one, in files of this folder that have no name.
    pub fn create(folder: &Path) -> Result<Arc<Self>> {
        std::fs::create_dir_all(folder)?;
        Ok(Arc::new(Self {
            text: OnDisk::create(folder)?,
            index: OnDisk::create(folder)?,
            folder: folder.to_owned(),
            written: RwLock::default(),
            search: Mutex::default(),
        }))
    }

    /// How many lines there are.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.written().stderr.len()
    }

    /// How many bytes of text.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.written().bytes
    }

    /// How many bytes of lines that have begun and not ended.
    #[must_use]
    pub fn open_bytes(&self) -> u64 {
        self.written().open.iter().map(|line| line.bytes.len() as u64).sum()
    }

    /// When the last line was written, in nanoseconds since 1970; 0 when there is none.
    #[must_use]
    pub fn last_stamp(&self) -> u64 {
        self.written().stamp
    }

    /// Why no more is taken in.
    #[must_use]
    pub fn hold(&self) -> Option<Hold> {
        self.written().hold
    }

    /// How many rows a view of these streams has: its lines, and those that have begun.
    #[must_use]
    pub fn rows(&self, streams: LogStreams) -> u64 {
        let written = self.written();
        written.ended(streams) + written.open.iter().filter(|line| streams.has(line.stream)).count() as u64
    }

    /// The line of a row.
    #[must_use]
    pub fn line_of(&self, row: u64, streams: LogStreams) -> Option<u64> {
        self.written().line_of(row, streams)
    }

    /// What is searched for now.
    #[must_use]
    pub fn search(&self) -> Option<Arc<Search>> {
        self.searched().clone()
    }

    /// Searches for something else from now on, or for nothing; who scans for the one before sees that it is over.
    pub fn set_search(&self, search: Option<Arc<Search>>) {
        if let Some(before) = std::mem::replace(&mut *self.searched(), search) {
            before.cancel();
        }
    }

    pub(crate) fn written(&self) -> RwLockReadGuard<'_, Written> {
        self.written.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self, change: impl FnOnce(&mut Written)) {
        change(&mut self.written.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// The entries of these lines, which exist.
    pub(crate) fn entries(&self, from: u64, to: u64) -> Result<Vec<Entry>> {
        let (lines, bytes) = {
            let written = self.written();
            (written.stderr.len(), written.bytes)
        };
        if from > to || to > lines {
            return Err(outside());
        }
        // Of the one behind them, only where it begins.
        let last = (to + 1).min(lines);
        let length = usize::try_from(last - from).map_err(|_| outside())? * ENTRY;
        let mut read = vec![0; length];
        self.index.read(&mut read, from * ENTRY as u64)?;
        let word = |at: usize| {
            let mut word = [0; 8];
            word.copy_from_slice(&read[at..at + 8]);
            u64::from_le_bytes(word)
        };
        let mut entries = Vec::with_capacity(length / ENTRY);
        for at in (0..length).step_by(ENTRY).take(usize::try_from(to - from).map_err(|_| outside())?) {
            let next = if at + ENTRY < length { word(at + ENTRY) } else { bytes };
            let when = word(at + 8);
            entries.push(Entry { start: word(at), end: next - 1, stamp: when >> 1, continued: when & 1 == 1 });
        }
        Ok(entries)
    }

    fn searched(&self) -> MutexGuard<'_, Option<Arc<Search>>> {
        self.search.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Written {
    pub(crate) fn stream(&self, line: u64) -> LogStream {
        if self.stderr.has(line) { LogStream::Stderr } else { LogStream::Stdout }
    }

    /// Lines of these streams that have ended.
    pub(crate) fn ended(&self, streams: LogStreams) -> u64 {
        self.row_of(self.stderr.len(), streams)
    }

    /// The row of a line in a view of these streams; for a line of the other stream, that of the next one. Lines that have not ended
    /// are counted on from those that have.
    pub(crate) fn row_of(&self, line: u64, streams: LogStreams) -> u64 {
        let ended = match streams {
            LogStreams::Both => line.min(self.stderr.len()),
            LogStreams::Stdout => self.stderr.rank(line, false),
            LogStreams::Stderr => self.stderr.rank(line, true),
        };
        let behind = usize::try_from(line.saturating_sub(self.stderr.len())).unwrap_or(usize::MAX);
        ended + self.open.iter().take(behind).filter(|line| streams.has(line.stream)).count() as u64
    }

    /// The lines of these streams that have not ended, from a row on that is behind all that have.
    pub(crate) fn open_from(&self, row: u64, streams: LogStreams) -> Vec<Open> {
        let behind = usize::try_from(row.saturating_sub(self.ended(streams))).unwrap_or(usize::MAX);
        self.open.iter().filter(|line| streams.has(line.stream)).skip(behind).cloned().collect()
    }

    pub(crate) fn line_of(&self, row: u64, streams: LogStreams) -> Option<u64> {
        match streams {
            LogStreams::Both => (row < self.stderr.len()).then_some(row),
            LogStreams::Stdout => self.stderr.select(row, false),
            LogStreams::Stderr => self.stderr.select(row, true),
        }
    }
}
