use http::Method;
use naru_command::Push;
use naru_view::{Outcome, ProblemCode, Progress};

use super::super::platform;
use super::super::query::needs;
use super::super::targets::segment;
use super::super::work::Work;
use super::layers::{Layers, Said};
use super::{every_tag, of_image};
use crate::error::{Error, Result};
use crate::transport::{Messages, Payload, Query};

/// `docker push`. The engine says what goes wrong in the middle of its answer.
pub(crate) async fn push(work: Work<'_>, push: &Push) -> Result<Outcome> {
    let Push { all_tags, platform, quiet: _, image } = push;
    needs(work, platform.is_some(), "--platform", (1, 46))?;
    let refused = |said: &str| Error::new(ProblemCode::InvalidReference, said).with("image", image.as_str());
    let (repository, tag) = if *all_tags {
        (every_tag(image)?, None)
    } else if image.digest().is_some() {
        return Err(refused("a digest names what a registry has; nothing can be pushed to it"));
    } else {
        (image.familiar_repository().ok_or_else(|| refused("an image's id names nothing in a registry"))?, image.tag())
    };
    let platform = platform.as_deref().map(platform::json_of).transpose()?;
    let query = Query::default().with_some("tag", tag).with_some("platform", platform.as_deref());
    let path = format!("/images/{}/push{query}", segment(&repository)?);
    let tell = |layers| work.tell(Progress::Push { image: image.to_string(), layers });
    let answer = work.raw().send(Method::POST, &path, Payload::NoAccount).await;
    let mut messages = Messages::new(answer.map_err(of_image(image.as_str()))?.into_body());
    let mut layers = Layers::new();
    while let Some(said) = messages.next::<Said>().await.map_err(of_image(image.as_str()))? {
        if let Some(layers) = layers.note(said) {
            tell(layers).await;
        }
    }
    tell(layers.all()).await;
    Ok(Outcome::Done)
}
