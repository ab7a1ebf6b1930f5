use bollard::models::ContainerConfig;
use bollard::query_parameters::CommitContainerOptionsBuilder;
use naru_command::{Commit, OneContainer};
use naru_view::{Answer, FileChange, FileChangeKind, Outcome, ProblemCode};
use serde::Deserialize;

use super::super::targets::segment;
use super::super::work::Work;
use super::life::CONTAINER;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;
use crate::transport::RawClient;

/// A row of `GET /containers/ID/changes`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Change {
    path: String,
    kind: u8,
}

/// `docker diff`
pub(crate) async fn diff(work: Work<'_>, target: &OneContainer) -> Result<Outcome> {
    let OneContainer { container } = target;
    let changes = file_changes(work.raw(), container).await.map_err(|error| error.with(CONTAINER, container.as_str()))?;
    Ok(Outcome::Answer { answer: Answer::FileChanges { changes } })
}

/// Every file that a container added, changed or deleted, in the engine's order.
pub(crate) async fn file_changes(raw: &RawClient, container: &str) -> Result<Vec<FileChange>> {
    let path = format!("/containers/{}/changes", segment(container)?);
    // 20.10 answers `null` where nothing changed.
    let rows: Option<Vec<Change>> = raw.patient().get_as(&path).await?;
    let changes = rows.unwrap_or_default().into_iter().map(|Change { path, kind }| {
        let kind = match kind {
            0 => FileChangeKind::Changed,
            1 => FileChangeKind::Added,
            2 => FileChangeKind::Deleted,
            other => return Err(Error::new(ProblemCode::EngineRefused, format!("a change of kind {other}, which is none"))),
        };
        Ok(FileChange { kind, path })
    });
    changes.collect()
}

/// `docker commit`
pub(crate) async fn commit(work: Work<'_>, commit: &Commit) -> Result<Outcome> {
    let Commit { author, message, change, pause, container, image } = commit;
    let mut options = CommitContainerOptionsBuilder::new()
        .container(container)
        .author(author.as_deref().unwrap_or_default())
        .comment(message.as_deref().unwrap_or_default())
        .pause(pause.unwrap_or(true));
    if !change.is_empty() {
        // The API takes several and joins them so itself; bollard has room for one.
        options = options.changes(&change.join("\n"));
    }
    if let Some(image) = image {
        if image.digest().is_some() {
            let said = "refusing to create a tag with a digest reference";
            return Err(Error::new(ProblemCode::InvalidReference, said).with("image", image.to_string()));
        }
        let name = image.registry().zip(image.repository()).zip(image.tag());
        let ((registry, repository), tag) = name
            .ok_or_else(|| Error::new(ProblemCode::InvalidReference, "an id is no name for an image").with("image", image.to_string()))?;
        options = options.repo(&format!("{registry}/{repository}")).tag(tag);
    }
    let committed = work.docker().commit_container(options.build(), ContainerConfig::default()).await.map_err(of_bollard);
    let committed = committed.map_err(|error| error.with(CONTAINER, container.as_str()))?;
    Ok(Outcome::Image { id: committed.id, reference: image.as_ref().map(ToString::to_string) })
}
