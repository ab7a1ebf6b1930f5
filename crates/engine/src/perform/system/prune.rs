//! What nobody uses, of every kind, in the CLI's order.

use http::Method;
use naru_command::{Filter, Prune, SystemPrune};
use naru_view::{Outcome, ProblemCode, Pruned};
use serde::Deserialize;

use super::super::query::Filters;
use super::super::work::Work;
use super::super::{container, image, network, volume};
use crate::error::{Error, Result};
use crate::transport::{Payload, Query};

/// `docker system prune`. What fails ends it there, as it does the CLI's.
pub(crate) async fn prune(work: Work<'_>, prune: &SystemPrune) -> Result<Outcome> {
    // Who asks the reader is the window.
    let SystemPrune { all, force: _, volumes, filter } = prune;
    let filters = Filters::of(filter);
    if *volumes && filters.has("until") {
        let said = "volumes have no age to go by: --volumes and --filter until=… cannot be given together";
        return Err(Error::new(ProblemCode::InvalidValue, said).with("value", "--filter until"));
    }
    let plain = Prune { force: true, filter: filter.clone() };
    let mut gone = pruned(container::prune(work, &plain).await?);
    gone.networks = pruned(network::prune(work, &plain).await?).networks;
    if *volumes {
        let more = volume::prune_volumes(work, &filters).await?;
        gone.volumes = more.volumes;
        gone.reclaimed += more.reclaimed;
    }
    let more = image::prune_images(work, *all, filters).await?;
    gone.images = more.images;
    gone.reclaimed += more.reclaimed;
    let more = prune_cache(work, *all, filter).await?;
    gone.build_cache = more.build_cache;
    gone.reclaimed += more.reclaimed;
    Ok(Outcome::Pruned { pruned: gone })
}

fn pruned(outcome: Outcome) -> Pruned {
    match outcome {
        Outcome::Pruned { pruned } => pruned,
        _ => Pruned::default(),
    }
}

async fn prune_cache(work: Work<'_>, all: bool, filter: &[Filter]) -> Result<Pruned> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Report {
        caches_deleted: Option<Vec<String>>,
        #[serde(default)]
        space_reclaimed: u64,
    }
    let query = Query::default().with_switch("all", all).with_some("filters", Filters::of(filter).json().as_deref());
    let report: Report = work.raw().ask(Method::POST, &format!("/build/prune{query}"), Payload::Nothing).await?;
    Ok(Pruned { build_cache: report.caches_deleted.unwrap_or_default(), reclaimed: report.space_reclaimed, ..Pruned::default() })
}
