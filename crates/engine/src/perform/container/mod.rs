//! What is done with containers.

mod attached;
mod cp;
mod create;
mod export;
mod files;
mod inspect;
mod life;
mod look;
mod ps;
mod rm;
mod stats;
mod variables;

pub(super) use attached::{attach, exec, logs, wait};
pub(crate) use cp::clean_path;
pub(super) use cp::cp;
pub(super) use create::{create, run};
pub(super) use export::export;
pub(crate) use files::file_changes;
pub(super) use files::{commit, diff};
pub(super) use inspect::inspect;
pub(super) use life::{kill, pause, rename, restart, start, stop, unpause};
pub(super) use look::{port, top};
pub(super) use ps::ps;
pub(super) use rm::{prune, rm, rm_all, stop_all};
pub(super) use stats::stats;
