//! Where engines are: addresses, and who points at them.

mod address;
mod context;
mod discover;
mod listing;
mod well_known;

pub use address::Address;
pub use discover::{Candidate, Environment, candidates};
pub(crate) use listing::{contexts, inspect_contexts};
