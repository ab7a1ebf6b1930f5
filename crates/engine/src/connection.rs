//! An engine that answered.

use std::collections::HashMap;
use std::time::Duration;

use naru_view::{EndpointSource, EngineInfo, ProblemCode};
use serde::Deserialize;

use crate::endpoint::Candidate;
use crate::error::{Error, Result};
use crate::transport::{self, RawClient};

/// The newest API this version of Naru was tried with, and the oldest.
const NEWEST_API: (u32, u32) = (1, 51);
const OLDEST_API: (u32, u32) = (1, 40);

/// How long an engine may take to say who it is. One that accepts and stays silent is not an engine that can be used.
const HELLO_LIMIT: Duration = Duration::from_secs(10);

/// An engine may say by this label of its own where its published ports answer, when that is neither this machine nor the host of
/// its address: an engine in a network namespace or a virtual machine. (`dockerd --label naru.ports-host=10.1.2.3`)
const PORTS_HOST_LABEL: &str = "naru.ports-host=";

/// Two clients on one transport, and who is at the other end.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) docker: bollard::Docker,
    pub(crate) raw: RawClient,
    pub(crate) engine: EngineInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Version {
    version: String,
    api_version: String,
    os: String,
    arch: String,
    #[serde(default)]
    platform: HashMap<String, serde_json::Value>,
}

/// The part of `GET /info` that says what to call an engine and where its ports are.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Info {
    #[serde(default)]
    operating_system: String,
    labels: Option<Vec<String>>,
}

impl Connection {
    /// Asks a candidate who it is and agrees on an API version.
    pub(crate) async fn open(candidate: Candidate) -> Result<Self> {
        let address = candidate.address?;
        let raw = RawClient::new(&address);
        let hello = tokio::time::timeout(HELLO_LIMIT, raw.get_as::<Version>("/version")).await;
        let version = hello.map_err(|_| {
            Error::new(ProblemCode::EngineUnreachable, "something is there and does not answer").with("address", address.to_string())
        })??;
        let api_version = agree(&version.api_version)?;
        let platform = version.platform.get("Name").and_then(|name| name.as_str()).unwrap_or_default();
        let engine = EngineInfo {
            name: name(&candidate.source, platform),
            version: version.version,
            api_version: api_version.clone(),
            os: version.os,
            arch: version.arch,
            ports_host: address.ports_host(),
            address: address.to_string(),
            source: candidate.source,
        };
        Ok(Self { docker: transport::docker(&address, &api_version)?, raw: raw.speaking(&api_version), engine })
    }

    /// True when the version that was agreed on is this one or newer.
    pub(crate) fn speaks(&self, major: u32, minor: u32) -> bool {
        version(&self.engine.api_version).is_some_and(|agreed| agreed >= (major, minor))
    }

    /// What `GET /info` adds: slow on some engines, so it is asked once the lists are under way.
    pub(crate) async fn more_about(&self) -> Result<EngineInfo> {
        let info: Info = self.raw.get_as("/info").await?;
        let mut engine = self.engine.clone();
        let told = info.labels.iter().flatten().find_map(|label| label.strip_prefix(PORTS_HOST_LABEL));
        if let Some(host) = told.filter(|host| is_host(host)) {
            host.clone_into(&mut engine.ports_host);
        }
        if info.operating_system == "Docker Desktop" {
            engine.name = info.operating_system;
        }
        Ok(engine)
    }
}

/// A name or address and nothing that a URL could be bent with.
fn is_host(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'))
}

fn name(source: &EndpointSource, platform: &str) -> String {
    match source {
        EndpointSource::WellKnown { product } => product.clone(),
        EndpointSource::ContextVariable { name } | EndpointSource::CurrentContext { name } => name.clone(),
        EndpointSource::DockerHost | EndpointSource::Default if platform.starts_with("Docker Desktop") => "Docker Desktop".to_owned(),
        EndpointSource::DockerHost | EndpointSource::Default => "Docker Engine".to_owned(),
    }
}

/// The newest version that both sides speak.
fn agree(engine: &str) -> Result<String> {
    let Some(newest) = version(engine) else {
        return Err(Error::new(ProblemCode::EngineRefused, format!("an API version that cannot be read: {engine}")));
    };
    if newest < OLDEST_API {
        let (major, minor) = OLDEST_API;
        return Err(Error::new(ProblemCode::EngineRefused, format!("the engine speaks API {engine}; Naru needs {major}.{minor} or newer")));
    }
    let (major, minor) = newest.min(NEWEST_API);
    Ok(format!("{major}.{minor}"))
}

fn version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn both_sides_speak_the_older_of_their_newest() {
        assert_eq!(agree("1.41").unwrap(), "1.41");
        assert_eq!(agree("1.53").unwrap(), "1.51");
        assert_eq!(agree("1.39").unwrap_err().code(), ProblemCode::EngineRefused);
        assert_eq!(agree("new").unwrap_err().code(), ProblemCode::EngineRefused);
    }

    #[test]
    fn a_host_is_nothing_that_bends_a_url() {
        assert!(is_host("10.1.2.3") && is_host("fd00::1") && is_host("box-1.local"));
        assert!(!is_host("") && !is_host("evil/..") && !is_host("user@evil") && !is_host("a b"));
    }
}
