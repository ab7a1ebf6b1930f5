//! Everything the page of one image shows.

mod golang;
mod history;
mod instruction;

use std::collections::BTreeMap;

use naru_view::{ImageConfig, ImageDetail, ImageName, Label, ProblemCode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::ser::PrettyFormatter;
use serde_json::{Serializer, Value};

use crate::error::{Error, Result};
use crate::transport::{RawClient, percent_encode};

/// The part of inspect that the page shows by itself. Every field of it is missing or null on one engine or another.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Inspect {
    id: String,
    repo_tags: Option<Vec<String>>,
    repo_digests: Option<Vec<String>>,
    created: Option<String>,
    os: Option<String>,
    architecture: Option<String>,
    variant: Option<String>,
    author: Option<String>,
    config: Option<Config>,
    #[serde(rename = "RootFS")]
    root_fs: Option<RootFs>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Config {
    cmd: Option<Vec<String>>,
    entrypoint: Option<Vec<String>>,
    env: Option<Vec<String>>,
    exposed_ports: Option<BTreeMap<String, IgnoredAny>>,
    working_dir: Option<String>,
    user: Option<String>,
    volumes: Option<BTreeMap<String, IgnoredAny>>,
    labels: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RootFs {
    layers: Option<Vec<String>>,
}

/// Reads an image by its name or id.
pub(crate) async fn detail(raw: &RawClient, image: &str) -> Result<ImageDetail> {
    let path = percent_encode(image);
    let named = |error: Error| if error.code() == ProblemCode::ImageNotFound { error.with("image", image) } else { error };
    let (inspect_path, history_path) = (format!("/images/{path}/json"), format!("/images/{path}/history"));
    let (inspect, history) = tokio::join!(raw.get_json(&inspect_path), raw.get_as::<Vec<history::Row>>(&history_path));
    let (inspect, history) = (inspect.map_err(named)?, history.map_err(named)?);
    compose(inspect, history)
}

fn compose(inspect: Value, history: Vec<history::Row>) -> Result<ImageDetail> {
    let raw = indented(&inspect)?;
    let inspect: Inspect = serde_json::from_value(inspect).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    let layers = inspect.root_fs.and_then(|root| root.layers).unwrap_or_default();
    Ok(ImageDetail {
        id: inspect.id,
        names: inspect.repo_tags.unwrap_or_default().iter().filter_map(|name| image_name(name)).collect(),
        digests: inspect.repo_digests.unwrap_or_default(),
        // Go's zero time stands for "the builder did not say".
        created: inspect.created.filter(|created| !created.is_empty() && !created.starts_with("0001-01-01T00:00:00")),
        os: inspect.os.unwrap_or_default(),
        architecture: inspect.architecture.unwrap_or_default(),
        variant: inspect.variant.filter(|variant| !variant.is_empty()),
        author: inspect.author.filter(|author| !author.is_empty()),
        config: config(inspect.config.unwrap_or_default()),
        layers: history::join(history, &layers),
        raw,
    })
}

fn config(config: Config) -> ImageConfig {
    let labels = config.labels.unwrap_or_default().into_iter().map(|(key, value)| Label { key, value });
    ImageConfig {
        cmd: config.cmd.unwrap_or_default(),
        entrypoint: config.entrypoint.unwrap_or_default(),
        env: config.env.unwrap_or_default(),
        exposed_ports: config.exposed_ports.unwrap_or_default().into_keys().collect(),
        working_dir: config.working_dir.unwrap_or_default(),
        user: config.user.unwrap_or_default(),
        volumes: config.volumes.unwrap_or_default().into_keys().collect(),
        labels: labels.collect(),
    }
}

/// `localhost:5000/web:1.2` as `docker image ls` splits it; nothing for `<none>:<none>`.
fn image_name(name: &str) -> Option<ImageName> {
    let (repository, tag) = name.rsplit_once(':').filter(|(_, tag)| !tag.contains('/'))?;
    (repository != "<none>").then(|| ImageName { repository: repository.to_owned(), tag: tag.to_owned() })
}

/// As `docker image inspect` prints it: in a list, four spaces deep.
fn indented(inspect: &Value) -> Result<String> {
    let mut text = Vec::new();
    let mut printer = Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b"    "));
    serde::Serialize::serialize(&[inspect], &mut printer).map_err(|error| Error::caused(ProblemCode::Internal, error))?;
    String::from_utf8(text).map_err(|error| Error::caused(ProblemCode::Internal, error))
}
