use std::path::Path;

use futures_util::TryStreamExt;
use naru_command::Export;
use naru_view::{Outcome, ProblemCode};

use super::super::targets::segment;
use super::super::work::Work;
use super::super::written;
use super::life::CONTAINER;
use crate::error::{Error, Result};
use crate::refusal::of_bollard;

/// `docker export`. Without `--output` docker writes to its terminal, which it refuses, or to where that is redirected; Naru has neither.
pub(crate) async fn export(work: Work<'_>, export: &Export) -> Result<Outcome> {
    let Export { output, container } = export;
    let Some(output) = output.as_ref().filter(|output| !output.is_empty()) else {
        let said = "cowardly refusing to save to a terminal: use --output";
        return Err(Error::new(ProblemCode::InvalidValue, said).with("value", "--output"));
    };
    let name = segment(container)?;
    let tar = work.docker().export_container(&name).map_err(of_bollard);
    let written = written::write(work, Path::new(output), tar).await;
    let bytes = written.map_err(|error| error.with(CONTAINER, container.as_str()))?;
    Ok(Outcome::Written { path: output.clone(), bytes })
}
