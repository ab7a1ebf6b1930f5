//! Where engines are: addresses, and who points at them.

mod address;
mod context;
mod discover;
mod well_known;

pub use address::Address;
pub use discover::{Candidate, Environment, candidates};
