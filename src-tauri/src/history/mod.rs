//! Every command that Naru performs, newest last: kept over a restart with its values masked, told to the window as it changes.
//!
//! See docs/decisions/007-the-history-is-a-file-of-its-own.md.

mod entry;
mod file;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use naru_command::Command;
use naru_view::{EngineInfo, Outcome, Problem};
use serde::Serialize;
use specta::Type;
use tokio::sync::{broadcast, Notify};

pub(crate) use entry::{HistoryEnd, HistoryEngine, HistoryEntry};
use file::Kept;

/// So many commands are kept; the oldest make room.
const KEPT: usize = 500;

/// Changes on their way to a window before it has to be told everything again.
const ON_THE_WAY: usize = 64;

/// Commands that begin and end together are written together.
const PACE: Duration = Duration::from_millis(200);

/// What changes in the history.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum HistoryChange {
    /// All there is, oldest first.
    All {
        /// Every entry.
        entries: Vec<HistoryEntry>,
    },
    /// One is new, or is another now.
    Set {
        /// The whole of it.
        entry: Box<HistoryEntry>,
    },
    /// These are gone.
    Removed {
        /// Their ids.
        ids: Vec<u32>,
    },
}

/// Every command that was performed.
#[derive(Debug, Clone)]
pub(crate) struct History {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// None where the system has no place for it: then it lives as long as the window.
    path: Option<PathBuf>,
    known: Mutex<Known>,
    changes: broadcast::Sender<HistoryChange>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Known {
    lines: Vec<Kept>,
    next: u32,
    /// Counts changes, and which of them the file has.
    revision: u64,
    written: u64,
}

/// A command that is being performed; one that is dropped before it ends was interrupted.
pub(crate) struct Begun<'a> {
    history: &'a History,
    id: u32,
    secrets: Vec<(String, String)>,
    ended: bool,
}

impl History {
    /// With what the file holds. One that cannot be read is said in the log, and stays as it is: the window must open all the same, with a history that
    /// is kept no longer than it.
    pub(crate) fn open(path: Option<PathBuf>) -> Self {
        let (path, lines) = match path.as_deref().map(file::read) {
            Some(Ok(lines)) => (path, lines),
            Some(Err(error)) => {
                tracing::warn!(%error, "the history cannot be read");
                (None, Vec::new())
            }
            None => (None, Vec::new()),
        };
        let next = lines.iter().filter_map(Kept::id).max().map_or(1, |last| last.saturating_add(1));
        let known = Known { lines, next, ..Known::default() };
        let shared = Shared { path, known: Mutex::new(known), changes: broadcast::channel(ON_THE_WAY).0, changed: Notify::new() };
        Self { shared: Arc::new(shared) }
    }

    /// Records that a command begins.
    pub(crate) fn begin(&self, command: &Command, engine: Option<EngineInfo>) -> Begun<'_> {
        // A password never reaches the window again, in this session neither.
        let masked = match command {
            Command::Login(login) if login.password.is_some() => vec!["password".to_owned()],
            _ => Vec::new(),
        };
        let mut known = self.lock();
        let id = known.next;
        known.next = known.next.saturating_add(1);
        let entry = HistoryEntry {
            id,
            command: command.clone(),
            masked,
            engine: engine.map(HistoryEngine::from),
            begun: now(),
            ended: None,
            end: HistoryEnd::Running,
        };
        known.lines.push(Kept::Entry(Box::new(entry.clone())));
        self.tell(&mut known, HistoryChange::Set { entry: Box::new(entry) });
        let over = known.lines.len().saturating_sub(KEPT);
        let ids: Vec<u32> = known.lines.drain(..over).filter_map(|line| line.id()).collect();
        if !ids.is_empty() {
            self.tell(&mut known, HistoryChange::Removed { ids });
        }
        drop(known);
        Begun { history: self, id, secrets: command.masked().1, ended: false }
    }

    fn end(&self, id: u32, end: HistoryEnd) {
        let mut known = self.lock();
        let Some(entry) = known.entry(id) else { return };
        entry.end = end;
        entry.ended = Some(now());
        let entry = Box::new(entry.clone());
        self.tell(&mut known, HistoryChange::Set { entry });
    }

    /// One entry.
    pub(crate) fn entry(&self, id: u32) -> Option<HistoryEntry> {
        self.lock().entry(id).cloned()
    }

    /// Every entry, oldest first.
    pub(crate) fn entries(&self) -> Vec<HistoryEntry> {
        self.lock().entries()
    }

    /// Everything that is known, and then what changes.
    pub(crate) fn subscribe(&self) -> (HistoryChange, broadcast::Receiver<HistoryChange>) {
        let known = self.lock();
        (HistoryChange::All { entries: known.entries() }, self.shared.changes.subscribe())
    }

    /// Forgets entries: these, or every one that is over.
    pub(crate) fn forget(&self, ids: Option<&[u32]>) {
        let mut known = self.lock();
        let gone = |line: &Kept| match (line, ids) {
            (Kept::Entry(entry), Some(ids)) => ids.contains(&entry.id),
            (Kept::Entry(entry), None) => entry.end != HistoryEnd::Running,
            (Kept::Foreign(_), ids) => ids.is_none(),
        };
        let removed: Vec<u32> = known.lines.iter().filter(|line| gone(line)).filter_map(Kept::id).collect();
        known.lines.retain(|line| !gone(line));
        self.tell(&mut known, HistoryChange::Removed { ids: removed });
    }

    /// Writes what changes, for as long as the window lives.
    pub(crate) async fn keep(self) {
        loop {
            self.shared.changed.notified().await;
            tokio::time::sleep(PACE).await;
            let history = self.clone();
            if let Err(error) = tokio::task::spawn_blocking(move || history.write()).await {
                tracing::warn!(%error, "writing the history ended");
            }
        }
    }

    /// Writes what the file does not have yet.
    pub(crate) fn write(&self) {
        let Some(path) = &self.shared.path else { return };
        // Held while the file is written, so that what is older never comes last. It is small.
        let mut known = self.lock();
        if known.revision == known.written {
            return;
        }
        match file::write(path, &known.lines) {
            Ok(()) => known.written = known.revision,
            Err(error) => tracing::warn!(%error, "the history cannot be written"),
        }
    }

    fn tell(&self, known: &mut Known, change: HistoryChange) {
        known.revision += 1;
        // Nobody may be listening yet; who does so later is told everything.
        let _ = self.shared.changes.send(change);
        self.shared.changed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.shared.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn entry(&mut self, id: u32) -> Option<&mut HistoryEntry> {
        self.lines.iter_mut().rev().find_map(|line| match line {
            Kept::Entry(entry) if entry.id == id => Some(&mut **entry),
            Kept::Entry(_) | Kept::Foreign(_) => None,
        })
    }

    fn entries(&self) -> Vec<HistoryEntry> {
        let entry = |line: &Kept| if let Kept::Entry(entry) = line { Some((**entry).clone()) } else { None };
        self.lines.iter().filter_map(entry).collect()
    }
}

impl Kept {
    fn id(&self) -> Option<u32> {
        match self {
            Self::Entry(entry) => Some(entry.id),
            Self::Foreign(value) => value.get("id")?.as_u64()?.try_into().ok(),
        }
    }
}

impl Begun<'_> {
    /// Records how it ended.
    pub(crate) fn end(mut self, answer: &Result<Outcome, Problem>) {
        self.ended = true;
        self.history.end(self.id, HistoryEnd::of(answer, &self.secrets));
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.history.end(self.id, HistoryEnd::Interrupted);
        }
    }
}

/// Milliseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
