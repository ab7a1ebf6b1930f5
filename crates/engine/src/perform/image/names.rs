use naru_command::{PruneAll, Rmi, RmiAll, Tag};
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn tag(_: Work<'_>, _: &Tag) -> Result<Outcome> {
    Err(not_performed("tag"))
}

pub(crate) async fn rmi(_: Work<'_>, _: &Rmi) -> Result<Outcome> {
    Err(not_performed("rmi"))
}

pub(crate) async fn rmi_all(_: Work<'_>, _: &RmiAll) -> Result<Outcome> {
    Err(not_performed("rmi"))
}

pub(crate) async fn prune(_: Work<'_>, _: &PruneAll) -> Result<Outcome> {
    Err(not_performed("image prune"))
}
