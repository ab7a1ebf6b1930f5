use naru_command::{ContextInspect, ContextLs};
use naru_view::Outcome;

use super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn ls(_: Work<'_>, _: &ContextLs) -> Result<Outcome> {
    Err(not_performed("context ls"))
}

pub(crate) async fn inspect(_: Work<'_>, _: &ContextInspect) -> Result<Outcome> {
    Err(not_performed("context inspect"))
}
