use bollard::query_parameters::TopOptionsBuilder;
use naru_command::{PortTarget, Top};
use naru_view::{Answer, Outcome, Port, ProblemCode, Protocol};

use super::super::targets::segment;
use super::super::work::Work;
use super::life::CONTAINER;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;

/// `docker top`
pub(crate) async fn top(work: Work<'_>, top: &Top) -> Result<Outcome> {
    let Top { container, options } = top;
    let asked = (!options.is_empty()).then(|| TopOptionsBuilder::new().ps_args(&options.join(" ")).build());
    let told = work.docker().top_processes(&segment(container)?, asked).await.map_err(of_bollard);
    let told = told.map_err(|error| error.with(CONTAINER, container.as_str()))?;
    let (titles, rows) = (told.titles.unwrap_or_default(), told.processes.unwrap_or_default());
    Ok(Outcome::Answer { answer: Answer::Processes { titles, rows } })
}

/// `docker port`
pub(crate) async fn port(work: Work<'_>, target: &PortTarget) -> Result<Outcome> {
    let PortTarget { container, port } = target;
    let inspected = work.docker().inspect_container(&segment(container)?, None).await.map_err(of_bollard);
    let inspected = inspected.map_err(|error| error.with(CONTAINER, container.as_str()))?;
    let bindings = inspected.network_settings.and_then(|settings| settings.ports).unwrap_or_default();
    let mut ports: Vec<Port> = Vec::new();
    for (key, hosts) in bindings {
        for host in hosts.unwrap_or_default() {
            ports.extend(published(&key, host.host_ip, host.host_port.as_deref()));
        }
    }
    ports.sort();
    let Some(port) = port else { return Ok(Outcome::Answer { answer: Answer::Ports { ports } }) };
    // Docker takes a single port here.
    let range = port.range();
    if range.first() != range.last() {
        return Err(Error::new(ProblemCode::InvalidValue, format!("invalid port ({port})")).with("value", port.to_string()));
    }
    let protocol = protocol(&port.protocol().to_string());
    ports.retain(|published| published.container_port == range.first() && published.protocol == protocol);
    if ports.is_empty() {
        let said = format!("no public port '{port}' published for {container}");
        return Err(Error::new(ProblemCode::InvalidValue, said).with("value", port.to_string()));
    }
    Ok(Outcome::Answer { answer: Answer::Ports { ports } })
}

/// `80/tcp` on `0.0.0.0` and `8080`; none where the engine tells no numbers.
fn published(key: &str, host_ip: Option<String>, host_port: Option<&str>) -> Option<Port> {
    let (number, word) = key.split_once('/').unwrap_or((key, "tcp"));
    Some(Port {
        container_port: number.parse().ok()?,
        protocol: protocol(word),
        host_port: Some(host_port?.parse().ok()?),
        host_ip: host_ip.filter(|ip| !ip.is_empty()),
    })
}

fn protocol(word: &str) -> Protocol {
    match word {
        "tcp" => Protocol::Tcp,
        "udp" => Protocol::Udp,
        "sctp" => Protocol::Sctp,
        other => Protocol::Unknown(other.to_owned()),
    }
}
