use std::collections::BTreeMap;

use naru_command::{KeyValue, NetworkCreate};
use naru_view::{Outcome, ProblemCode, Progress};
use serde::{Deserialize, Serialize};

use super::super::work::Work;
use super::ipam::{Pool, pools};
use crate::error::{Error, Result};

/// What the CLI sends. bollard's own lacks `CheckDuplicate`, without which an engine older than API 1.44 makes a second network of the
/// same name.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Request<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    check_duplicate: Option<bool>,
    driver: &'a str,
    scope: &'a str,
    #[serde(rename = "EnableIPv4", skip_serializing_if = "Option::is_none")]
    enable_ipv4: Option<bool>,
    #[serde(rename = "EnableIPv6", skip_serializing_if = "Option::is_none")]
    enable_ipv6: Option<bool>,
    #[serde(rename = "IPAM")]
    ipam: Ipam<'a>,
    internal: bool,
    attachable: bool,
    options: BTreeMap<&'a str, &'a str>,
    labels: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Ipam<'a> {
    driver: &'a str,
    options: BTreeMap<&'a str, &'a str>,
    config: Vec<Pool<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Created {
    id: String,
    #[serde(default)]
    warning: String,
}

/// `docker network create`
pub(in super::super) async fn create(work: Work<'_>, create: &NetworkCreate) -> Result<Outcome> {
    let NetworkCreate {
        driver,
        subnet,
        ip_range,
        gateway,
        aux_address,
        internal,
        attachable,
        ipv4,
        ipv6,
        label,
        opt,
        ipam_driver,
        ipam_opt,
        scope,
        name,
    } = create;
    let api = &work.connection.engine.api_version;
    if let (Some(ipv4), false) = (ipv4, work.connection.speaks(1, 48)) {
        // The CLI sends it all the same, and such an engine takes no notice.
        let text = format!("--ipv4={ipv4}: an engine of API {api} gives every network IPv4 (API 1.48 asks)");
        work.tell(Progress::Warning { text }).await;
    }
    let request = Request {
        name,
        check_duplicate: (!work.connection.speaks(1, 44)).then_some(true),
        driver: driver.as_deref().unwrap_or("bridge"),
        scope: scope.as_deref().unwrap_or_default(),
        enable_ipv4: *ipv4,
        enable_ipv6: *ipv6,
        ipam: Ipam {
            driver: ipam_driver.as_deref().unwrap_or("default"),
            options: map(ipam_opt),
            config: pools(subnet, ip_range, gateway, aux_address)?,
        },
        internal: *internal,
        attachable: *attachable,
        options: map(opt),
        labels: map(label),
    };
    let answer = work.raw().post_json("/networks/create", &request).await.map_err(|error| error.with("network", name.as_str()))?;
    let created: Created = serde_json::from_slice(&answer).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    if !created.warning.is_empty() {
        work.tell(Progress::Warning { text: created.warning }).await;
    }
    Ok(Outcome::Network { id: created.id, name: name.clone() })
}

/// A name without a value has an empty one; the last of a name wins.
fn map(pairs: &[KeyValue]) -> BTreeMap<&str, &str> {
    pairs.iter().map(|pair| (pair.key(), pair.value().unwrap_or_default())).collect()
}
