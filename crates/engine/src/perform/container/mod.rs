//! What is done with containers.

mod attach;
mod copy;
mod create;
mod files;
mod life;
mod look;
mod ps;
mod rm;

pub(super) use attach::{attach, exec, logs, wait};
pub(super) use copy::{cp, export};
pub(super) use create::{create, run};
pub(super) use files::{commit, diff};
pub(super) use life::{kill, pause, rename, restart, start, stop, unpause};
pub(super) use look::{inspect, port, stats, top};
pub(super) use ps::ps;
pub(super) use rm::{prune, rm, rm_all, stop_all};
