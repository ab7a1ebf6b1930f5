//! The log of one container, of any size.
//!
//! Two readings of the engine go on side by side. The *whole* ([`whole`]) begins at the first line, is written into a [`Book`] on disk, and ends where the log
//! does; then it goes on with what comes. It alone decides what the log is, so that no line is lost, doubled or out of its order. The *tail*
//! ([`tail`]) shows the last lines at once while the whole is on its way, and is forgotten when the whole has come as far.
//!
//! A log that ends (its container stopped, the engine went away) is taken up again behind the last line that was read: see [`whole`].

mod ask;
mod readers;
mod splitter;
mod tail;
mod whole;

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use naru_logbook::{Book, Hold, Ring, Room, Search, compile};
use naru_view::{
    LogFound, LogHold, LogMatch, LogNews, LogPattern, LogPatternFault, LogRow, LogSpan, LogState, LogStreams, LogTail, LogText, Problem,
    ProblemCode,
};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::blocking::blocking;
use crate::engine::Hub;
use crate::error::{Error, Result};
use crate::perform::written::Beside;

pub(crate) use splitter::Splitter;

/// So much of a log is read without being asked, and so much more each time somebody asks.
const MOST: u64 = 2 << 30;

/// So much of the disk stays free.
const FREE: u64 = 2 << 30;

/// A copy of more is not for a clipboard.
const COPY: usize = 16 << 20;

/// A log that is open. Dropping it ends its reading and takes its files away.
#[derive(Debug)]
pub struct LogBook {
    shared: Arc<Shared>,
    _end: DropGuard,
}

/// What the two readings and the reader of a log share.
#[derive(Debug)]
struct Shared {
    book: Arc<Book>,
    ring: Ring,
    state: Mutex<State>,
    /// Something changed that [`LogBook::news`] tells.
    changed: Notify,
    /// Somebody wants more of it read than `most`.
    raised: Notify,
    /// There is something to search, or something else.
    search: Notify,
}

#[derive(Debug)]
struct State {
    state: LogState,
    streams: LogStreams,
    /// The tail is shown: the whole has not come as far.
    tail: bool,
    /// It should be, as soon as it is there.
    wants_tail: bool,
    most: u64,
    driver: String,
    problem: Option<Problem>,
}

impl LogBook {
    /// Opens the log of a container, in files of `folder` that nobody else can read, and begins to read it.
    pub(crate) async fn open(hub: Arc<Hub>, container: String, span: &LogSpan, folder: &Path) -> Result<Self> {
        let readers = readers::readers()?;
        let span = ask::Span::of(span)?;
        let folder = folder.to_owned();
        let book = on_disk(move || Book::create(&folder)).await?;
        let state = State {
            state: LogState::Reading,
            streams: LogStreams::Both,
            tail: false,
            wants_tail: false,
            most: MOST,
            driver: String::new(),
            problem: None,
        };
        let shared = Arc::new(Shared {
            book,
            ring: Ring::default(),
            state: Mutex::new(state),
            changed: Notify::new(),
            raised: Notify::new(),
            search: Notify::new(),
        });
        let end = CancellationToken::new();
        // Its end is what somebody waits for.
        let at_once = Handle::current();
        readers.spawn(end.clone().run_until_cancelled_owned(whole::keep(hub, at_once, container, span, Arc::clone(&shared))));
        readers.spawn(end.clone().run_until_cancelled_owned(keep_searching(Arc::clone(&shared))));
        Ok(Self { shared, _end: end.drop_guard() })
    }

    /// Waits until there is something new to tell.
    pub async fn changed(&self) {
        self.shared.changed.notified().await;
    }

    /// How it stands.
    #[must_use]
    pub fn news(&self) -> LogNews {
        let Shared { book, ring, .. } = &*self.shared;
        let state = self.shared.state();
        let hold = book.hold().map(|hold| match hold {
            Hold::Full => LogHold::Full { most: state.most },
            Hold::Disk => LogHold::Disk { free: FREE },
        });
        let search = book.search().map(|search| {
            let (searched, matching) = search.counts(book, state.streams);
            LogFound { searched, matching }
        });
        LogNews {
            state: state.state,
            rows: book.rows(state.streams),
            lines: book.lines(),
            bytes: book.bytes(),
            open: book.open_bytes(),
            // Of one stream it is not told how many lines are in it.
            tail: ring.range().filter(|_| state.tail && state.streams == LogStreams::Both).map(|(from, to)| LogTail { from, to }),
            hold,
            search,
            driver: state.driver.clone(),
            problem: state.problem.clone(),
        }
    }

    /// Shows these streams from now on.
    pub fn choose(&self, streams: LogStreams) {
        self.shared.change(|state| state.streams = streams);
    }

    /// Rows of the chosen streams.
    pub async fn rows(&self, from: u64, to: u64) -> Result<Vec<LogRow>> {
        let (book, streams) = (Arc::clone(&self.shared.book), self.shared.state().streams);
        on_disk(move || book.view(from, to, streams)).await
    }

    /// Lines of the tail that are of the chosen streams.
    #[must_use]
    pub fn tail(&self, from: u64, to: u64) -> Vec<LogRow> {
        let search = self.shared.book.search();
        let streams = self.shared.state().streams;
        self.shared.ring.rows(from, to, streams, search.as_deref().map(|search| &search.pattern))
    }

    /// More of a line than its row has: 128 KiB.
    pub async fn line(&self, line: u64) -> Result<LogRow> {
        let book = Arc::clone(&self.shared.book);
        on_disk(move || book.whole(line)).await
    }

    /// Searches for something, or nothing, from now on; [`Self::news`] tells how far it is.
    pub fn search(&self, pattern: Option<&LogPattern>) -> Result<(), LogPatternFault> {
        let search = pattern.map(compile).transpose()?.map(|pattern| Arc::new(Search::new(pattern)));
        self.shared.book.set_search(search);
        self.shared.search.notify_one();
        self.shared.changed.notify_one();
        Ok(())
    }

    /// The next line that matches behind `line`, or the one before it, among what was searched. The first is behind -1.
    #[must_use]
    pub fn find(&self, line: i64, forward: bool) -> Option<LogMatch> {
        let streams = self.shared.state().streams;
        let book = &self.shared.book;
        book.search()?.beside(book, line, forward, streams)
    }

    /// Rows as text, as `docker logs` prints them; no more than a clipboard takes.
    pub async fn copy(&self, from: u64, to: u64, stamps: bool) -> Result<LogText> {
        let (book, streams) = (Arc::clone(&self.shared.book), self.shared.state().streams);
        on_disk(move || {
            let mut text = Vec::new();
            let row = book.write_rows(from..to, streams, stamps, COPY, &mut text)?;
            Ok(LogText { text: String::from_utf8_lossy(&text).into_owned(), rows: row - from })
        })
        .await
    }

    /// Writes the rows that there are into a file, as `docker logs` prints them: how many, and how many bytes. What it replaces stays until it is whole.
    pub async fn save(&self, path: &Path, stamps: bool) -> Result<(u64, u64)> {
        let (book, streams) = (Arc::clone(&self.shared.book), self.shared.state().streams);
        let (file, beside) = Beside::create(path).await?;
        let write = move || {
            let mut out = std::io::BufWriter::new(file);
            let rows = book.write_rows(0..u64::MAX, streams, stamps, usize::MAX, &mut out)?;
            out.flush()?;
            out.get_ref().sync_all()?;
            Ok((rows, out.get_ref().metadata()?.len()))
        };
        let saved = on_disk(move || Ok(write())).await?.map_err(|error| Error::file(path, error))?;
        beside.take_place().map_err(|error| Error::file(path, error))?;
        Ok(saved)
    }

    /// Reads more of it than it read without being asked.
    pub fn read_more(&self) {
        self.shared.change(|state| state.most += MOST);
        self.shared.raised.notify_one();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_one();
    }

    fn set(&self, to: LogState) {
        let mut state = self.state();
        if state.state != to {
            state.state = to;
            drop(state);
            self.changed.notify_one();
        }
    }

    /// Sets the state when it was another one till now.
    fn turn(&self, from: LogState, to: LogState) {
        if self.state().state == from {
            self.set(to);
        }
    }

    fn room(&self) -> Room {
        Room { most: self.state().most, free: FREE }
    }

    /// More lines are in the book.
    fn grew(&self) {
        self.search.notify_one();
        self.changed.notify_one();
    }
}

/// Searches what is there, and then what comes, for as long as the log is open.
async fn keep_searching(shared: Arc<Shared>) {
    loop {
        shared.search.notified().await;
        let Some(search) = shared.book.search() else { continue };
        let (book, teller) = (Arc::clone(&shared.book), Arc::clone(&shared));
        let searched = on_disk(move || search.finish(&book, || teller.changed.notify_one())).await;
        if let Err(error) = searched {
            tracing::warn!(%error, "a log could not be searched");
            shared.change(|state| {
                state.state = LogState::Failed;
                state.problem = Some(error.problem());
            });
        }
        shared.changed.notify_one();
    }
}

/// Does what waits for the disk where that holds nobody up.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    blocking(work).await?.map_err(|error| Error::caused(ProblemCode::Internal, error))
}
