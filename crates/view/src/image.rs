use serde::{Deserialize, Serialize};
use specta::Type;

/// One image of the engine's store. The window shows a row for each of its names, as `docker image ls` does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// `sha256:…`: the config's digest on a graph-driver store, the manifest's on a containerd store.
    pub id: String,
    /// Its repository:tag names; empty when it is dangling.
    pub names: Vec<ImageName>,
    /// `repository@sha256:…` names, where a registry or a containerd store gave one.
    pub digests: Vec<String>,
    /// When it was built, in seconds since 1970.
    pub created: i64,
    /// Bytes on disk as the engine's list counts them. A containerd store counts packed and unpacked together here but not
    /// in inspect, so the two are never shown on one page.
    pub size: u64,
}

/// A name of an image, split as `docker image ls` splits it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImageName {
    /// `nginx`, `devwikirepo/tencounter`, `localhost:5000/web`.
    pub repository: String,
    /// `latest`.
    pub tag: String,
}

/// Everything the page of one image shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImageDetail {
    /// As in [`Image`].
    pub id: String,
    /// As in [`Image`].
    pub names: Vec<ImageName>,
    /// As in [`Image`].
    pub digests: Vec<String>,
    /// When it was built, RFC 3339, as inspect says it; some images have none.
    pub created: Option<String>,
    /// linux, windows.
    pub os: String,
    /// amd64, arm64…
    pub architecture: String,
    /// `v8`, where the platform has one.
    pub variant: Option<String>,
    /// Who wrote it, when the image says so.
    pub author: Option<String>,
    /// What a container gets from it when nothing else is asked for.
    pub config: ImageConfig,
    /// The steps that made it, newest first, as `docker history` lists them.
    pub layers: Vec<Layer>,
    /// The answer of `GET /images/{name}/json`, indented, as `docker image inspect` prints it.
    pub raw: String,
}

/// The part of an image's configuration that a learner needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImageConfig {
    /// `CMD`: arguments, or the whole command when there is no entrypoint.
    pub cmd: Vec<String>,
    /// `ENTRYPOINT`.
    pub entrypoint: Vec<String>,
    /// `ENV`, each `KEY=value`.
    pub env: Vec<String>,
    /// `EXPOSE`, each `80/tcp`, sorted.
    pub exposed_ports: Vec<String>,
    /// `WORKDIR`; empty means `/`.
    pub working_dir: String,
    /// `USER`; empty means root.
    pub user: String,
    /// `VOLUME` paths, sorted.
    pub volumes: Vec<String>,
    /// `LABEL`s, sorted by key.
    pub labels: Vec<Label>,
}

/// A label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Label {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
}

/// One step of an image's history, joined to the file-system layer it made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Layer {
    /// The Dockerfile instruction as a person would have written it (`RUN apt-get update`, `CMD ["nginx"]`).
    pub instruction: String,
    /// The same as the engine stores it (`CreatedBy`), untouched.
    pub created_by: String,
    /// Bytes this step added, as the engine's history says.
    pub size: u64,
    /// When it was made, in seconds since 1970; 0 or less when the builder wrote no time.
    pub created: i64,
    /// The digest of the layer's uncompressed tar (a diff id of `RootFS.Layers`); none for an empty step.
    pub digest: Option<String>,
    /// True for a step that changed metadata only and made no layer.
    pub empty: bool,
    /// The image id of this step, where the engine still has one.
    pub image_id: Option<String>,
    /// Tags that point at this step.
    pub tags: Vec<String>,
    /// What the builder noted.
    pub comment: String,
}
