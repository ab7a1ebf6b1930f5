use naru_command::{PortTarget, Stats, Target, Top};
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn top(_: Work<'_>, _: &Top) -> Result<Outcome> {
    Err(not_performed("top"))
}

pub(crate) async fn stats(_: Work<'_>, _: &Stats) -> Result<Outcome> {
    Err(not_performed("stats"))
}

pub(crate) async fn port(_: Work<'_>, _: &PortTarget) -> Result<Outcome> {
    Err(not_performed("port"))
}

pub(crate) async fn inspect(_: Work<'_>, _: &Target) -> Result<Outcome> {
    Err(not_performed("inspect"))
}
