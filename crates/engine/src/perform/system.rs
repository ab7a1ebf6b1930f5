use naru_command::{Events, Formatted, SystemDf, SystemPrune};
use naru_view::Outcome;

use super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn df(_: Work<'_>, _: &SystemDf) -> Result<Outcome> {
    Err(not_performed("system df"))
}

pub(crate) async fn prune(_: Work<'_>, _: &SystemPrune) -> Result<Outcome> {
    Err(not_performed("system prune"))
}

pub(crate) async fn events(_: Work<'_>, _: &Events) -> Result<Outcome> {
    Err(not_performed("events"))
}

pub(crate) async fn info(_: Work<'_>, _: &Formatted) -> Result<Outcome> {
    Err(not_performed("info"))
}

pub(crate) async fn version(_: Work<'_>, _: &Formatted) -> Result<Outcome> {
    Err(not_performed("version"))
}
