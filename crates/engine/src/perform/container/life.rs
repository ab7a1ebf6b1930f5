use bollard::query_parameters::{RemoveContainerOptionsBuilder, RestartContainerOptionsBuilder, StopContainerOptionsBuilder};
use naru_command::{Kill, Prune, Rename, Rm, RmAll, Start, Stop, StopAll, Targets};
use naru_view::Outcome;

use super::super::work::{Work, not_performed, refuse};
use super::create::not_started;
use crate::error::Result;
use crate::refusal::of_bollard;

pub(crate) async fn start(work: Work<'_>, start: &Start) -> Result<Outcome> {
    let docker = work.docker();
    refuse(Start::new(start.containers.clone()) != *start, "start --attach")?;
    each(
        &start.containers,
        |container| async move { docker.start_container(&container, None).await.map_err(of_bollard).map_err(not_started) },
    )
    .await
}

pub(crate) async fn stop(work: Work<'_>, stop: &Stop) -> Result<Outcome> {
    let docker = work.docker();
    refuse(stop.signal.is_some(), "--signal")?;
    let options = || stop.time.map(|seconds| StopContainerOptionsBuilder::new().t(seconds).build());
    each(&stop.containers, |container| async move { docker.stop_container(&container, options()).await.map_err(of_bollard) }).await
}

pub(crate) async fn restart(work: Work<'_>, stop: &Stop) -> Result<Outcome> {
    let docker = work.docker();
    refuse(stop.signal.is_some(), "--signal")?;
    let options = || stop.time.map(|seconds| RestartContainerOptionsBuilder::new().t(seconds).build());
    each(&stop.containers, |container| async move { docker.restart_container(&container, options()).await.map_err(of_bollard) }).await
}

pub(crate) async fn pause(work: Work<'_>, targets: &Targets) -> Result<Outcome> {
    let docker = work.docker();
    each(&targets.containers, |container| async move { docker.pause_container(&container).await.map_err(of_bollard) }).await
}

pub(crate) async fn unpause(work: Work<'_>, targets: &Targets) -> Result<Outcome> {
    let docker = work.docker();
    each(&targets.containers, |container| async move { docker.unpause_container(&container).await.map_err(of_bollard) }).await
}

pub(crate) async fn rm(work: Work<'_>, rm: &Rm) -> Result<Outcome> {
    let docker = work.docker();
    refuse(rm.link, "--link")?;
    let options = || RemoveContainerOptionsBuilder::new().force(rm.force).v(rm.volumes).build();
    each(&rm.containers, |container| async move { docker.remove_container(&container, Some(options())).await.map_err(of_bollard) }).await
}

pub(crate) async fn kill(_: Work<'_>, _: &Kill) -> Result<Outcome> {
    Err(not_performed("kill"))
}

pub(crate) async fn rm_all(_: Work<'_>, _: &RmAll) -> Result<Outcome> {
    Err(not_performed("rm"))
}

pub(crate) async fn stop_all(_: Work<'_>, _: &StopAll) -> Result<Outcome> {
    Err(not_performed("stop"))
}

pub(crate) async fn rename(_: Work<'_>, _: &Rename) -> Result<Outcome> {
    Err(not_performed("rename"))
}

pub(crate) async fn prune(_: Work<'_>, _: &Prune) -> Result<Outcome> {
    Err(not_performed("container prune"))
}

/// One after the other, as the CLI does; goes on after a failure and ends with the first one.
async fn each<F>(containers: &[String], act: impl Fn(String) -> F) -> Result<Outcome>
where
    F: Future<Output = Result<()>>,
{
    let mut failed = None;
    for container in containers {
        if let Err(error) = act(container.clone()).await {
            failed.get_or_insert(error.with("container", container.as_str()));
        }
    }
    failed.map_or(Ok(Outcome::Done), Err)
}
