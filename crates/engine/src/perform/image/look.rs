use naru_command::{ImageHistory, ImageInspect, ImageLs, Search};
use naru_view::Outcome;

use super::super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn ls(_: Work<'_>, _: &ImageLs) -> Result<Outcome> {
    Err(not_performed("image ls"))
}

pub(crate) async fn inspect(_: Work<'_>, _: &ImageInspect) -> Result<Outcome> {
    Err(not_performed("image inspect"))
}

pub(crate) async fn history(_: Work<'_>, _: &ImageHistory) -> Result<Outcome> {
    Err(not_performed("image history"))
}

pub(crate) async fn search(_: Work<'_>, _: &Search) -> Result<Outcome> {
    Err(not_performed("search"))
}
