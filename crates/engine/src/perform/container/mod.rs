//! What is done with containers.

mod attach;
mod create;
mod files;
mod life;
mod look;

pub(super) use attach::{attach, exec, logs, wait};
pub(super) use create::{create, run};
pub(super) use files::{commit, cp, diff, export};
pub(super) use life::{kill, pause, prune, rename, restart, rm, rm_all, start, stop, stop_all, unpause};
pub(super) use look::{inspect, port, ps, stats, top};
