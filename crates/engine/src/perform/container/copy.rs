use naru_command::{Cp, Export};
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn cp(_: Work<'_>, _: &Cp) -> Result<Outcome> {
    Err(not_performed("cp"))
}

pub(crate) async fn export(_: Work<'_>, _: &Export) -> Result<Outcome> {
    Err(not_performed("export"))
}
