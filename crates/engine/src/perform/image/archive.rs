use naru_command::{Import, Load, Save};
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn save(_: Work<'_>, _: &Save) -> Result<Outcome> {
    Err(not_performed("save"))
}

pub(crate) async fn load(_: Work<'_>, _: &Load) -> Result<Outcome> {
    Err(not_performed("load"))
}

pub(crate) async fn import(_: Work<'_>, _: &Import) -> Result<Outcome> {
    Err(not_performed("import"))
}
