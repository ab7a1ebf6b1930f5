//! What is done with networks.

mod create;
mod ipam;
mod look;

use bollard::models::{EndpointIpamConfig, EndpointSettings, NetworkConnectRequest, NetworkDisconnectRequest};
use bollard::query_parameters::PruneNetworksOptionsBuilder;
use naru_command::{NetworkConnect, NetworkDisconnect, NetworkRm, Prune};
use naru_view::{Outcome, ProblemCode, Progress, Pruned};

use super::filters::by_name;
use super::targets::{ONE_BY_ONE, attempt, segment};
use super::work::Work;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;

pub(super) use create::create;
pub(super) use look::{inspect, ls};

/// What an error calls a target.
const NETWORK: &str = "network";

/// `docker network rm`
pub(super) async fn rm(work: Work<'_>, rm: &NetworkRm) -> Result<Outcome> {
    let docker = work.docker();
    let NetworkRm { force, networks } = rm;
    let mut failed = attempt(work, NETWORK, networks, ONE_BY_ONE, |network| async move {
        docker.remove_network(&segment(&network)?).await.map_err(of_bollard)
    })
    .await;
    if *force {
        failed.retain(|error| error.code() != ProblemCode::NetworkNotFound);
    }
    failed.into_iter().next().map_or(Ok(Outcome::Done), Err)
}

/// `docker network connect`
pub(super) async fn connect(work: Work<'_>, connect: &NetworkConnect) -> Result<Outcome> {
    let NetworkConnect { alias, ip, ip6, link, link_local_ip, driver_opt, gw_priority, network, container } = connect;
    if let (Some(priority), false) = (gw_priority, work.connection.speaks(1, 48)) {
        // The CLI sends it all the same, and such an engine takes no notice.
        let text = format!("--gw-priority {priority}: an engine of API {} knows none (API 1.48 does)", work.connection.engine.api_version);
        work.tell(Progress::Warning { text }).await;
    }
    let settings = EndpointSettings {
        ipam_config: Some(EndpointIpamConfig {
            ipv4_address: given(ip.as_ref()),
            ipv6_address: given(ip6.as_ref()),
            link_local_ips: some(link_local_ip),
        }),
        links: some(link),
        // The CLI sends these two as they are, and `docker inspect` shows an empty one otherwise than none.
        aliases: Some(alias.clone()),
        driver_opts: Some(driver_opt.iter().map(|option| driver_option(option)).collect::<Result<_>>()?),
        gw_priority: gw_priority.map(i64::from),
        ..EndpointSettings::default()
    };
    let request = NetworkConnectRequest { container: container.clone(), endpoint_config: Some(settings) };
    let connected = work.docker().connect_network(&segment(network)?, request).await.map_err(of_bollard);
    connected.map_err(|error| error.with(NETWORK, network.as_str()).with("container", container.as_str()))?;
    Ok(Outcome::Done)
}

/// `docker network disconnect`
pub(super) async fn disconnect(work: Work<'_>, disconnect: &NetworkDisconnect) -> Result<Outcome> {
    let NetworkDisconnect { force, network, container } = disconnect;
    let request = NetworkDisconnectRequest { container: container.clone(), force: Some(*force) };
    let disconnected = work.docker().disconnect_network(&segment(network)?, request).await.map_err(of_bollard);
    disconnected.map_err(|error| error.with(NETWORK, network.as_str()).with("container", container.as_str()))?;
    Ok(Outcome::Done)
}

/// `docker network prune`. `--force` is only about being asked first, which is the window's to do.
pub(super) async fn prune(work: Work<'_>, prune: &Prune) -> Result<Outcome> {
    let Prune { force: _, filter } = prune;
    let options = PruneNetworksOptionsBuilder::new().filters(&by_name(filter)).build();
    let gone = work.docker().prune_networks(Some(options)).await.map_err(of_bollard)?;
    Ok(Outcome::Pruned { pruned: Pruned { networks: gone.networks_deleted.unwrap_or_default(), ..Pruned::default() } })
}

fn some(list: &[String]) -> Option<Vec<String>> {
    (!list.is_empty()).then(|| list.to_vec())
}

/// Docker takes an empty text for "not given".
fn given(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).cloned()
}

/// `key=value`, spaces around both taken away, as the CLI reads a `--driver-opt`.
fn driver_option(text: &str) -> Result<(String, String)> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), value.trim().to_owned())),
        _ => Err(Error::new(ProblemCode::InvalidValue, "invalid key/value pair format in driver options").with("value", text)),
    }
}
