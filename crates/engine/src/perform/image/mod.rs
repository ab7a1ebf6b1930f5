//! What is done with images.

mod archive;
mod look;
mod names;
mod pull;
mod push;

pub(super) use archive::{import, load, save};
pub(super) use look::{history, inspect, ls, search};
pub(super) use names::{prune, rmi, rmi_all, tag};
pub(super) use pull::pull;
pub(super) use push::push;
