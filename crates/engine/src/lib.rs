//! One engine: found, mirrored, and told what to do.
//!
//! [`Engine`] is all that the shell sees. Inside, arrows point one way: `engine → mirror, perform, build, image, logs → connection →
//! transport → endpoint`. What an engine answers becomes a type of `naru-view` at this crate's edge and never goes further.

mod build;
mod connection;
mod endpoint;
mod engine;
mod error;
mod image;
mod logs;
pub mod measure;
mod mirror;
mod perform;
mod refusal;
mod transport;

pub use endpoint::Environment;
pub use engine::Engine;
pub use error::{Error, Result};
pub use logs::LogBook;
pub use mirror::Subscription;
