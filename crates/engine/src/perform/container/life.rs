use bollard::query_parameters::{
    KillContainerOptionsBuilder, RenameContainerOptionsBuilder, RestartContainerOptionsBuilder, StopContainerOptionsBuilder,
};
use naru_command::{Kill, Rename, Start, Stop, Targets};
use naru_view::{Outcome, Progress};

use super::super::targets::{ONE_BY_ONE, TOGETHER, each, segment};
use super::super::work::{Work, refuse};
use super::create::not_started;
use crate::error::Result;
use crate::refusal::of_bollard;

/// What an error calls a target.
pub(super) const CONTAINER: &str = "container";

/// `docker start`. Without `--attach` there is nobody who could detach, and docker takes no notice of `--detach-keys`.
pub(crate) async fn start(work: Work<'_>, start: &Start) -> Result<Outcome> {
    let docker = work.docker();
    let Start { attach, interactive, detach_keys: _, containers } = start;
    refuse(*attach, "start --attach")?;
    refuse(*interactive, "start --interactive")?;
    each(work, CONTAINER, containers, ONE_BY_ONE, |container| async move {
        docker.start_container(&segment(&container)?, None).await.map_err(of_bollard).map_err(not_started)
    })
    .await?;
    Ok(Outcome::Done)
}

/// `docker stop`
pub(crate) async fn stop(work: Work<'_>, stop: &Stop) -> Result<Outcome> {
    let docker = work.docker();
    let Stop { time, signal, containers } = stop;
    let signal = signal_of_stop(work, signal.as_deref()).await;
    let options = || {
        let options = StopContainerOptionsBuilder::new();
        let options = time.map_or(options.clone(), |seconds| options.t(seconds));
        signal.map_or(options.clone(), |signal| options.signal(signal)).build()
    };
    each(work, CONTAINER, containers, TOGETHER, |container| async move {
        docker.stop_container(&segment(&container)?, Some(options())).await.map_err(of_bollard)
    })
    .await?;
    Ok(Outcome::Done)
}

/// `docker restart`
pub(crate) async fn restart(work: Work<'_>, stop: &Stop) -> Result<Outcome> {
    let docker = work.docker();
    let Stop { time, signal, containers } = stop;
    let signal = signal_of_stop(work, signal.as_deref()).await;
    let options = || {
        let options = RestartContainerOptionsBuilder::new();
        let options = time.map_or(options.clone(), |seconds| options.t(seconds));
        signal.map_or(options.clone(), |signal| options.signal(signal)).build()
    };
    each(work, CONTAINER, containers, ONE_BY_ONE, |container| async move {
        docker.restart_container(&segment(&container)?, Some(options())).await.map_err(of_bollard)
    })
    .await?;
    Ok(Outcome::Done)
}

/// An engine older than API 1.42 knows no signal for a stop, and the CLI then stops without it and says nothing; Naru says it.
async fn signal_of_stop<'a>(work: Work<'_>, signal: Option<&'a str>) -> Option<&'a str> {
    // Docker takes an empty one for none.
    let signal = signal.filter(|signal| !signal.is_empty())?;
    if work.connection.speaks(1, 42) {
        return Some(signal);
    }
    let api = &work.connection.engine.api_version;
    let text =
        format!("--signal {signal}: an engine of API {api} takes no signal for a stop (API 1.42 does) and sends the container's own");
    work.tell(Progress::Warning { text }).await;
    None
}

/// `docker pause`
pub(crate) async fn pause(work: Work<'_>, targets: &Targets) -> Result<Outcome> {
    let docker = work.docker();
    let Targets { containers } = targets;
    each(work, CONTAINER, containers, TOGETHER, |container| async move {
        docker.pause_container(&segment(&container)?).await.map_err(of_bollard)
    })
    .await?;
    Ok(Outcome::Done)
}

/// `docker unpause`
pub(crate) async fn unpause(work: Work<'_>, targets: &Targets) -> Result<Outcome> {
    let docker = work.docker();
    let Targets { containers } = targets;
    each(work, CONTAINER, containers, TOGETHER, |container| async move {
        docker.unpause_container(&segment(&container)?).await.map_err(of_bollard)
    })
    .await?;
    Ok(Outcome::Done)
}

/// `docker kill`
pub(crate) async fn kill(work: Work<'_>, kill: &Kill) -> Result<Outcome> {
    let docker = work.docker();
    let Kill { signal, containers } = kill;
    let options = || signal.as_ref().map(|signal| KillContainerOptionsBuilder::new().signal(signal).build());
    each(work, CONTAINER, containers, TOGETHER, |container| async move {
        let killed = docker.kill_container(&segment(&container)?, options()).await.map_err(of_bollard);
        killed.map_err(|error| match signal {
            Some(signal) => error.with("value", signal.as_str()),
            None => error,
        })
    })
    .await?;
    Ok(Outcome::Done)
}

/// `docker rename`
pub(crate) async fn rename(work: Work<'_>, rename: &Rename) -> Result<Outcome> {
    let Rename { container, name } = rename;
    let options = RenameContainerOptionsBuilder::new().name(name.as_str()).build();
    let renamed = work.docker().rename_container(&segment(container)?, options).await.map_err(of_bollard);
    renamed.map_err(|error| error.with(CONTAINER, container.as_str()))?;
    Ok(Outcome::Done)
}
