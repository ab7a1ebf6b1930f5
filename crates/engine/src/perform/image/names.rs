//! What changes the names of images, and takes images away.

use http::Method;
use naru_command::{ImageReference, PruneAll, Rmi, RmiAll, Tag};
use naru_view::{Outcome, ProblemCode, Progress, Pruned};
use serde::Deserialize;

use super::super::platform;
use super::super::query::{Filters, needs};
use super::super::targets::segment;
use super::super::work::Work;
use super::{look, of_image};
use crate::error::{Error, Result};
use crate::transport::{Payload, Query};

/// What an engine says it took away: a name or an image, one of the two.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Removed {
    untagged: Option<String>,
    deleted: Option<String>,
}

/// `docker tag`
pub(crate) async fn tag(work: Work<'_>, tag: &Tag) -> Result<Outcome> {
    let Tag { source, target } = tag;
    let query = Query::default().with("repo", &repository_of(target)?).with_some("tag", target.tag());
    let path = format!("/images/{}/tag{query}", segment(source.as_str())?);
    work.raw().send(Method::POST, &path, Payload::Nothing).await.map_err(of_image(source.as_str()))?;
    Ok(Outcome::Done)
}

/// The repository of a name that an image is to get; neither an id nor a digest can be given to one.
fn repository_of(name: &ImageReference) -> Result<String> {
    match name.familiar_repository() {
        Some(repository) if name.digest().is_none() => Ok(repository),
        _ => {
            let said = format!("{name} cannot be the name of an image: it holds a digest or is an id");
            Err(Error::new(ProblemCode::InvalidReference, said).with("image", name.as_str()))
        }
    }
}

/// `docker rmi`
pub(crate) async fn rmi(work: Work<'_>, rmi: &Rmi) -> Result<Outcome> {
    let Rmi { force, no_prune, platform, images } = rmi;
    needs(work, !platform.is_empty(), "--platform", (1, 50))?;
    let mut query = Query::default().with_switch("force", *force).with_switch("noprune", *no_prune);
    for platform in platform {
        query = query.with("platforms", &platform::json_of(platform)?);
    }
    remove(work, images, &query, *force).await
}

/// `docker rmi $(docker images -q)`
pub(crate) async fn rmi_all(work: Work<'_>, all: &RmiAll) -> Result<Outcome> {
    let RmiAll { which, force } = all;
    let ids = look::ids(work, which).await?;
    if ids.is_empty() {
        let said = "'docker rmi' requires at least 1 argument: no image is listed";
        return Err(Error::new(ProblemCode::InvalidValue, said).with("value", "docker rmi"));
    }
    remove(work, &ids, &Query::default().with_switch("force", *force), *force).await
}

/// One after the other, as the CLI does it: a failure does not keep the others from being tried.
async fn remove(work: Work<'_>, images: &[String], query: &Query, force: bool) -> Result<Outcome> {
    let (mut untagged, mut deleted, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    for image in images {
        let removed = remove_one(work, image, query).await;
        // One that fails alone says so as the end of all.
        if images.len() > 1 || force {
            let problem = removed.as_ref().err().map(Error::problem);
            work.tell(Progress::Item { name: image.clone(), problem }).await;
        }
        match removed {
            Ok(removed) => {
                for one in removed {
                    untagged.extend(one.untagged);
                    deleted.extend(one.deleted);
                }
            }
            Err(error) => failed.push(error),
        }
    }
    // With --force the CLI only prints that there is no such image, unless something else failed too.
    if force && failed.iter().all(|error| error.code() == ProblemCode::ImageNotFound) {
        failed.clear();
    }
    failed.into_iter().next().map_or(Ok(Outcome::Untagged { untagged, deleted }), Err)
}

async fn remove_one(work: Work<'_>, image: &str, query: &Query) -> Result<Vec<Removed>> {
    let path = format!("/images/{}{query}", segment(image)?);
    work.raw().ask(Method::DELETE, &path, Payload::Nothing).await.map_err(of_image(image))
}

/// `docker image prune`
pub(crate) async fn prune(work: Work<'_>, prune: &PruneAll) -> Result<Outcome> {
    // Who asks the reader is the window.
    let PruneAll { all, force: _, filter } = prune;
    Ok(Outcome::Pruned { pruned: prune_images(work, *all, Filters::of(filter)).await? })
}

/// Takes away the images without a name, or all that no container uses.
pub(crate) async fn prune_images(work: Work<'_>, all: bool, filters: Filters) -> Result<Pruned> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Report {
        images_deleted: Option<Vec<Removed>>,
        #[serde(default)]
        space_reclaimed: u64,
    }
    let filters = filters.and("dangling", if all { "false" } else { "true" });
    let path = format!("/images/prune{}", Query::default().with_some("filters", filters.json().as_deref()));
    let report: Report = work.raw().ask(Method::POST, &path, Payload::Nothing).await?;
    let images = report.images_deleted.unwrap_or_default().into_iter();
    let images = images.filter_map(|removed| removed.untagged.filter(|name| !name.is_empty()).or(removed.deleted)).collect();
    Ok(Pruned { images, reclaimed: report.space_reclaimed, ..Pruned::default() })
}
