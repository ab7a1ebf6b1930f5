//! The two lists, read tolerantly: one word that Naru does not know must not cost the whole list.

use naru_view::{Container, ContainerSize, ContainerState, Health, Image, ImageName, MountedVolume, Port, Protocol};
use serde::{Deserialize, Deserializer};

use crate::error::Result;
use crate::transport::{RawClient, percent_encode};

/// `GET /containers/json`: all of them, or just those with the ids given.
pub(crate) async fn containers(raw: &RawClient, ids: Option<&[String]>) -> Result<Vec<Container>> {
    let path = match ids {
        None => "/containers/json?all=1".to_owned(),
        Some(ids) => {
            let filters = serde_json::json!({ "id": ids }).to_string();
            format!("/containers/json?all=1&filters={}", percent_encode(&filters))
        }
    };
    let rows: Vec<ContainerRow> = raw.get_as(&path).await?;
    Ok(rows.into_iter().map(Container::from).collect())
}

/// `GET /containers/json` with a query of its own, and what each takes of the disk (zero where the query does not ask for sizes).
pub(crate) async fn sized(raw: &RawClient, path: &str) -> Result<(Vec<Container>, Vec<ContainerSize>)> {
    let rows: Vec<ContainerRow> = raw.get_as(path).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let size = ContainerSize { written: bytes(row.size_rw), whole: bytes(row.size_root_fs) };
            (Container::from(row), size)
        })
        .unzip())
}

/// Engines leave a size out where it is zero.
fn bytes(said: Option<i64>) -> u64 {
    said.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default()
}

/// `GET /images/json`. The list has no filter by id, and one by name leaves out the image's other names, so it is always read whole.
pub(crate) async fn images(raw: &RawClient) -> Result<Vec<Image>> {
    images_of(raw, "").await
}

/// The same of a query (`?all=1`), which says more narrowly or widely what is listed.
pub(crate) async fn images_of(raw: &RawClient, query: &str) -> Result<Vec<Image>> {
    let rows: Vec<ImageRow> = raw.get_as(&format!("/images/json{query}")).await?;
    let mut images: Vec<Image> = rows.into_iter().map(Image::from).collect();
    images.sort_by(|a, b| b.created.cmp(&a.created).then_with(|| a.id.cmp(&b.id)));
    Ok(images)
}

/// Some engines write `null` for an empty list.
fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ContainerRow {
    id: String,
    #[serde(default, deserialize_with = "null_as_default")]
    names: Vec<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    image: String,
    #[serde(default, rename = "ImageID", deserialize_with = "null_as_default")]
    image_id: String,
    #[serde(default, deserialize_with = "null_as_default")]
    command: String,
    #[serde(default, deserialize_with = "null_as_default")]
    state: String,
    #[serde(default, deserialize_with = "null_as_default")]
    status: String,
    #[serde(default, deserialize_with = "null_as_default")]
    ports: Vec<PortRow>,
    #[serde(default)]
    created: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    mounts: Vec<MountRow>,
    size_rw: Option<i64>,
    size_root_fs: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MountRow {
    #[serde(rename = "Type", default)]
    kind: String,
    #[serde(default)]
    name: String,
}

impl MountRow {
    fn volume(self) -> Option<MountedVolume> {
        (self.kind == "volume" && !self.name.is_empty()).then(|| MountedVolume { anonymous: is_invented(&self.name), name: self.name })
    }
}

/// Docker calls a volume that nobody named by 64 hex digits.
fn is_invented(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[derive(Deserialize)]
struct PortRow {
    #[serde(rename = "IP")]
    ip: Option<String>,
    #[serde(rename = "PrivatePort")]
    private_port: u16,
    #[serde(rename = "PublicPort")]
    public_port: Option<u16>,
    #[serde(rename = "Type", default)]
    kind: String,
}

impl From<ContainerRow> for Container {
    fn from(row: ContainerRow) -> Self {
        // A container that a link renames has other names with slashes inside; its own has just the first.
        let own = row.names.iter().find(|name| !name.trim_start_matches('/').contains('/')).or(row.names.first());
        let mut ports: Vec<Port> = row.ports.into_iter().map(Port::from).collect();
        ports.sort();
        ports.dedup();
        let mut volumes: Vec<MountedVolume> = row.mounts.into_iter().filter_map(MountRow::volume).collect();
        volumes.sort();
        Self {
            name: own.map_or_else(String::new, |name| name.trim_start_matches('/').to_owned()),
            state: state(&row.state),
            exit_code: exit_code(&row.status),
            health: health(&row.status),
            ports,
            id: row.id,
            image: row.image,
            image_id: row.image_id,
            command: row.command,
            created: row.created,
            volumes,
        }
    }
}

impl From<PortRow> for Port {
    fn from(row: PortRow) -> Self {
        let protocol = match row.kind.as_str() {
            "tcp" => Protocol::Tcp,
            "udp" => Protocol::Udp,
            "sctp" => Protocol::Sctp,
            other => Protocol::Unknown(other.to_owned()),
        };
        Self {
            container_port: row.private_port,
            protocol,
            host_port: row.public_port.filter(|port| *port != 0),
            host_ip: row.ip.filter(|ip| !ip.is_empty()),
        }
    }
}

fn state(word: &str) -> ContainerState {
    match word {
        "created" => ContainerState::Created,
        "running" => ContainerState::Running,
        "paused" => ContainerState::Paused,
        "restarting" => ContainerState::Restarting,
        "removing" => ContainerState::Removing,
        // Podman's words for what docker calls exited.
        "exited" | "stopped" => ContainerState::Exited,
        "dead" => ContainerState::Dead,
        other => ContainerState::Unknown(other.to_owned()),
    }
}

/// The list tells the exit code only in its prose: `Exited (137) 3 minutes ago`, `Restarting (1) 2 seconds ago`.
fn exit_code(status: &str) -> Option<i32> {
    if !status.starts_with("Exited (") && !status.starts_with("Restarting (") {
        return None;
    }
    let (_, after) = status.split_once('(')?;
    after.split_once(')')?.0.parse().ok()
}

/// The list tells the health only in its prose: `Up 3 minutes (healthy)`, `Up 1 second (health: starting)`.
fn health(status: &str) -> Option<Health> {
    if status.ends_with("(healthy)") {
        Some(Health::Healthy)
    } else if status.ends_with("(unhealthy)") {
        Some(Health::Unhealthy)
    } else if status.ends_with("(health: starting)") {
        Some(Health::Starting)
    } else {
        None
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ImageRow {
    id: String,
    #[serde(default, deserialize_with = "null_as_default")]
    repo_tags: Vec<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    repo_digests: Vec<String>,
    #[serde(default)]
    created: i64,
    #[serde(default)]
    size: i64,
}

impl From<ImageRow> for Image {
    fn from(row: ImageRow) -> Self {
        let mut names: Vec<ImageName> = row.repo_tags.iter().filter_map(|tag| name(tag)).collect();
        names.sort();
        let mut digests: Vec<String> = row.repo_digests.into_iter().filter(|digest| !digest.starts_with("<none>")).collect();
        digests.sort();
        Self { id: row.id, names, digests, created: row.created, size: u64::try_from(row.size).unwrap_or(0) }
    }
}

/// Splits `host:5000/web:1.0` at the colon of the tag, which no slash follows.
pub(crate) fn name(text: &str) -> Option<ImageName> {
    let (repository, tag) = text.rsplit_once(':').filter(|(_, tag)| !tag.contains('/'))?;
    (repository != "<none>").then(|| ImageName { repository: repository.to_owned(), tag: tag.to_owned() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn container(json: &str) -> Container {
        serde_json::from_str::<ContainerRow>(json).unwrap().into()
    }

    #[test]
    fn a_word_that_is_not_known_costs_nothing_but_itself() {
        let shown = container(r#"{"Id":"a","Names":["/x"],"State":"hibernating","Ports":[{"PrivatePort":9,"Type":"quic"}]}"#);
        assert_eq!(shown.state, ContainerState::Unknown("hibernating".into()));
        assert_eq!(shown.ports[0].protocol, Protocol::Unknown("quic".into()));
    }

    #[test]
    fn nulls_are_empty() {
        let shown =
            container(r#"{"Id":"a","Names":null,"Ports":null,"Command":null,"Image":null,"ImageID":null,"State":null,"Status":null}"#);
        assert_eq!((shown.name.as_str(), shown.ports.len()), ("", 0));
    }

    #[test]
    fn a_name_may_begin_with_anything() {
        for (names, own) in [(r#"["한글"]"#, "한글"), (r#"[""]"#, ""), (r#"["/other/alias","/own"]"#, "own"), (r#"["/a/b"]"#, "a/b")] {
            assert_eq!(container(&format!(r#"{{"Id":"a","Names":{names}}}"#)).name, own);
        }
    }

    #[test]
    fn prose_gives_exit_code_and_health() {
        assert_eq!(exit_code("Exited (137) 3 minutes ago"), Some(137));
        assert_eq!(exit_code("Exited (-1) 3 minutes ago"), Some(-1));
        assert_eq!(exit_code("Restarting (1) 2 seconds ago"), Some(1));
        assert_eq!(exit_code("Up 3 minutes (healthy)"), None);
        assert_eq!(health("Up 3 minutes (healthy)"), Some(Health::Healthy));
        assert_eq!(health("Up 3 minutes (unhealthy)"), Some(Health::Unhealthy));
        assert_eq!(health("Up 3 minutes (health: starting)"), Some(Health::Starting));
        assert_eq!(health("Up 3 minutes (Paused)"), None);
    }

    #[test]
    fn volumes_are_told_from_binds_and_from_those_nobody_named() {
        let invented = "0b".repeat(32);
        let json = format!(
            r#"{{"Id":"a","Mounts":[{{"Type":"bind","Source":"/x"}},{{"Type":"volume","Name":"data"}},{{"Type":"volume","Name":"{invented}"}}]}}"#
        );
        let volumes: Vec<(String, bool)> = container(&json).volumes.into_iter().map(|one| (one.name, one.anonymous)).collect();
        assert_eq!(volumes, [(invented, true), ("data".to_owned(), false)]);
        assert!(container(r#"{"Id":"a","Mounts":null}"#).volumes.is_empty());
    }

    #[test]
    fn a_linked_container_keeps_its_own_name() {
        assert_eq!(container(r#"{"Id":"a","Names":["/web/db","/db"]}"#).name, "db");
    }

    #[test]
    fn names_split_at_the_tag() {
        let split = |text: &str| name(text).map(|name| (name.repository, name.tag));
        assert_eq!(split("host:5000/web:1.0"), Some(("host:5000/web".into(), "1.0".into())));
        assert_eq!(split("nginx:latest"), Some(("nginx".into(), "latest".into())));
        assert_eq!(split("<none>:<none>"), None);
    }
}
