use naru_command::{NetworkConnect, NetworkCreate, NetworkDisconnect, NetworkInspect, NetworkLs, NetworkRm, Prune};
use naru_view::Outcome;

use super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn ls(_: Work<'_>, _: &NetworkLs) -> Result<Outcome> {
    Err(not_performed("network ls"))
}

pub(crate) async fn create(_: Work<'_>, _: &NetworkCreate) -> Result<Outcome> {
    Err(not_performed("network create"))
}

pub(crate) async fn rm(_: Work<'_>, _: &NetworkRm) -> Result<Outcome> {
    Err(not_performed("network rm"))
}

pub(crate) async fn inspect(_: Work<'_>, _: &NetworkInspect) -> Result<Outcome> {
    Err(not_performed("network inspect"))
}

pub(crate) async fn connect(_: Work<'_>, _: &NetworkConnect) -> Result<Outcome> {
    Err(not_performed("network connect"))
}

pub(crate) async fn disconnect(_: Work<'_>, _: &NetworkDisconnect) -> Result<Outcome> {
    Err(not_performed("network disconnect"))
}

pub(crate) async fn prune(_: Work<'_>, _: &Prune) -> Result<Outcome> {
    Err(not_performed("network prune"))
}
