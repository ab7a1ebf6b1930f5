use std::collections::HashMap;

use bollard::Docker;
use bollard::models::{ContainerCreateBody, HostConfig, PortBinding};
use bollard::query_parameters::{
    CreateContainerOptionsBuilder, RemoveContainerOptionsBuilder, RestartContainerOptionsBuilder, StopContainerOptionsBuilder,
};
use naru_command::{Rm, Run, Stop};
use naru_view::{Outcome, ProblemCode, Progress};
use tokio::sync::mpsc;

use super::image;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;

/// `docker run -d`: creates, pulls first when the image is not here, and starts.
pub(super) async fn run(docker: &Docker, run: &Run, progress: &mpsc::Sender<Progress>) -> Result<Outcome> {
    let created = match create(docker, run).await {
        Err(error) if error.code() == ProblemCode::ImageNotFound => {
            image::pull(docker, &run.image, progress).await?;
            create(docker, run).await
        }
        created => created,
    };
    let id = created.map_err(|error| error.with("image", run.image.to_string()))?;
    let name = match &run.name {
        Some(name) => name.to_string(),
        None => given_name(docker, &id).await?,
    };
    let told = progress.send(Progress::Created { id: id.clone(), name: name.clone() }).await;
    if told.is_err() {
        tracing::debug!("nobody waits for the progress of a run");
    }
    // The container stays when it cannot start, as it does after `docker run -d`; the window says so by its name.
    docker.start_container(&id, None).await.map_err(of_bollard).map_err(|error| not_started(error).with("container", name.as_str()))?;
    Ok(Outcome::Container { id, name })
}

async fn create(docker: &Docker, run: &Run) -> Result<String> {
    let options = run.name.as_ref().map(|name| CreateContainerOptionsBuilder::new().name(name.as_ref()).build());
    let created = docker.create_container(options, body(run)).await.map_err(of_bollard)?;
    for warning in &created.warnings {
        tracing::warn!(warning, "the engine warns about a container");
    }
    Ok(created.id)
}

fn body(run: &Run) -> ContainerCreateBody {
    let mut exposed = Vec::new();
    let mut bindings: HashMap<String, Option<Vec<PortBinding>>> = HashMap::new();
    for binding in run.publish.iter().flat_map(naru_command::PortMapping::bindings) {
        let port = binding.port_key();
        if !exposed.contains(&port) {
            exposed.push(port.clone());
        }
        let host = PortBinding { host_ip: Some(binding.host_ip_text()), host_port: Some(binding.host_port_text()) };
        bindings.entry(port).or_default().get_or_insert_default().push(host);
    }
    ContainerCreateBody {
        image: Some(run.image.to_string()),
        cmd: (!run.command.is_empty()).then(|| run.command.clone()),
        exposed_ports: (!exposed.is_empty()).then_some(exposed),
        host_config: Some(HostConfig { port_bindings: (!bindings.is_empty()).then_some(bindings), ..HostConfig::default() }),
        ..ContainerCreateBody::default()
    }
}

/// The name the engine invented.
async fn given_name(docker: &Docker, id: &str) -> Result<String> {
    let inspected = docker.inspect_container(id, None).await.map_err(of_bollard)?;
    Ok(inspected.name.unwrap_or_default().trim_start_matches('/').to_owned())
}

/// Why a container did not start. Little of it has a code of its own, and its words are anybody's: a command's name, a logging
/// driver's `dial tcp …: connection refused`.
fn not_started(error: Error) -> Error {
    match error.code() {
        ProblemCode::PortInUse | ProblemCode::ContainerNotFound | ProblemCode::Conflict | ProblemCode::EngineUnreachable => error,
        _ => Error::caused(ProblemCode::StartFailed, error),
    }
}

pub(super) async fn start(docker: &Docker, containers: &[String]) -> Result<Outcome> {
    each(containers, |container| async move { docker.start_container(&container, None).await.map_err(of_bollard).map_err(not_started) })
        .await
}

pub(super) async fn stop(docker: &Docker, stop: &Stop) -> Result<Outcome> {
    let options = || stop.time.map(|seconds| StopContainerOptionsBuilder::new().t(seconds).build());
    each(&stop.containers, |container| async move { docker.stop_container(&container, options()).await.map_err(of_bollard) }).await
}

pub(super) async fn restart(docker: &Docker, stop: &Stop) -> Result<Outcome> {
    let options = || stop.time.map(|seconds| RestartContainerOptionsBuilder::new().t(seconds).build());
    each(&stop.containers, |container| async move { docker.restart_container(&container, options()).await.map_err(of_bollard) }).await
}

pub(super) async fn pause(docker: &Docker, containers: &[String]) -> Result<Outcome> {
    each(containers, |container| async move { docker.pause_container(&container).await.map_err(of_bollard) }).await
}

pub(super) async fn unpause(docker: &Docker, containers: &[String]) -> Result<Outcome> {
    each(containers, |container| async move { docker.unpause_container(&container).await.map_err(of_bollard) }).await
}

pub(super) async fn remove(docker: &Docker, rm: &Rm) -> Result<Outcome> {
    let options = || RemoveContainerOptionsBuilder::new().force(rm.force).v(rm.volumes).build();
    each(&rm.containers, |container| async move { docker.remove_container(&container, Some(options())).await.map_err(of_bollard) }).await
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::of_answer;

    #[test]
    fn what_a_command_or_a_driver_is_called_is_no_code() {
        for said in [
            "failed to create shim task: exec: \"no such image\": executable file not found in $PATH: unknown",
            "failed to initialize logging driver: dial tcp 127.0.0.1:1: connect: connection refused",
            "failed to set up container networking: Address already in use",
        ] {
            assert_eq!(not_started(of_answer(500, said)).code(), ProblemCode::StartFailed, "{said}");
        }
        let busy = not_started(of_answer(500, "Bind for 0.0.0.0:80 failed: port is already allocated"));
        assert_eq!(busy.problem().params.get("port").map(String::as_str), Some("80"));
    }
}
