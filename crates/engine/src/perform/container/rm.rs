//! Containers removed: those named, those listed, those that have ended.

use bollard::query_parameters::{PruneContainersOptionsBuilder, RemoveContainerOptionsBuilder, StopContainerOptionsBuilder};
use naru_command::{Prune, Ps, Rm, RmAll, StopAll};
use naru_view::{Outcome, ProblemCode, Progress, Pruned};

use super::super::filters::by_name;
use super::super::targets::{TOGETHER, attempt, each, segment};
use super::super::work::Work;
use super::life::CONTAINER;
use super::ps::list;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;

/// `docker rm`
pub(crate) async fn rm(work: Work<'_>, rm: &Rm) -> Result<Outcome> {
    let Rm { force, volumes, link, containers } = rm;
    remove(work, containers, Removal { force: *force, volumes: *volumes, link: *link }).await
}

/// `docker rm $(docker ps -aq)`. Where the list is empty there is nothing to remove, and that is no failure: the line for PowerShell and the one
/// with `xargs -r` do nothing then. Only the line for sh fails, because docker is called without a name (it leaves the same behind).
pub(crate) async fn rm_all(work: Work<'_>, all: &RmAll) -> Result<Outcome> {
    let RmAll { which, force, volumes } = all;
    let containers = ids(work, which).await?;
    remove(work, &containers, Removal { force: *force, volumes: *volumes, link: false }).await
}

/// `docker stop $(docker ps -q)`; of an empty list see [`rm_all`].
pub(crate) async fn stop_all(work: Work<'_>, all: &StopAll) -> Result<Outcome> {
    let docker = work.docker();
    let StopAll { which, time } = all;
    let containers = ids(work, which).await?;
    let options = || time.map(|seconds| StopContainerOptionsBuilder::new().t(seconds).build());
    each(work, CONTAINER, &containers, TOGETHER, |container| async move {
        docker.stop_container(&container, options()).await.map_err(of_bollard)
    })
    .await?;
    Ok(Outcome::Done)
}

/// `docker container prune`. `--force` is only about being asked first, which is the window's to do.
pub(crate) async fn prune(work: Work<'_>, prune: &Prune) -> Result<Outcome> {
    let Prune { force: _, filter } = prune;
    let options = PruneContainersOptionsBuilder::new().filters(&by_name(filter)).build();
    let gone = work.docker().prune_containers(Some(options)).await.map_err(of_bollard)?;
    let reclaimed = gone.space_reclaimed.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default();
    Ok(Outcome::Pruned { pruned: Pruned { containers: gone.containers_deleted.unwrap_or_default(), reclaimed, ..Pruned::default() } })
}

/// How containers are removed.
#[derive(Clone, Copy)]
struct Removal {
    force: bool,
    volumes: bool,
    link: bool,
}

async fn remove(work: Work<'_>, containers: &[String], how: Removal) -> Result<Outcome> {
    let docker = work.docker();
    let options = || RemoveContainerOptionsBuilder::new().force(how.force).v(how.volumes).link(how.link).build();
    let mut failed = attempt(work, CONTAINER, containers, TOGETHER, |container| async move {
        docker.remove_container(&segment(&container)?, Some(options())).await.map_err(of_bollard)
    })
    .await;
    if how.force {
        // Docker says then that it is not there, and that is no failure.
        let absent = |error: &mut Error| error.code() == ProblemCode::ContainerNotFound;
        for error in failed.extract_if(.., absent) {
            if let [name] = containers {
                work.tell(Progress::Item { name: name.clone(), problem: Some(error.problem()) }).await;
            }
        }
    }
    failed.into_iter().next().map_or(Ok(Outcome::Done), Err)
}

async fn ids(work: Work<'_>, which: &Ps) -> Result<Vec<String>> {
    let (containers, _) = list(work, which).await?;
    Ok(containers.into_iter().map(|container| container.id).collect())
}
