use naru_command::{PruneAll, VolumeCreate, VolumeInspect, VolumeLs, VolumeRm};
use naru_view::Outcome;

use super::work::{Work, not_performed};
use crate::error::Result;

pub(crate) async fn ls(_: Work<'_>, _: &VolumeLs) -> Result<Outcome> {
    Err(not_performed("volume ls"))
}

pub(crate) async fn create(_: Work<'_>, _: &VolumeCreate) -> Result<Outcome> {
    Err(not_performed("volume create"))
}

pub(crate) async fn rm(_: Work<'_>, _: &VolumeRm) -> Result<Outcome> {
    Err(not_performed("volume rm"))
}

pub(crate) async fn inspect(_: Work<'_>, _: &VolumeInspect) -> Result<Outcome> {
    Err(not_performed("volume inspect"))
}

pub(crate) async fn prune(_: Work<'_>, _: &PruneAll) -> Result<Outcome> {
    Err(not_performed("volume prune"))
}
