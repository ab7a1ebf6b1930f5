use naru_view::Progress;

use super::work::Work;
use crate::error::{Error, Result};

/// Several targets of one command, done one after the other as the CLI does them: a failure does not keep the others from being
/// tried, and the first is what the command ends with.
pub(super) struct Each<'a> {
    work: Work<'a>,
    first: Option<Error>,
}

impl<'a> Each<'a> {
    pub(super) fn new(work: Work<'a>) -> Self {
        Self { work, first: None }
    }

    /// Tells of a target that is done or failed.
    pub(super) async fn note<T>(&mut self, name: &str, done: Result<T>) -> Option<T> {
        self.tell(name, done.as_ref().err()).await;
        match done {
            Ok(done) => Some(done),
            Err(error) => {
                self.first.get_or_insert(error);
                None
            }
        }
    }

    /// Tells of a target only, for a failure that is none to the command.
    pub(super) async fn tell(&self, name: &str, error: Option<&Error>) {
        self.work.tell(Progress::Item { name: name.to_owned(), problem: error.map(Error::problem) }).await;
    }

    /// How the command ends.
    pub(super) fn end<T>(self, outcome: T) -> Result<T> {
        self.first.map_or(Ok(outcome), Err)
    }
}
