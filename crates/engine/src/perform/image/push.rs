use naru_command::Push;
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn push(_: Work<'_>, _: &Push) -> Result<Outcome> {
    Err(not_performed("push"))
}
