//! What is in a container: its file system, listed without anything running in it, and what it changed.
//!
//! The API gives a tar of everything below a path and the facts of a single path, and no list of a folder. So a tar is read as it comes,
//! for its headers alone, into a [`tree::Tree`] that is kept for a while: reading `/` once makes every folder quick. A reading has
//! a budget; what it did not come to is said and read on demand ([decision 011](../../../../docs/decisions/011-listing-a-folder.md)).

mod changes;
mod headers;
mod list;
mod mounts;
mod preview;
mod shelf;
mod stat;
mod tree;

pub(crate) use changes::{changes, writable};
pub use list::Look;
pub(crate) use list::list;
pub(crate) use preview::preview;
pub(crate) use shelf::Shelf;
