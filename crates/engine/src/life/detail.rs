//! A container as `docker inspect` knows it, read tolerantly: every field is missing or null on one engine or another.

use std::collections::BTreeMap;

use chrono::DateTime;
use naru_view::{ContainerDetail, ContainerMount, ContainerNetwork, HealthReport, LastRun, Limits, ProblemCode, RestartRule};
use serde::Deserialize;

use super::events::health;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::perform::segment;
use crate::{image, stats};

/// More of what a health check printed nobody reads.
const OUTPUT_LIMIT: usize = 4_096;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Inspect {
    id: String,
    #[serde(default)]
    name: String,
    image: Option<String>,
    created: Option<String>,
    #[serde(default)]
    state: State,
    restart_count: Option<u32>,
    #[serde(default)]
    config: Config,
    #[serde(default)]
    host_config: HostConfig,
    mounts: Option<Vec<Mount>>,
    #[serde(default)]
    network_settings: NetworkSettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct State {
    paused: bool,
    started_at: Option<String>,
    finished_at: Option<String>,
    exit_code: i64,
    #[serde(rename = "OOMKilled")]
    oom_killed: bool,
    error: Option<String>,
    health: Option<HealthState>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct HealthState {
    status: String,
    failing_streak: u32,
    log: Option<Vec<Check>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Check {
    output: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Config {
    image: Option<String>,
    tty: bool,
    open_stdin: bool,
    stop_signal: Option<String>,
    stop_timeout: Option<i32>,
    #[serde(flatten)]
    of_image: image::Config,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct HostConfig {
    restart_policy: Policy,
    auto_remove: bool,
    privileged: bool,
    readonly_rootfs: bool,
    memory: i64,
    nano_cpus: i64,
    cpu_quota: i64,
    cpu_period: i64,
    pids_limit: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Policy {
    name: String,
    maximum_retry_count: u32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Mount {
    #[serde(rename = "Type")]
    kind: String,
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "Source")]
    source: String,
    #[serde(rename = "Destination")]
    target: String,
    #[serde(rename = "RW")]
    writable: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct NetworkSettings {
    networks: Option<BTreeMap<String, Option<Endpoint>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Endpoint {
    #[serde(rename = "IPAddress")]
    ip: String,
    #[serde(rename = "Gateway")]
    gateway: String,
    #[serde(rename = "Aliases")]
    aliases: Option<Vec<String>>,
}

/// Reads a container by its name or id, and what its image says beside it.
pub(crate) async fn detail(connection: &Connection, container: &str) -> Result<ContainerDetail> {
    let raw = &connection.raw;
    let path = format!("/containers/{}/json", segment(container)?);
    let value = raw.get_json(&path).await.map_err(|error| error.with("container", container))?;
    let text = image::indented(std::slice::from_ref(&value))?;
    let inspect: Inspect = serde_json::from_value(value).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    let image_id = inspect.image.clone().unwrap_or_default();
    let of_image = async {
        match image::config_of(raw, &image_id).await {
            Ok(config) => Some(config),
            Err(error) if error.code() == ProblemCode::ImageNotFound => None,
            Err(error) => {
                tracing::warn!(%error, "the image of a container cannot be read");
                None
            }
        }
    };
    let memory = async {
        if !inspect.state.paused {
            return None;
        }
        // It can go on, or go, in between.
        stats::memory(connection, &inspect.id).await.inspect_err(|error| tracing::info!(%error, "no memory is told")).ok()
    };
    let (of_image, memory) = tokio::join!(of_image, memory);
    Ok(ContainerDetail { of_image, memory, ..compose(inspect, text) })
}

fn compose(inspect: Inspect, raw: String) -> ContainerDetail {
    let Inspect { id, name, image, created, state, restart_count, config, host_config: host, mounts, network_settings } = inspect;
    let mut mounts: Vec<ContainerMount> = mounts.unwrap_or_default().into_iter().map(mount).collect();
    mounts.sort_by(|a, b| a.target.cmp(&b.target));
    let networks = network_settings.networks.unwrap_or_default().into_iter().map(|(name, endpoint)| network(name, endpoint, &id)).collect();
    let image_id = image.unwrap_or_default();
    ContainerDetail {
        name: name.trim_start_matches('/').to_owned(),
        image: config.image.filter(|image| !image.is_empty()).unwrap_or_else(|| image_id.clone()),
        image_id,
        created: moment(created.as_deref()),
        run: LastRun {
            started: moment(state.started_at.as_deref()),
            finished: moment(state.finished_at.as_deref()),
            exit_code: state.exit_code,
            oom_killed: state.oom_killed,
            error: state.error.unwrap_or_default(),
        },
        restarts: restart_count.unwrap_or_default(),
        config: image::config(config.of_image),
        of_image: None,
        tty: config.tty,
        interactive: config.open_stdin,
        stop_signal: config.stop_signal.filter(|signal| !signal.is_empty()),
        stop_timeout: config.stop_timeout,
        restart_policy: RestartRule {
            name: if host.restart_policy.name.is_empty() { "no".to_owned() } else { host.restart_policy.name },
            most: host.restart_policy.maximum_retry_count,
        },
        auto_remove: host.auto_remove,
        privileged: host.privileged,
        read_only: host.readonly_rootfs,
        limits: Limits {
            memory: limit(host.memory),
            nano_cpus: limit(host.nano_cpus).or_else(|| quota(host.cpu_quota, host.cpu_period)),
            pids: host.pids_limit.and_then(limit),
        },
        mounts,
        networks,
        health: state.health.filter(|health| !matches!(health.status.as_str(), "" | "none")).map(report),
        memory: None,
        raw,
        id,
    }
}

/// In milliseconds since 1970; Go's zero time stands for never.
fn moment(text: Option<&str>) -> Option<i64> {
    let then = DateTime::parse_from_rfc3339(text?).ok()?.timestamp_millis();
    (then > 0).then_some(then)
}

/// Zero and below is no limit.
fn limit(said: i64) -> Option<u64> {
    u64::try_from(said).ok().filter(|limit| *limit > 0)
}

/// `--cpu-quota` of `--cpu-period` (100 ms unless it is said) is the same as `--cpus`.
fn quota(quota: i64, period: i64) -> Option<u64> {
    let period = limit(period).unwrap_or(100_000);
    Some(limit(quota)?.saturating_mul(1_000_000_000) / period)
}

fn mount(said: Mount) -> ContainerMount {
    let Mount { kind, name, source, target, writable } = said;
    // Docker's invented names: 64 digits, as an id.
    let anonymous = kind == "volume" && name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    ContainerMount { kind, name, source, target, writable, anonymous }
}

fn network(name: String, endpoint: Option<Endpoint>, id: &str) -> ContainerNetwork {
    let Endpoint { ip, gateway, aliases } = endpoint.unwrap_or_default();
    let mut aliases = aliases.unwrap_or_default();
    // Engines list the beginning of the id among them.
    aliases.retain(|alias| !id.starts_with(alias.as_str()));
    ContainerNetwork { name, ip, gateway, aliases }
}

fn report(state: HealthState) -> HealthReport {
    let mut output = state.log.and_then(|mut checks| checks.pop()).unwrap_or_default().output;
    output.truncate(output.floor_char_boundary(OUTPUT_LIMIT));
    HealthReport { health: health(&state.status), failed: state.failing_streak, output }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn read(json: &str) -> ContainerDetail {
        compose(serde_json::from_str(json).unwrap(), String::new())
    }

    #[test]
    fn an_engine_that_says_little_is_understood() {
        let bare = read(r#"{"Id":"a","Mounts":null,"NetworkSettings":{"Networks":null}}"#);
        assert_eq!((bare.run.started, bare.restart_policy.name.as_str(), bare.mounts.len()), (None, "no", 0));
    }

    #[test]
    fn what_a_page_shows_of_a_container() {
        let volume = "0".repeat(64);
        let detail = read(&format!(
            r#"{{"Id":"abcdef","Name":"/web","Image":"sha256:1","Created":"2026-11-25T10:00:00.5Z","RestartCount":3,
                "State":{{"StartedAt":"2026-11-25T10:00:01Z","FinishedAt":"0001-01-01T00:00:00Z","ExitCode":137,"OOMKilled":true,
                    "Health":{{"Status":"unhealthy","FailingStreak":2,"Log":[{{"Output":"old"}},{{"Output":"new"}}]}}}},
                "Config":{{"Image":"nginx","Cmd":["a"],"Entrypoint":null,"Env":["A=1"],"StopTimeout":3,"OpenStdin":true}},
                "HostConfig":{{"Memory":1000,"NanoCpus":0,"CpuQuota":50000,"CpuPeriod":0,"PidsLimit":-1,
                    "RestartPolicy":{{"Name":"on-failure","MaximumRetryCount":5}}}},
                "Mounts":[{{"Type":"volume","Name":"{volume}","Destination":"/b","RW":true}},{{"Type":"bind","Source":"/x","Destination":"/a"}}],
                "NetworkSettings":{{"Networks":{{"bridge":{{"IPAddress":"172.17.0.2","Aliases":["abcd","db"]}}}}}}}}"#
        ));
        assert_eq!((detail.name.as_str(), detail.image.as_str(), detail.created), ("web", "nginx", Some(1_795_600_800_500)));
        assert_eq!((detail.run.finished, detail.run.oom_killed, detail.restarts), (None, true, 3));
        assert_eq!((detail.config.cmd, detail.config.env, detail.stop_timeout), (vec!["a".to_owned()], vec!["A=1".to_owned()], Some(3)));
        assert_eq!(detail.limits, Limits { memory: Some(1_000), nano_cpus: Some(500_000_000), pids: None });
        assert_eq!(
            detail.mounts.iter().map(|mount| (mount.target.as_str(), mount.anonymous)).collect::<Vec<_>>(),
            [("/a", false), ("/b", true)]
        );
        assert_eq!(detail.networks[0].aliases, ["db"]);
        assert_eq!(detail.health.map(|health| (health.output, health.failed)), Some(("new".to_owned(), 2)));
        assert_eq!(detail.restart_policy, RestartRule { name: "on-failure".to_owned(), most: 5 });
    }
}
