//! Docker contexts, read as the CLI keeps them (docker/cli `cli/context/store`): `contexts/meta/<sha256 of the name>/meta.json`
//! under the config folder.

use std::path::Path;

use naru_view::ProblemCode;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::endpoint::Address;
use crate::error::{Error, Result};

#[derive(Deserialize)]
struct Meta {
    #[serde(rename = "Endpoints", default)]
    endpoints: Endpoints,
}

#[derive(Deserialize, Default)]
struct Endpoints {
    docker: Option<DockerEndpoint>,
}

#[derive(Deserialize, Default)]
struct DockerEndpoint {
    #[serde(rename = "Host", default)]
    host: String,
    /// TLS without checking who answers.
    #[serde(rename = "SkipTLSVerify", default)]
    skip_tls_verify: bool,
}

/// `currentContext` of `config.json`, if one is set.
///
/// A config.json that is not there means none. So does one that cannot be read or parsed: the CLI warns, and goes on without it.
pub(super) fn current(config_dir: Option<&Path>) -> Option<String> {
    let path = config_dir?.join("config.json");
    match read_current(&path) {
        Ok(name) => name,
        Err(error) => {
            tracing::debug!(%error, path = %path.display(), "docker's configuration cannot be read");
            None
        }
    }
}

fn read_current(path: &Path) -> Result<Option<String>> {
    #[derive(Deserialize)]
    struct Config {
        #[serde(rename = "currentContext")]
        current_context: Option<String>,
    }
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(path, error)),
    };
    let config: Config = serde_json::from_slice(&text).map_err(|error| unreadable(path, error))?;
    Ok(config.current_context.filter(|name| !name.is_empty() && name != "default"))
}

/// The address that a context names.
pub(super) fn address(config_dir: Option<&Path>, name: &str) -> Result<Address> {
    let Some(config_dir) = config_dir else {
        return Err(Error::new(ProblemCode::ContextNotFound, "there is no folder for docker's configuration").with("name", name));
    };
    let digest = format!("{:x}", Sha256::digest(name.as_bytes()));
    let path = config_dir.join("contexts").join("meta").join(&digest).join("meta.json");
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::caused(ProblemCode::ContextNotFound, error).with("name", name));
        }
        Err(error) => return Err(unreadable(&path, error)),
    };
    let meta: Meta = serde_json::from_slice(&text).map_err(|error| unreadable(&path, error))?;
    let docker = meta.endpoints.docker.unwrap_or_default();
    let address: Address = docker.host.parse()?;
    // docker/cli `cli/context/docker/load.go`: either is enough.
    let keys = config_dir.join("contexts").join("tls").join(digest).join("docker").exists();
    if keys || docker.skip_tls_verify { address.without_tls() } else { Ok(address) }
}

fn unreadable(path: &Path, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::caused(ProblemCode::EndpointInvalid, error).with("address", path.display().to_string())
}
