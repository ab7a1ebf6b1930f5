use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

/// What is under way, by the id the window gave it, so that it can be cancelled.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    running: Mutex<HashMap<String, CancellationToken>>,
}

impl Operations {
    /// Begins an operation; it is forgotten when the guard is dropped.
    pub(crate) fn begin(&self, id: String) -> Operation<'_> {
        let cancel = CancellationToken::new();
        self.lock().insert(id.clone(), cancel.clone());
        Operation { operations: self, id, cancel }
    }

    /// Ends an operation; one that is over already is left alone.
    pub(crate) fn cancel(&self, id: &str) {
        if let Some(cancel) = self.lock().get(id) {
            cancel.cancel();
        }
    }

    /// The window is closing.
    pub(crate) fn cancel_all(&self) {
        self.lock().values().for_each(CancellationToken::cancel);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.operations.lock().remove(&self.id);
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
        assert_eq!(operations.lock().len(), 1, "an operation that is over is forgotten");
    }
}
