use std::collections::HashMap;

use bollard::Docker;
use bollard::models::{ContainerCreateBody, HostConfig, PortBinding};
use bollard::query_parameters::CreateContainerOptionsBuilder;
use naru_command::{Create, Run};
use naru_view::{Outcome, ProblemCode, Progress};

use super::super::image;
use super::super::work::{Work, not_performed};
use crate::error::{Error, Result};
use crate::refusal::of_bollard;

/// `docker run -d`: creates, pulls first when the image is not here, and starts.
pub(crate) async fn run(work: Work<'_>, run: &Run) -> Result<Outcome> {
    let docker = work.docker();
    let performed = Run {
        name: run.name.clone(),
        publish: run.publish.clone(),
        detach: run.detach,
        ..Run::new(run.image.clone(), run.command.clone())
    };
    if performed != *run {
        return Err(not_performed("run"));
    }
    let created = match make(docker, run).await {
        Err(error) if error.code() == ProblemCode::ImageNotFound => {
            image::pull_image(work, &run.image, None).await?;
            make(docker, run).await
        }
        created => created,
    };
    let id = created.map_err(|error| error.with("image", run.image.to_string()))?;
    let name = match &run.name {
        Some(name) => name.to_string(),
        None => given_name(docker, &id).await?,
    };
    work.tell(Progress::Created { id: id.clone(), name: name.clone() }).await;
    // The container stays when it cannot start, as it does after `docker run -d`; the window says so by its name.
    docker.start_container(&id, None).await.map_err(of_bollard).map_err(|error| not_started(error).with("container", name.as_str()))?;
    Ok(Outcome::Container { id, name })
}

/// `docker create`
pub(crate) async fn create(_: Work<'_>, _: &Create) -> Result<Outcome> {
    Err(not_performed("create"))
}

async fn make(docker: &Docker, run: &Run) -> Result<String> {
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
pub(super) fn not_started(error: Error) -> Error {
    match error.code() {
        ProblemCode::PortInUse | ProblemCode::ContainerNotFound | ProblemCode::Conflict | ProblemCode::EngineUnreachable => error,
        _ => Error::caused(ProblemCode::StartFailed, error),
    }
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
