use std::time::Duration;

use bollard::models::CreateImageInfo;
use bollard::query_parameters::CreateImageOptionsBuilder;
use futures_util::StreamExt;
use naru_command::{ImageReference, Pull};
use naru_view::{Outcome, ProblemCode, Progress, PullLayer, PullStatus};
use tokio::time::Instant;

use super::super::work::{Work, refuse};
use crate::error::{Error, Result};
use crate::refusal::of_bollard;
use crate::transport::until_end;

/// A pull's progress is told no more often than this; an engine says it for every few kilobytes.
const PACE: Duration = Duration::from_millis(60);

/// `docker pull`
pub(crate) async fn pull(work: Work<'_>, pull: &Pull) -> Result<Outcome> {
    let Pull { all_tags, platform, quiet: _, image } = pull;
    refuse(*all_tags, "--all-tags")?;
    refuse(platform.is_some(), "--platform")?;
    pull_image(work, image).await
}

/// Pulls one image. Dropping the future cancels it: the engine ends a pull whose reader goes away.
pub(crate) async fn pull_image(work: Work<'_>, image: &ImageReference) -> Result<Outcome> {
    let docker = work.docker();
    let reference = image.to_string();
    let Some(repository) = image.familiar_repository() else {
        return Err(Error::new(ProblemCode::ImageNotFound, "an image's id names an image of this engine; no registry has it")
            .with("image", reference));
    };
    // With neither a tag nor a digest the engine would pull every tag there is.
    let options = CreateImageOptionsBuilder::new().from_image(&repository).tag(image.digest().or(image.tag()).unwrap_or("latest"));
    let mut stream = std::pin::pin!(until_end(docker.create_image(Some(options.build()), None, None)));
    let mut layers = Vec::new();
    let mut told = Instant::now();
    while let Some(info) = stream.next().await {
        let info = info.map_err(of_bollard).map_err(|error| error.with("image", reference.as_str()))?;
        note(&mut layers, info);
        if told.elapsed() >= PACE {
            told = Instant::now();
            tell(work, &reference, &layers).await;
        }
    }
    tell(work, &reference, &layers).await;
    let inspected = docker.inspect_image(&reference).await.map_err(of_bollard).map_err(|error| error.with("image", reference.as_str()))?;
    Ok(Outcome::Image { id: inspected.id.unwrap_or_default(), reference: Some(reference) })
}

async fn tell(work: Work<'_>, image: &str, layers: &[PullLayer]) {
    work.tell(Progress::Pull { image: image.to_owned(), layers: layers.to_vec() }).await;
}

fn note(layers: &mut Vec<PullLayer>, info: CreateImageInfo) {
    let (Some(id), Some(words)) = (info.id, info.status) else { return };
    let status = match words.as_str() {
        "Pulling fs layer" | "Waiting" => PullStatus::Waiting,
        "Downloading" => PullStatus::Downloading,
        "Verifying Checksum" => PullStatus::Verifying,
        "Download complete" => PullStatus::Downloaded,
        "Extracting" => PullStatus::Extracting,
        "Pull complete" => PullStatus::Done,
        "Already exists" => PullStatus::Exists,
        // "Pulling from library/nginx" names the tag, not a layer.
        other if other.starts_with("Pulling from") => return,
        other => PullStatus::Unknown(other.to_owned()),
    };
    let count = |bytes: Option<i64>| bytes.and_then(|bytes| u64::try_from(bytes).ok()).filter(|bytes| *bytes > 0);
    let detail = info.progress_detail.unwrap_or_default();
    let layer = PullLayer { id, status, current: count(detail.current), total: count(detail.total) };
    match layers.iter_mut().find(|known| known.id == layer.id) {
        Some(known) => *known = layer,
        None => layers.push(layer),
    }
}

#[cfg(test)]
mod tests {
    use bollard::models::ProgressDetail;

    use super::*;

    fn said(id: &str, status: &str, current: i64, total: i64) -> CreateImageInfo {
        CreateImageInfo {
            id: Some(id.into()),
            status: Some(status.into()),
            progress_detail: Some(ProgressDetail { current: Some(current), total: Some(total) }),
            ..CreateImageInfo::default()
        }
    }

    #[test]
    fn layers_keep_their_place_and_the_tag_is_none() {
        let mut layers = Vec::new();
        note(&mut layers, said("latest", "Pulling from library/nginx", 0, 0));
        note(&mut layers, said("a", "Pulling fs layer", 0, 0));
        note(&mut layers, said("b", "Downloading", 5, 10));
        note(&mut layers, said("a", "Pull complete", 0, 0));
        let layer = |id: &str, status, current, total| PullLayer { id: id.into(), status, current, total };
        assert_eq!(layers, [layer("a", PullStatus::Done, None, None), layer("b", PullStatus::Downloading, Some(5), Some(10))]);
    }
}
