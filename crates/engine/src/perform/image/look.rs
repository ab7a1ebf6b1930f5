use http::Method;
use naru_command::{ImageHistory, ImageInspect, ImageLs, Search};
use naru_view::{Answer, Image, Outcome, SearchResult};
use serde::Deserialize;

use super::super::objects;
use super::super::platform;
use super::super::query::{Filters, needs};
use super::super::targets::segment;
use super::super::work::Work;
use super::of_image;
use crate::error::Result;
use crate::transport::{Payload, Query};
use crate::{image, mirror};

/// `docker image ls`
pub(crate) async fn ls(work: Work<'_>, ls: &ImageLs) -> Result<Outcome> {
    Ok(Outcome::Answer { answer: Answer::Images { images: list(work, ls).await? } })
}

async fn list(work: Work<'_>, ls: &ImageLs) -> Result<Vec<Image>> {
    let ImageLs { all, quiet: _, digests: _, filter, format: _, no_trunc: _, tree, name } = ls;
    needs(work, *tree, "--tree", (1, 47))?;
    let mut filters = Filters::of(filter);
    if let Some(name) = name.as_ref().filter(|name| !name.is_empty()) {
        filters = filters.and("reference", name);
    }
    let query = Query::default().with_switch("all", *all).with_some("filters", filters.json().as_deref());
    // As long as it takes, as the CLI waits: a store with many images on a slow disk needs half a minute.
    mirror::images_of(&work.raw().patient(), &query.to_string()).await
}

/// The ids that `docker image ls -q` prints: one for each name that an image has.
pub(super) async fn ids(work: Work<'_>, ls: &ImageLs) -> Result<Vec<String>> {
    let images = list(work, ls).await?;
    let rows = |image: &Image| if image.names.is_empty() { image.digests.len().max(1) } else { image.names.len() };
    Ok(images.iter().flat_map(|image| std::iter::repeat_n(image.id.clone(), rows(image))).collect())
}

/// `docker image inspect`
pub(crate) async fn inspect(work: Work<'_>, inspect: &ImageInspect) -> Result<Outcome> {
    let ImageInspect { format: _, platform, image, more } = inspect;
    needs(work, platform.is_some(), "--platform", (1, 49))?;
    let platform = platform.as_deref().map(platform::json_of).transpose()?;
    let query = Query::default().with_some("platform", platform.as_deref());
    let query = &query;
    let images: Vec<String> = std::iter::once(image).chain(more).cloned().collect();
    let look = |image: String| async move { work.raw().get_json(&format!("/images/{}/json{query}", segment(&image)?)).await };
    objects::answer(work, "image", &images, look).await
}

/// `docker image history`
pub(crate) async fn history(work: Work<'_>, history: &ImageHistory) -> Result<Outcome> {
    let ImageHistory { no_trunc: _, quiet: _, human: _, format: _, platform, image } = history;
    needs(work, platform.is_some(), "--platform", (1, 48))?;
    let platform = platform.as_deref().map(platform::json_of).transpose()?;
    let query = Query::default().with_some("platform", platform.as_deref());
    segment(image)?;
    let layers = image::layers(work.raw(), image, &query.to_string()).await?;
    Ok(Outcome::Answer { answer: Answer::History { layers } })
}

/// `docker search`: the engine asks Docker Hub.
pub(crate) async fn search(work: Work<'_>, search: &Search) -> Result<Outcome> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
        #[serde(default)]
        description: String,
        #[serde(default)]
        star_count: u32,
        #[serde(default)]
        is_official: bool,
    }
    let Search { filter, limit, format: _, no_trunc: _, term } = search;
    let limit = limit.filter(|limit| *limit > 0).map(|limit| limit.to_string());
    let filters = Filters::of(filter).json();
    let query = Query::default().with("term", term).with_some("limit", limit.as_deref()).with_some("filters", filters.as_deref());
    let rows: Vec<Row> =
        work.raw().ask(Method::GET, &format!("/images/search{query}"), Payload::NoAccount).await.map_err(of_image(term))?;
    let results = rows.into_iter().map(|row| SearchResult {
        name: row.name,
        description: row.description,
        stars: row.star_count,
        official: row.is_official,
    });
    Ok(Outcome::Answer { answer: Answer::SearchResults { results: results.collect() } })
}
