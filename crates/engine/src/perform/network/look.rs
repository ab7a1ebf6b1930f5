use naru_command::{NetworkInspect, NetworkLs};
use naru_view::{Answer, Network, Outcome};
use serde::{Deserialize, Deserializer};

use super::super::filters::by_name;
use super::super::objects;
use super::super::targets::segment;
use super::super::work::Work;
use super::NETWORK;
use crate::error::Result;
use crate::transport::percent_encode;

/// `docker network ls`
pub(in super::super) async fn ls(work: Work<'_>, ls: &NetworkLs) -> Result<Outcome> {
    let NetworkLs { quiet: _, filter, format: _, no_trunc: _ } = ls;
    let mut path = "/networks".to_owned();
    if !filter.is_empty() {
        let filters = serde_json::json!(by_name(filter)).to_string();
        path = format!("{path}?filters={}", percent_encode(&filters));
    }
    let rows: Vec<Row> = work.raw().get_as(&path).await?;
    let mut networks: Vec<Network> = rows.into_iter().map(Network::from).collect();
    networks.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
    Ok(Outcome::Answer { answer: Answer::Networks { networks } })
}

/// `docker network inspect`
pub(in super::super) async fn inspect(work: Work<'_>, inspect: &NetworkInspect) -> Result<Outcome> {
    let NetworkInspect { format: _, verbose, networks } = inspect;
    let query = if *verbose { "?verbose=true" } else { "" };
    objects::answer(work, NETWORK, networks, |network| async move {
        work.raw().get_json(&format!("/networks/{}{query}", segment(&network)?)).await
    })
    .await
}

/// Some engines write `null` for what is empty.
fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> std::result::Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    id: String,
    name: String,
    #[serde(default, deserialize_with = "null_as_default")]
    driver: String,
    #[serde(default, deserialize_with = "null_as_default")]
    scope: String,
    #[serde(default)]
    internal: bool,
    #[serde(default, deserialize_with = "null_as_default")]
    created: String,
    #[serde(default, rename = "IPAM", deserialize_with = "null_as_default")]
    ipam: Ipam,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Ipam {
    #[serde(default, deserialize_with = "null_as_default")]
    config: Vec<Pool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Pool {
    #[serde(default, deserialize_with = "null_as_default")]
    subnet: String,
}

impl From<Row> for Network {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            driver: row.driver,
            scope: row.scope,
            internal: row.internal,
            subnets: row.ipam.config.into_iter().map(|pool| pool.subnet).filter(|subnet| !subnet.is_empty()).collect(),
            created: row.created,
        }
    }
}
