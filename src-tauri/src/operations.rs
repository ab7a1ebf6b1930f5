use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

/// What is under way, by the id the window gave it, so that it can be cancelled.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    running: HashMap<String, Running>,
    /// Cancelled before they began: a page that is left at once sends both messages together, and nothing says which comes first.
    early: VecDeque<String>,
}

#[derive(Debug)]
struct Running {
    cancel: CancellationToken,
    /// It changes nothing, and is of no use to anybody but the page that asked.
    looks: bool,
}

/// How long the window's end waits for what was cancelled.
const GRACE: Duration = Duration::from_millis(500);

/// So many cancels are remembered for operations that have not begun. Most are of those that were over already.
const EARLY: usize = 64;

impl Operations {
    /// Begins an operation that changes something; it is forgotten when the guard is dropped.
    pub(crate) fn begin(&self, id: String) -> Operation<'_> {
        self.begun(id, false)
    }

    /// Begins one that only looks: it ends with the page that looks.
    pub(crate) fn begin_looking(&self, id: String) -> Operation<'_> {
        self.begun(id, true)
    }

    fn begun(&self, id: String, looks: bool) -> Operation<'_> {
        let cancel = CancellationToken::new();
        let mut known = self.lock();
        if let Some(at) = known.early.iter().position(|early| *early == id) {
            known.early.remove(at);
            cancel.cancel();
        }
        known.running.insert(id.clone(), Running { cancel: cancel.clone(), looks });
        drop(known);
        Operation { operations: self, id, cancel }
    }

    /// Ends an operation, or one that is about to begin.
    pub(crate) fn cancel(&self, id: &str) {
        let mut known = self.lock();
        match known.running.get(id) {
            Some(running) => running.cancel.cancel(),
            None => {
                if known.early.len() == EARLY {
                    known.early.pop_front();
                }
                known.early.push_back(id.to_owned());
            }
        }
    }

    /// The window is closing: all of it is cancelled, and may take a moment to clear away what it was about.
    pub(crate) async fn end_all(&self) {
        self.lock().running.values().for_each(|running| running.cancel.cancel());
        let ended = async {
            while !self.lock().running.is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        if tokio::time::timeout(GRACE, ended).await.is_err() {
            tracing::warn!("something goes on while the window closes");
        }
    }

    /// The page was loaded again: nobody hears any more what those tell that only look.
    pub(crate) fn cancel_looking(&self) {
        self.lock().running.values().filter(|running| running.looks).for_each(|running| running.cancel.cancel());
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An operation under way.
pub(crate) struct Operation<'a> {
    operations: &'a Operations,
    id: String,
    cancel: CancellationToken,
}

impl Operation<'_> {
    pub(crate) fn cancel(&self) -> CancellationToken {
        self.cancel.clone()
    }
}

impl Drop for Operation<'_> {
    fn drop(&mut self) {
        self.operations.lock().running.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancel_reaches_its_operation_and_no_other() {
        let operations = Operations::default();
        let (a, b) = (operations.begin("a".into()), operations.begin("b".into()));
        operations.cancel("a");
        assert!(a.cancel().is_cancelled());
        assert!(!b.cancel().is_cancelled());
        drop(a);
        operations.cancel("a");
        assert_eq!(operations.lock().running.len(), 1, "an operation that is over is forgotten");
    }

    #[test]
    fn a_page_that_is_gone_ends_what_only_looked() {
        let operations = Operations::default();
        let (pull, stats) = (operations.begin("pull".into()), operations.begin_looking("stats".into()));
        operations.cancel_looking();
        assert!(stats.cancel().is_cancelled());
        assert!(!pull.cancel().is_cancelled(), "what was asked for is done, whoever hears of it");
    }

    #[test]
    fn a_cancel_that_overtakes_its_operation_is_kept_for_it() {
        let operations = Operations::default();
        operations.cancel("a");
        assert!(operations.begin("a".into()).cancel().is_cancelled());
        assert!(!operations.begin("a".into()).cancel().is_cancelled(), "it counts once");
        for n in 0..1_000 {
            operations.cancel(&n.to_string());
        }
        assert_eq!(operations.lock().early.len(), EARLY, "cancels do not pile up");
    }
}
