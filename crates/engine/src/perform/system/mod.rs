//! What is asked of an engine as a whole.

mod df;
mod events;
mod facts;
mod prune;

pub(super) use df::df;
pub(super) use events::events;
pub(super) use facts::{info, version};
pub(super) use prune::prune;
