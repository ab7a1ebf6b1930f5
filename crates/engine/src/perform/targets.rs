//! Several targets of one command, and how a target is named in a path of the API.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};
use naru_view::{ProblemCode, Progress};

use super::work::Work;
use crate::error::{Error, Result};
use crate::transport::percent_encode;

/// So many requests the CLI has on their way at once, where it doesn't go one by one (`parallelOperation`).
pub(super) const TOGETHER: usize = 50;

/// For what the CLI does one after the other.
pub(super) const ONE_BY_ONE: usize = 1;

/// Does the same to each of several targets, so many at once. Goes on after a failure, tells of each target where there are several, and
/// ends with the failure of the first in the order given; `kind` is what an error calls its target (`container`, `network`).
pub(super) async fn each<F>(work: Work<'_>, kind: &str, targets: &[String], at_once: usize, act: impl Fn(String) -> F) -> Result<()>
where
    F: Future<Output = Result<()>>,
{
    attempt(work, kind, targets, at_once, act).await.into_iter().next().map_or(Ok(()), Err)
}

/// The same for whoever has to look at all that failed, in the order given.
pub(super) async fn attempt<F>(work: Work<'_>, kind: &str, targets: &[String], at_once: usize, act: impl Fn(String) -> F) -> Vec<Error>
where
    F: Future<Output = Result<()>>,
{
    // Owned: of a closure that takes references the compiler cannot tell that what it makes may move between threads.
    let mut ends = stream::iter(targets.iter().cloned().enumerate())
        .map(|(place, target)| {
            let acted = act(target.clone());
            async move {
                let end = acted.await.map_err(|error| error.with(kind, target.as_str()));
                (place, target, end)
            }
        })
        .buffer_unordered(at_once);
    let mut failed = BTreeMap::new();
    while let Some((place, target, end)) = ends.next().await {
        if targets.len() > 1 {
            work.tell(Progress::Item { name: target, problem: end.as_ref().err().map(Error::problem) }).await;
        }
        if let Err(error) = end {
            failed.insert(place, error);
        }
    }
    failed.into_values().collect()
}

/// A name or an id as it stands in a path: neither a `?` nor a `/` in it can bend the request into another one. `/web` is how the API itself
/// writes the name `web`.
pub(crate) fn segment(target: &str) -> Result<String> {
    let name = target.trim_start_matches('/');
    // An empty one would make a path of another meaning: the whole list.
    if name.is_empty() || name.chars().all(|c| c == '.') {
        return Err(Error::new(ProblemCode::InvalidValue, format!("{target:?} names nothing")).with("value", target));
    }
    Ok(percent_encode(name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_one_word_of_a_path() {
        assert_eq!(segment("web").unwrap(), "web");
        assert_eq!(segment("/web").unwrap(), "web");
        assert_eq!(segment("a?force=1").unwrap(), "a%3Fforce%3D1");
        assert_eq!(segment("web/../db").unwrap(), "web%2F..%2Fdb");
        for nothing in ["", "/", "..", "/."] {
            assert_eq!(segment(nothing).unwrap_err().code(), ProblemCode::InvalidValue, "{nothing:?}");
        }
    }
}
