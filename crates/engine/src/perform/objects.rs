//! What `inspect` answers with.

use naru_view::{Answer, Outcome, Progress};
use serde_json::Value;

use super::work::Work;
use crate::error::{Error, Result};
use crate::image::indented;

/// The objects that targets name, as docker prints them: one array, in the order given. Looks for all of them, tells of each where there
/// are several, and ends with the first that is not there; `kind` is what an error calls its target.
pub(super) async fn answer<F>(work: Work<'_>, kind: &str, targets: &[String], look: impl Fn(String) -> F) -> Result<Outcome>
where
    F: Future<Output = Result<Value>>,
{
    let (mut found, mut first) = (Vec::new(), None);
    for target in targets {
        let looked = look(target.clone()).await.map_err(|error| error.with(kind, target.as_str()));
        if targets.len() > 1 {
            work.tell(Progress::Item { name: target.clone(), problem: looked.as_ref().err().map(Error::problem) }).await;
        }
        match looked {
            Ok(object) => found.push(object),
            Err(error) => {
                first.get_or_insert(error);
            }
        }
    }
    if let Some(error) = first {
        return Err(error);
    }
    Ok(Outcome::Answer { answer: Answer::Objects { json: indented(&found)? } })
}
