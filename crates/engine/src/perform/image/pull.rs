use http::Method;
use naru_command::{ImageReference, Pull};
use naru_view::{Outcome, ProblemCode, Progress};

use super::super::work::Work;
use super::layers::{Layers, Said};
use super::{every_tag, id_of, of_image};
use crate::error::{Error, Result};
use crate::transport::{Messages, Payload, Query};

/// `docker pull`
pub(crate) async fn pull(work: Work<'_>, pull: &Pull) -> Result<Outcome> {
    let Pull { all_tags, platform, quiet: _, image } = pull;
    if !all_tags {
        return pull_image(work, image, platform.as_deref()).await;
    }
    let repository = every_tag(image)?;
    // With neither a tag nor a digest the engine pulls every tag there is.
    let query = Query::default().with("fromImage", &repository);
    create(work, image.as_str(), query, platform.as_deref()).await?;
    Ok(Outcome::Done)
}

/// Pulls one image. Dropping the future cancels it: the engine ends a pull whose reader goes away.
pub(crate) async fn pull_image(work: Work<'_>, image: &ImageReference, platform: Option<&str>) -> Result<Outcome> {
    let reference = image.to_string();
    let Some(repository) = image.familiar_repository() else {
        return Err(Error::new(ProblemCode::ImageNotFound, "an image's id names an image of this engine; no registry has it")
            .with("image", reference));
    };
    let tag = image.digest().or(image.tag()).unwrap_or("latest");
    let query = Query::default().with("fromImage", &repository).with("tag", tag);
    create(work, &reference, query, platform).await?;
    Ok(Outcome::Image { id: id_of(work, &reference).await?, reference: Some(reference) })
}

async fn create(work: Work<'_>, image: &str, query: Query, platform: Option<&str>) -> Result<()> {
    let query = query.with_some("platform", platform.map(str::to_lowercase).as_deref());
    let tell = |layers| work.tell(Progress::Pull { image: image.to_owned(), layers });
    let answer = work.raw().send(Method::POST, &format!("/images/create{query}"), Payload::Nothing).await;
    let mut messages = Messages::new(answer.map_err(of_image(image))?.into_body());
    let mut layers = Layers::new();
    while let Some(said) = messages.next::<Said>().await.map_err(of_image(image))? {
        if let Some(layers) = layers.note(said) {
            tell(layers).await;
        }
    }
    tell(layers.all()).await;
    Ok(())
}
