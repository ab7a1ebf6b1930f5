//! What a container that does not run says of itself beyond the list.

use std::collections::BTreeMap;

use naru_view::{AtRest, PlannedPort, Protocol};
use serde::Deserialize;

use crate::error::Result;
use crate::transport::{RawClient, percent_encode};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Inspected {
    #[serde(default)]
    state: State,
    #[serde(default)]
    host_config: HostConfig,
    #[serde(default)]
    config: Config,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct State {
    #[serde(rename = "OOMKilled")]
    oom_killed: bool,
    error: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct HostConfig {
    /// `80/tcp` to where it is bound.
    port_bindings: Option<BTreeMap<String, Option<Vec<Binding>>>>,
    publish_all_ports: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Binding {
    host_ip: String,
    host_port: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Config {
    exposed_ports: Option<BTreeMap<String, serde_json::Value>>,
}

/// Asks the engine.
pub(crate) async fn at_rest(raw: &RawClient, container: &str) -> Result<AtRest> {
    let inspected: Inspected = raw.get_as(&format!("/containers/{}/json", percent_encode(container))).await?;
    Ok(read(inspected))
}

fn read(Inspected { state, host_config, config }: Inspected) -> AtRest {
    let mut ports: Vec<PlannedPort> = Vec::new();
    let bindings = host_config.port_bindings.unwrap_or_default();
    for (key, hosts) in &bindings {
        ports.extend(hosts.iter().flatten().filter_map(|binding| planned(key, binding)));
    }
    if host_config.publish_all_ports {
        let anywhere = Binding::default();
        let exposed = config.exposed_ports.unwrap_or_default();
        ports.extend(exposed.keys().filter(|key| !bindings.contains_key(*key)).filter_map(|key| planned(key, &anywhere)));
    }
    ports.sort();
    AtRest { oom_killed: state.oom_killed, error: (!state.error.is_empty()).then_some(state.error), ports }
}

/// `80/tcp` and where it is bound; none where the engine tells no number.
fn planned(key: &str, binding: &Binding) -> Option<PlannedPort> {
    let (number, word) = key.split_once('/').unwrap_or((key, "tcp"));
    let protocol = match word {
        "tcp" => Protocol::Tcp,
        "udp" => Protocol::Udp,
        "sctp" => Protocol::Sctp,
        other => Protocol::Unknown(other.to_owned()),
    };
    let given = |text: &String| (!text.is_empty() && text != "0").then(|| text.clone());
    Some(PlannedPort {
        container_port: number.parse().ok()?,
        protocol,
        host_port: given(&binding.host_port),
        host_ip: given(&binding.host_ip),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn said(json: &str) -> AtRest {
        read(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn what_a_start_will_publish() {
        let rest = said(
            r#"{"State":{"OOMKilled":false,"Error":""},
                "HostConfig":{"PublishAllPorts":true,"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}],
                    "53/udp":[{"HostIp":"127.0.0.1","HostPort":""}],"81/tcp":null}},
                "Config":{"ExposedPorts":{"80/tcp":{},"443/tcp":{}}}}"#,
        );
        let ports: Vec<_> =
            rest.ports.iter().map(|port| (port.container_port, port.host_port.as_deref(), port.host_ip.as_deref())).collect();
        assert_eq!(ports, [(53, None, Some("127.0.0.1")), (80, Some("8080"), None), (443, None, None)]);
        assert_eq!((rest.oom_killed, rest.error), (false, None));
    }

    #[test]
    fn nulls_and_what_is_missing_cost_nothing() {
        assert_eq!(
            said(r#"{"State":{"OOMKilled":true},"HostConfig":{"PortBindings":null}}"#),
            AtRest { oom_killed: true, ..AtRest::default() }
        );
        assert_eq!(said("{}"), AtRest::default());
    }
}
