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

#[derive(Deserialize)]
struct DockerEndpoint {
    #[serde(rename = "Host", default)]
    host: String,
}

/// The file of the config folder that names the current context.
pub(super) const CONFIG_FILE: &str = "config.json";

/// `currentContext` of `config.json`, if one is set.
///
/// A config.json that is not there means none; one that cannot be read or parsed is an error, because the CLI stops there too.
pub(super) fn current(config_dir: Option<&Path>) -> Result<Option<String>> {
    #[derive(Deserialize)]
    struct Config {
        #[serde(rename = "currentContext")]
        current_context: Option<String>,
    }
    let Some(path) = config_dir.map(|dir| dir.join(CONFIG_FILE)) else { return Ok(None) };
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&path, error)),
    };
    let config: Config = serde_json::from_slice(&text).map_err(|error| unreadable(&path, error))?;
    Ok(config.current_context.filter(|name| !name.is_empty() && name != "default"))
}

/// The address that a context names.
pub(super) fn address(config_dir: Option<&Path>, name: &str) -> Result<Address> {
    let Some(config_dir) = config_dir else {
        return Err(Error::new(ProblemCode::ContextNotFound, "there is no folder for docker's configuration").with("name", name));
    };
    let digest = format!("{:x}", Sha256::digest(name.as_bytes()));
    let path = config_dir.join("contexts").join("meta").join(digest).join("meta.json");
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::caused(ProblemCode::ContextNotFound, error).with("name", name));
        }
        Err(error) => return Err(unreadable(&path, error)),
    };
    let meta: Meta = serde_json::from_slice(&text).map_err(|error| unreadable(&path, error))?;
    let host = meta.endpoints.docker.map(|docker| docker.host).unwrap_or_default();
    host.parse()
}

fn unreadable(path: &Path, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::caused(ProblemCode::EndpointInvalid, error).with("address", path.display().to_string())
}
