use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::tree::Tree;

/// Trees of so many containers are kept.
const KEPT: usize = 2;

/// The trees of the containers that were looked at last, each shared by those who read it and those who ask.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<VecDeque<(String, Kept)>>);

pub(super) type Kept = Arc<Mutex<Tree>>;

impl Shelf {
    /// The tree of a container, empty when it is new here.
    pub(super) fn tree(&self, container: &str) -> Kept {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(id, _)| id == container);
        let (id, tree) = at.and_then(|at| kept.remove(at)).unwrap_or_else(|| (container.to_owned(), Kept::default()));
        kept.push_front((id, Arc::clone(&tree)));
        kept.truncate(KEPT);
        tree
    }

    /// Forgets everything: the engine is another one, or was away.
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Held for a moment only, never while something is waited for.
pub(super) fn hold(tree: &Kept) -> MutexGuard<'_, Tree> {
    tree.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ones_are_kept() {
        let shelf = Shelf::default();
        let a = shelf.tree("a");
        shelf.tree("b");
        assert!(Arc::ptr_eq(&a, &shelf.tree("a")));
        shelf.tree("c");
        assert!(Arc::ptr_eq(&a, &shelf.tree("a")), "b was looked at longest ago");
        shelf.tree("b");
        shelf.tree("d");
        assert!(!Arc::ptr_eq(&a, &shelf.tree("a")));
        shelf.clear();
        assert!(!Arc::ptr_eq(&a, &shelf.tree("a")));
    }
}
