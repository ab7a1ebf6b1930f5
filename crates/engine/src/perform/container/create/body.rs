//! The body of `POST /containers/create`: what the docker CLI 28.5 sends for the same flags, down to which lists are empty and which are
//! `null`, because `docker inspect` shows the difference (`parse` in its `cli/command/container/opts.go`).

use naru_command::KeyValue;
use serde_json::{Map, Value, json};

use super::super::attached::Streams;
use super::super::variables::{self, invalid};
use super::flags::Flags;
use super::security::{Security, security};
use super::{Api, host, mounts, network};
use crate::error::Result;

/// What flags bring in from this computer.
pub(super) struct Given {
    pub(super) environment: Vec<String>,
    labels: Vec<(String, String)>,
    pub(super) security: Security,
}

impl Given {
    pub(super) async fn read(flags: &Flags<'_>) -> Result<Self> {
        let environment = variables::environment(flags.env_file, &last_of_each(flags)).await?;
        Ok(Self {
            environment,
            labels: variables::labels(flags.label_file, flags.label).await?,
            security: security(flags.security_opt).await?,
        })
    }
}

/// Of a variable that is given twice the last counts; in a file all do, and the engine takes the last of them.
fn last_of_each(flags: &Flags<'_>) -> Vec<naru_command::EnvVar> {
    let given = flags.env.iter().enumerate();
    given.filter(|(at, variable)| !flags.env[at + 1..].iter().any(|later| later.key() == variable.key())).map(|(_, v)| v.clone()).collect()
}

impl Streams {
    /// Of `-a` and `-i`: both outputs when `-a` is not given.
    pub(super) fn of(flags: &Flags<'_>) -> Result<Self> {
        let mut streams = Self { stdin: *flags.interactive, stdout: flags.attach.is_empty(), stderr: flags.attach.is_empty() };
        for name in flags.attach {
            match name.to_lowercase().as_str() {
                "stdin" => streams.stdin = true,
                "stdout" => streams.stdout = true,
                "stderr" => streams.stderr = true,
                _ => return Err(invalid(name, format!("{name} is not stdin, stdout or stderr"))),
            }
        }
        Ok(streams)
    }
}

pub(super) fn body(flags: &Flags<'_>, given: &Given, streams: Streams, api: Api<'_>) -> Result<Value> {
    let (ports, bindings) = ports(flags);
    let (binds, volumes) = mounts::volumes(flags.volume);
    let labels: Map<String, Value> = given.labels.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    let mut body = json!({
        "Hostname": text(flags.hostname),
        "Domainname": text(flags.domainname),
        "User": text(flags.user),
        "AttachStdin": streams.stdin,
        "AttachStdout": streams.stdout,
        "AttachStderr": streams.stderr,
        "Tty": flags.tty,
        "OpenStdin": flags.interactive,
        // What was attached to it and goes away takes its input with it.
        "StdinOnce": *flags.interactive && streams.stdin,
        "Env": list(&given.environment),
        "Cmd": list(flags.command),
        "Image": flags.image.to_string(),
        "Volumes": volumes,
        "WorkingDir": text(flags.workdir),
        "Entrypoint": flags.entrypoint.as_ref().map(|program| [program]),
        "OnBuild": null,
        "Labels": labels,
        "HostConfig": host::host(flags, given, &binds, &bindings, api)?,
        "NetworkingConfig": { "EndpointsConfig": network::endpoints(flags, api)? },
    });
    let mut add = |name: &str, value: Option<Value>| {
        if let (Some(value), Some(body)) = (value, body.as_object_mut()) {
            body.insert(name.to_owned(), value);
        }
    };
    add("ExposedPorts", (!ports.is_empty()).then_some(Value::Object(ports)));
    add("Healthcheck", health(flags, api)?);
    add("StopSignal", flags.stop_signal.as_ref().filter(|signal| !signal.is_empty()).map(|signal| json!(signal)));
    add("StopTimeout", flags.stop_timeout.map(|seconds| json!(seconds)));
    Ok(body)
}

/// The CLI sends an empty text for one that is not given.
pub(super) fn text<'a>(given: impl Into<Option<&'a String>>) -> &'a str {
    given.into().map_or("", String::as_str)
}

/// The CLI sends `null` for a list that nothing was added to.
pub(super) fn list(given: &[String]) -> Value {
    if given.is_empty() { Value::Null } else { json!(given) }
}

/// `key=value` pairs as the object they are.
pub(super) fn pairs(given: &[KeyValue]) -> Map<String, Value> {
    given.iter().map(|pair| (pair.key().to_owned(), json!(pair.value().unwrap_or_default()))).collect()
}

/// What is exposed, and where it is published.
fn ports(flags: &Flags<'_>) -> (Map<String, Value>, Map<String, Value>) {
    let (mut exposed, mut bindings) = (Map::new(), Map::new());
    for binding in flags.publish.iter().flat_map(naru_command::PortMapping::bindings) {
        exposed.insert(binding.port_key(), json!({}));
        if let Value::Array(hosts) = bindings.entry(binding.port_key()).or_insert_with(|| json!([])) {
            hosts.push(json!({ "HostIp": binding.host_ip_text(), "HostPort": binding.host_port_text() }));
        }
    }
    for port in flags.expose {
        for number in port.range().first()..=port.range().last() {
            exposed.insert(format!("{number}/{}", port.protocol()), json!({}));
        }
    }
    (exposed, bindings)
}

fn health(flags: &Flags<'_>, api: Api<'_>) -> Result<Option<Value>> {
    let mut health = Map::new();
    if let Some(command) = flags.health_cmd.as_ref().filter(|command| !command.is_empty()) {
        health.insert("Test".to_owned(), json!(["CMD-SHELL", command]));
    }
    for (name, flag, length) in [
        ("Interval", "--health-interval", flags.health_interval),
        ("Timeout", "--health-timeout", flags.health_timeout),
        ("StartPeriod", "--health-start-period", flags.health_start_period),
        ("StartInterval", "--health-start-interval", flags.health_start_interval),
    ] {
        let Some(nanos) = length.map(naru_command::Duration::nanos) else { continue };
        if name == "StartInterval" {
            api.needs(44, flag)?;
        }
        if nanos < 0 {
            return Err(invalid(&nanos.to_string(), format!("{flag} cannot be negative")));
        }
        if nanos > 0 {
            health.insert(name.to_owned(), json!(nanos));
        }
    }
    health.extend(flags.health_retries.filter(|retries| *retries > 0).map(|retries| ("Retries".to_owned(), json!(retries))));
    match (*flags.no_healthcheck, health.is_empty()) {
        (true, true) => Ok(Some(json!({ "Test": ["NONE"] }))),
        (true, false) => Err(invalid("--no-healthcheck", "--no-healthcheck leaves nothing for --health-…")),
        (false, true) => Ok(None),
        (false, false) => Ok(Some(Value::Object(health))),
    }
}
