//! Disposable engines, a registry and images, for tests and for a first run with no engine.
//!
//! A [`Lab`] is a dockerd that runs out of a Debian tree of its own under `~/.cache/naru` (or `NARU_CACHE`), in network,
//! process and mount namespaces of its own, beside a registry that serves the course's images under their Hub names. Nothing
//! is installed on the machine, and everything that a lab starts ends with it. `docs/lab.md` says how it is built and why.

mod error;
mod generation;
mod options;
mod status;
mod unavailable;

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::Lab;
pub use error::LabError;
pub use generation::Generation;
#[cfg(target_os = "linux")]
pub use linux::{Answer, Connection, Lab};
pub use options::Options;
pub use status::{LabState, LabStatus};
pub use unavailable::Unavailable;
