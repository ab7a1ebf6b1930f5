//! Everything that `docker inspect` shows of an engine, read from its API.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result, bail};
use naru_lab::Connection;
use serde_json::Value;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Container,
    Image,
    Network,
    Volume,
    File,
}

impl Kind {
    /// As reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Image => "image",
            Self::Network => "network",
            Self::Volume => "volume",
            Self::File => "file",
        }
    }
}

/// Everything at one moment, by kind and by the engine's own id.
pub type Snapshot = BTreeMap<(Kind, String), Value>;

/// Reads snapshots of one engine.
pub struct Reader {
    engine: Connection,
    /// An image is read again when its row in the list is another: nothing else of it can change.
    images: HashMap<String, Value>,
}

impl Reader {
    pub fn open(socket: &Path) -> Result<Self> {
        Ok(Self { engine: Connection::open(socket)?, images: HashMap::new() })
    }

    /// What is there now. What goes away while it is read is not in it.
    pub fn read(&mut self) -> Result<Snapshot> {
        let mut snapshot = Snapshot::new();
        for row in self.list("/containers/json?all=1")? {
            let id = text(&row, "Id")?;
            if let Some(mut container) = self.inspect(&format!("/containers/{id}/json"))? {
                self.add_execs(&mut container)?;
                snapshot.insert((Kind::Container, id), container);
            }
        }
        for mut row in self.list("/images/json?all=1")? {
            let id = text(&row, "Id")?;
            // How many containers have it, which is counted only for some lists.
            row["Containers"] = Value::Null;
            let key = row.to_string();
            let known = self.images.get(&key).cloned();
            let image = match known {
                Some(image) => Some(image),
                None => self.inspect(&format!("/images/{id}/json"))?,
            };
            if let Some(image) = image {
                self.images.insert(key, image.clone());
                snapshot.insert((Kind::Image, id), image);
            }
        }
        for row in self.list("/networks")? {
            let id = text(&row, "Id")?;
            if let Some(network) = self.inspect(&format!("/networks/{id}"))? {
                snapshot.insert((Kind::Network, id), network);
            }
        }
        // The list has all that inspecting one by one would say.
        let volumes = self.ask("/volumes")?.context("the engine lists no volumes")?;
        for volume in volumes["Volumes"].as_array().into_iter().flatten() {
            snapshot.insert((Kind::Volume, text(volume, "Name")?), volume.clone());
        }
        Ok(snapshot)
    }

    /// What runs beside a container's own program, in place of the ids. `docker inspect` shows only those; this is how it was started.
    fn add_execs(&mut self, container: &mut Value) -> Result<()> {
        // A health check runs as such a program, every now and then.
        if container["Config"]["Healthcheck"].is_object() {
            container["ExecIDs"] = Value::Null;
            return Ok(());
        }
        let ids: Vec<String> = container["ExecIDs"].as_array().into_iter().flatten().filter_map(|id| Some(id.as_str()?.to_owned())).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let mut execs = Vec::new();
        for id in ids {
            execs.extend(self.inspect(&format!("/exec/{id}/json"))?);
        }
        container["ExecIDs"] = execs.into();
        Ok(())
    }

    fn list(&mut self, path: &str) -> Result<Vec<Value>> {
        match self.ask(path)? {
            Some(Value::Array(rows)) => Ok(rows),
            other => bail!("not a list at {path}: {other:?}"),
        }
    }

    /// None when it is gone.
    fn inspect(&mut self, path: &str) -> Result<Option<Value>> {
        self.ask(path)
    }

    fn ask(&mut self, path: &str) -> Result<Option<Value>> {
        let answer = self.engine.ask("GET", path, None)?;
        match answer.status {
            200 => serde_json::from_str(&answer.body).map(Some).with_context(|| format!("not JSON at {path}")),
            // 409: it is on its way out.
            404 | 409 => Ok(None),
            status => bail!("{path}: {status} {}", answer.body.trim()),
        }
    }
}

fn text(object: &Value, key: &str) -> Result<String> {
    object[key].as_str().map(str::to_owned).with_context(|| format!("no {key} in {object}"))
}
