//! Contexts: files of the docker CLI, of which Naru reads what may be shown.

use naru_command::{ContextInspect, ContextLs};
use naru_view::{Answer, Outcome, ProblemCode};

use super::work::Work;
use crate::endpoint::{Environment, contexts, inspect_contexts};
use crate::error::{Error, Result};
use crate::image::indented;

/// `docker context ls`
pub(crate) async fn ls(_: Work<'_>, ls: &ContextLs) -> Result<Outcome> {
    let ContextLs { quiet: _, format: _ } = ls;
    let contexts = blocking(|| contexts(&Environment::of_process())).await?;
    Ok(Outcome::Answer { answer: Answer::Contexts { contexts } })
}

/// `docker context inspect`
pub(crate) async fn inspect(_: Work<'_>, inspect: &ContextInspect) -> Result<Outcome> {
    let ContextInspect { format: _, names } = inspect;
    let names = names.clone();
    let objects = blocking(move || inspect_contexts(&Environment::of_process(), &names)).await??;
    Ok(Outcome::Answer { answer: Answer::Objects { json: indented(&objects)? } })
}

/// Contexts are files: read off the async threads.
async fn blocking<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(read).await.map_err(|error| Error::caused(ProblemCode::Internal, error))
}
