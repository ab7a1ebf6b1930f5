//! One engine: found, mirrored, and told what to do.
//!
//! [`Engine`] is all that the shell sees. Inside, arrows point one way: `engine → mirror, life, files → perform, build, choices, image, logs,
//! ports, rest → stats, terminal → connection → transport → endpoint`. `perform` talks to the reader through a `terminal` where it is given
//! one. What an engine answers becomes a type of `naru-view` at this crate's edge and never goes further.

mod blocking;
mod build;
mod choices;
mod connection;
mod endpoint;
mod engine;
mod error;
mod event_message;
mod files;
mod image;
mod life;
mod logs;
mod look;
pub mod measure;
mod mirror;
mod perform;
mod ports;
mod received;
mod refusal;
mod rest;
mod stats;
mod terminal;
mod transport;

pub use endpoint::Environment;
pub use engine::Engine;
pub use error::{Error, Result};
pub use files::Look;
pub use logs::LogBook;
pub use mirror::Subscription;
pub use terminal::{Keyboard, Screen, Terminal, open as open_terminal};
