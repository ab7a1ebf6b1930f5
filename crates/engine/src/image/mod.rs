//! Everything the page of one image shows.

mod golang;
mod history;
mod instruction;

use std::collections::{BTreeMap, HashMap};

use futures_util::{StreamExt, stream};
use naru_view::{ImageConfig, ImageDetail, ImageName, Label, Layer, ProblemCode};
use serde::Deserialize;
use serde_json::ser::PrettyFormatter;
use serde_json::{Serializer, Value};

use crate::error::{Error, Result};
use crate::mirror;
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

/// What an image says of the containers made from it; a container says the same of itself.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Config {
    cmd: Option<Vec<String>>,
    entrypoint: Option<Vec<String>>,
    env: Option<Vec<String>>,
    exposed_ports: Option<BTreeMap<String, Value>>,
    working_dir: Option<String>,
    user: Option<String>,
    volumes: Option<BTreeMap<String, Value>>,
    labels: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RootFs {
    layers: Option<Vec<String>>,
}

impl Inspect {
    /// The digests of the layers, oldest first.
    fn layers(&self) -> Vec<String> {
        self.root_fs.as_ref().and_then(|root| root.layers.clone()).unwrap_or_default()
    }
}

/// How many images are looked up at the same time.
const AT_ONCE: usize = 8;

/// Reads an image by its name or id.
pub(crate) async fn detail(raw: &RawClient, image: &str) -> Result<ImageDetail> {
    let (inspect, history) = read(raw, image, "").await?;
    let text = indented(std::slice::from_ref(&inspect))?;
    let inspect: Inspect = serde_json::from_value(inspect).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    let layers = join(raw, &history, &inspect.layers()).await;
    Ok(compose(inspect, layers, text))
}

/// What an image says of the containers made from it.
pub(crate) async fn config_of(raw: &RawClient, image: &str) -> Result<ImageConfig> {
    let inspect: Inspect = raw.get_as(&format!("/images/{}/json", percent_encode(image))).await?;
    Ok(config(inspect.config.unwrap_or_default()))
}

/// The steps that made an image, newest first; the query says of which platform.
pub(crate) async fn layers(raw: &RawClient, image: &str, query: &str) -> Result<Vec<Layer>> {
    let (inspect, history) = read(raw, image, query).await?;
    let inspect: Inspect = serde_json::from_value(inspect).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    Ok(join(raw, &history, &inspect.layers()).await)
}

async fn read(raw: &RawClient, image: &str, query: &str) -> Result<(Value, Vec<history::Row>)> {
    let path = percent_encode(image);
    let named = |error: Error| if error.code() == ProblemCode::ImageNotFound { error.with("image", image) } else { error };
    let (inspect_path, history_path) = (format!("/images/{path}/json{query}"), format!("/images/{path}/history{query}"));
    let (inspect, history) = tokio::join!(raw.get_json(&inspect_path), raw.get_as::<Vec<history::Row>>(&history_path));
    Ok((inspect.map_err(named)?, history.map_err(named)?))
}

async fn join(raw: &RawClient, history: &[history::Row], digests: &[String]) -> Vec<Layer> {
    let layers = history::join(history, digests, &HashMap::new());
    if layers.iter().any(history::is_open) {
        return history::join(history, digests, &parents(raw, history).await);
    }
    layers
}

/// The layers of the images that were left behind by each step, where the engine still has them: the classic builder keeps
/// one for every step.
async fn parents(raw: &RawClient, history: &[history::Row]) -> HashMap<String, Vec<String>> {
    let ids: Vec<String> = history.iter().filter_map(history::Row::image_id).map(str::to_owned).collect();
    let read = ids.into_iter().map(|id| async move {
        let path = format!("/images/{}/json", percent_encode(&id));
        match raw.get_as::<Inspect>(&path).await {
            Ok(inspect) => Some((id, inspect.layers())),
            Err(error) => {
                tracing::debug!(id, %error, "the image of a step cannot be read");
                None
            }
        }
    });
    stream::iter(read).buffer_unordered(AT_ONCE).filter_map(std::future::ready).collect().await
}

fn compose(inspect: Inspect, layers: Vec<Layer>, raw: String) -> ImageDetail {
    let mut names: Vec<ImageName> = inspect.repo_tags.iter().flatten().filter_map(|name| mirror::image_name(name)).collect();
    names.sort();
    let mut digests = inspect.repo_digests.unwrap_or_default();
    digests.retain(|digest| !digest.starts_with("<none>"));
    digests.sort();
    ImageDetail {
        id: inspect.id,
        names,
        digests,
        // Go's zero time stands for "the builder did not say".
        created: inspect.created.filter(|created| !created.is_empty() && !created.starts_with("0001-01-01T00:00:00")),
        os: inspect.os.unwrap_or_default(),
        architecture: inspect.architecture.unwrap_or_default(),
        variant: inspect.variant.filter(|variant| !variant.is_empty()),
        author: inspect.author.filter(|author| !author.is_empty()),
        config: config(inspect.config.unwrap_or_default()),
        layers,
        raw,
    }
}

pub(crate) fn config(config: Config) -> ImageConfig {
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

/// As `docker inspect` prints objects: in a list, four spaces deep.
pub(crate) fn indented(objects: &[Value]) -> Result<String> {
    let mut text = Vec::new();
    let mut printer = Serializer::with_formatter(&mut text, PrettyFormatter::with_indent(b"    "));
    serde::Serialize::serialize(objects, &mut printer).map_err(|error| Error::caused(ProblemCode::Internal, error))?;
    String::from_utf8(text).map_err(|error| Error::caused(ProblemCode::Internal, error))
}
