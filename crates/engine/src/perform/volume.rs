use std::collections::BTreeMap;

use http::Method;
use naru_command::{PruneAll, VolumeCreate, VolumeInspect, VolumeLs, VolumeRm};
use naru_view::{Answer, Label, Outcome, ProblemCode, Pruned, StoredVolume};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::objects;
use super::query::{Filters, needs};
use super::targets::{ONE_BY_ONE, each, segment};
use super::work::Work;
use crate::error::{Error, Result};
use crate::transport::{Payload, Query};

/// What an error calls its target.
const VOLUME: &str = "volume";

/// Docker writes this on a volume whose name it invented, from 23.0 on.
const ANONYMOUS: &str = "com.docker.volume.anonymous";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    name: String,
    #[serde(default)]
    driver: String,
    #[serde(default)]
    mountpoint: String,
    created_at: Option<String>,
    labels: Option<BTreeMap<String, String>>,
}

impl From<Row> for StoredVolume {
    fn from(row: Row) -> Self {
        let labels = row.labels.unwrap_or_default();
        let invented = row.name.len() == 64 && row.name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        Self {
            anonymous: invented || labels.contains_key(ANONYMOUS),
            name: row.name,
            driver: row.driver,
            mountpoint: row.mountpoint,
            created: row.created_at.filter(|created| !created.is_empty()),
            labels: labels.into_iter().map(|(key, value)| Label { key, value }).collect(),
        }
    }
}

/// `docker volume ls`
pub(crate) async fn ls(work: Work<'_>, ls: &VolumeLs) -> Result<Outcome> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct List {
        volumes: Option<Vec<Row>>,
    }
    let VolumeLs { quiet: _, filter, format: _ } = ls;
    let query = Query::default().with_some("filters", Filters::of(filter).json().as_deref());
    let list: List = work.raw().get_as(&format!("/volumes{query}")).await?;
    let mut volumes: Vec<StoredVolume> = list.volumes.unwrap_or_default().into_iter().map(StoredVolume::from).collect();
    volumes.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Outcome::Answer { answer: Answer::Volumes { volumes } })
}

/// `docker volume create`
pub(crate) async fn create(work: Work<'_>, create: &VolumeCreate) -> Result<Outcome> {
    let VolumeCreate { driver, label, opt, name } = create;
    let pairs = |pairs: &[naru_command::KeyValue]| {
        let all: Map<String, Value> = pairs.iter().map(|pair| (pair.key().to_owned(), json!(pair.value().unwrap_or_default()))).collect();
        all
    };
    let mut asked = json!({ "Driver": driver.as_deref().unwrap_or("local") });
    if let Some(name) = name {
        asked["Name"] = json!(name);
    }
    if !opt.is_empty() {
        asked["DriverOpts"] = Value::Object(pairs(opt));
    }
    if !label.is_empty() {
        asked["Labels"] = Value::Object(pairs(label));
    }
    let made: Row = work.raw().ask(Method::POST, "/volumes/create", Payload::Json(asked)).await?;
    Ok(Outcome::Volume { name: made.name })
}

/// `docker volume rm`
pub(crate) async fn rm(work: Work<'_>, rm: &VolumeRm) -> Result<Outcome> {
    let VolumeRm { force, volumes } = rm;
    let query = &Query::default().with_switch("force", *force);
    let remove = |volume: String| async move {
        let path = format!("/volumes/{}{query}", segment(&volume)?);
        work.raw().send(Method::DELETE, &path, Payload::Nothing).await.map(drop)
    };
    each(work, VOLUME, volumes, ONE_BY_ONE, remove).await?;
    Ok(Outcome::Done)
}

/// `docker volume inspect`
pub(crate) async fn inspect(work: Work<'_>, inspect: &VolumeInspect) -> Result<Outcome> {
    let VolumeInspect { format: _, volumes } = inspect;
    let look = |volume: String| async move { work.raw().get_json(&format!("/volumes/{}", segment(&volume)?)).await };
    objects::answer(work, VOLUME, volumes, look).await
}

/// `docker volume prune`
pub(crate) async fn prune(work: Work<'_>, prune: &PruneAll) -> Result<Outcome> {
    // Who asks the reader is the window.
    let PruneAll { all, force: _, filter } = prune;
    needs(work, *all, "--all", (1, 42))?;
    let mut filters = Filters::of(filter);
    if *all {
        if filters.has("all") {
            let said = "--all and --filter all=… say the same: give one";
            return Err(Error::new(ProblemCode::InvalidValue, said).with("value", "--filter all"));
        }
        // Without it an engine takes only those whose name docker invented. Before API 1.42 it takes all, asked or not.
        filters = filters.and("all", "true");
    }
    Ok(Outcome::Pruned { pruned: prune_volumes(work, &filters).await? })
}

/// Takes away the volumes that no container uses and the conditions fit.
pub(super) async fn prune_volumes(work: Work<'_>, filters: &Filters) -> Result<Pruned> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Report {
        volumes_deleted: Option<Vec<String>>,
        #[serde(default)]
        space_reclaimed: u64,
    }
    let path = format!("/volumes/prune{}", Query::default().with_some("filters", filters.json().as_deref()));
    let report: Report = work.raw().ask(Method::POST, &path, Payload::Nothing).await?;
    Ok(Pruned { volumes: report.volumes_deleted.unwrap_or_default(), reclaimed: report.space_reclaimed, ..Pruned::default() })
}
