//! What is done with images.

mod archive;
mod layers;
mod look;
mod names;
mod pull;
mod push;

pub(super) use archive::{import, load, save};
pub(super) use look::{history, inspect, ls, search};
pub(super) use names::{prune, prune_images, rmi, rmi_all, tag};
pub(super) use pull::{pull, pull_image};
pub(super) use push::push;

use naru_command::ImageReference;
use naru_view::ProblemCode;
use serde::Deserialize;

use super::targets::segment;
use super::work::Work;
use crate::error::{Error, Result};

/// Names the image that a failure is about, where the code asks for that.
fn of_image(image: &str) -> impl FnOnce(Error) -> Error {
    move |error| match error.code() {
        ProblemCode::ImageNotFound
        | ProblemCode::ImageInUse
        | ProblemCode::InvalidReference
        | ProblemCode::Unauthorized
        | ProblemCode::RegistryUnreachable => error.with("image", image),
        _ => error,
    }
}

/// The repository of a name whose every tag is meant; then it may have none itself.
fn every_tag(image: &ImageReference) -> Result<String> {
    let tagged = image.tag().is_some_and(|tag| image.as_str().ends_with(&format!(":{tag}")));
    match image.familiar_repository() {
        Some(repository) if !tagged && image.digest().is_none() => Ok(repository),
        _ => {
            let said = "with --all-tags a name has no tag of its own";
            Err(Error::new(ProblemCode::InvalidReference, said).with("image", image.as_str()))
        }
    }
}

/// The id under which the engine lists an image: a containerd store may name another digest of the same image while it works.
async fn id_of(work: Work<'_>, image: &str) -> Result<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Inspect {
        id: String,
    }
    let inspect: Inspect = work.raw().get_as(&format!("/images/{}/json", segment(image)?)).await.map_err(of_image(image))?;
    Ok(inspect.id)
}
