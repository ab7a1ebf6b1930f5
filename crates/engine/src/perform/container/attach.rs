use naru_command::{Attach, Exec, Logs, Targets};
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn attach(_: Work<'_>, _: &Attach) -> Result<Outcome> {
    Err(not_performed("attach"))
}

pub(crate) async fn exec(_: Work<'_>, _: &Exec) -> Result<Outcome> {
    Err(not_performed("exec"))
}

pub(crate) async fn logs(_: Work<'_>, _: &Logs) -> Result<Outcome> {
    Err(not_performed("logs"))
}

pub(crate) async fn wait(_: Work<'_>, _: &Targets) -> Result<Outcome> {
    Err(not_performed("wait"))
}
