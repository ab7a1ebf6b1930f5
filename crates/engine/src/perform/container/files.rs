use naru_command::{Commit, Cp, Export, OneContainer};
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn diff(_: Work<'_>, _: &OneContainer) -> Result<Outcome> {
    Err(not_performed("diff"))
}

pub(crate) async fn commit(_: Work<'_>, _: &Commit) -> Result<Outcome> {
    Err(not_performed("commit"))
}

pub(crate) async fn cp(_: Work<'_>, _: &Cp) -> Result<Outcome> {
    Err(not_performed("cp"))
}

pub(crate) async fn export(_: Work<'_>, _: &Export) -> Result<Outcome> {
    Err(not_performed("export"))
}
