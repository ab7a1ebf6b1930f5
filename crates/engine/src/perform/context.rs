//! Contexts: files of the docker CLI, of which Naru reads what may be shown.

use naru_command::{ContextInspect, ContextLs};
use naru_view::{Answer, Outcome};

use super::work::Work;
use crate::blocking::blocking;
use crate::endpoint::{Environment, contexts, inspect_contexts};
use crate::error::Result;
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
