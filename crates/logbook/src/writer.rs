//! The one who writes a book.

use std::io::Result;
use std::sync::Arc;

use naru_view::LogStream;

use crate::book::{Book, ENTRY, Hold, Open, Room};
use crate::demux::Framing;
use crate::lines::Lines;
use crate::resume::{Place, Resume};

/// The disk is asked how full it is each time so much was written.
const LOOK: u64 = 32 << 20;

/// Takes what an engine sends into a book.
#[derive(Debug)]
pub struct Writer {
    book: Arc<Book>,
    lines: Lines,
    place: Place,
    resume: Resume,
    batch: Batch,
    room: Room,
    /// Bytes of the book when the disk was asked.
    looked: Option<u64>,
    /// Bytes and lines that are on the disk.
    written: (u64, u64),
}

/// Lines that are not on the disk yet.
#[derive(Debug, Default)]
struct Batch {
    text: Vec<u8>,
    index: Vec<u8>,
    stderr: Vec<bool>,
    stamp: u64,
}

impl Writer {
    /// The writer of an empty book.
    #[must_use]
    pub fn new(book: Arc<Book>, room: Room) -> Self {
        Self {
            book,
            lines: Lines::new(Framing::Frames),
            place: Place::default(),
            resume: Resume::All,
            batch: Batch::default(),
            room,
            looked: None,
            written: (0, 0),
        }
    }

    /// Begins to read an answer: the log from its beginning, from [`Self::since`], or, with `tail`, the last lines of that.
    pub fn begin(&mut self, framing: Framing, tail: bool) {
        self.lines = Lines::new(framing);
        self.resume = Resume::behind(&self.place, tail);
    }

    /// The moment, in nanoseconds since 1970, that the next answer has to go back to; none when nothing has been read.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.place.since(self.lines.open().iter().map(|line| line.stamp))
    }

    /// Takes what came.
    pub fn feed(&mut self, data: &[u8]) {
        let Self { lines, place, resume, batch, written, .. } = self;
        lines.feed(data, |line| {
            if !resume.is_new(&line) {
                return;
            }
            place.pass(&line);
            let start = written.0 + batch.text.len() as u64;
            batch.text.extend_from_slice(line.bytes);
            batch.text.push(b'\n');
            batch.index.extend_from_slice(&start.to_le_bytes());
            batch.index.extend_from_slice(&(line.stamp << 1 | u64::from(line.continued)).to_le_bytes());
            batch.stderr.push(line.stream == LogStream::Stderr);
            batch.stamp = line.stamp;
        });
    }

    /// What the engine itself said went wrong while it read the log.
    #[must_use]
    pub fn complaint(&self) -> Option<String> {
        self.lines.complaint()
    }

    /// Bytes that wait for [`Self::flush`].
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.batch.text.len()
    }

    /// True when the answer began behind lines that were never read.
    #[must_use]
    pub fn missed(&self) -> bool {
        matches!(self.resume, Resume::Gap)
    }

    /// The book may become so large from now on.
    pub fn raise(&mut self, room: Room) {
        self.room = room;
        self.looked = None;
        let hold = self.hold();
        self.book.write(|written| written.hold = hold);
    }

    /// Writes what waits to the disk, and only then shows it. This waits for the disk.
    ///
    /// # Errors
    ///
    /// What the system says; nothing of the batch is shown then.
    pub fn flush(&mut self) -> Result<()> {
        let (bytes, lines) = self.written;
        let Batch { text, index, stderr, stamp } = &mut self.batch;
        self.book.text.write(text, bytes)?;
        self.book.index.write(index, lines * ENTRY as u64)?;
        self.written = (bytes + text.len() as u64, lines + stderr.len() as u64);
        let open = self.lines.open().into_iter();
        let open = open.map(|line| Open { stream: line.stream, stamp: line.stamp, bytes: line.bytes.to_vec() });
        // While lines are passed over, what has begun may be one of them.
        let open = if matches!(self.resume, Resume::All) { open.collect() } else { Vec::new() };
        let new = std::mem::take(stderr);
        let newest = *stamp;
        let total = self.written.0;
        text.clear();
        index.clear();
        let hold = self.hold();
        self.book.write(|written| {
            for marked in &new {
                written.stderr.push(*marked);
            }
            written.bytes = total;
            written.open = open;
            written.hold = hold;
            if !new.is_empty() {
                written.stamp = newest;
            }
        });
        Ok(())
    }

    fn hold(&mut self) -> Option<Hold> {
        // Of short lines the index is the larger part.
        let bytes = self.written.0 + self.written.1 * ENTRY as u64;
        if bytes >= self.room.most {
            return Some(Hold::Full);
        }
        if self.looked.is_some_and(|looked| bytes - looked < LOOK) {
            return None;
        }
        // A disk that cannot be asked cannot be kept free.
        if fs2::available_space(&self.book.folder).is_ok_and(|free| free < self.room.free) {
            return Some(Hold::Disk);
        }
        self.looked = Some(bytes);
        None
    }
}
