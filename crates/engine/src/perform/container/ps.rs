//! The list of containers.

use naru_command::Ps;
use naru_view::{Answer, Container, ContainerSize, Outcome};

use super::super::filters::by_name;
use super::super::work::Work;
use crate::error::Result;
use crate::mirror::sized_containers;
use crate::transport::percent_encode;

/// `docker ps`
pub(crate) async fn ps(work: Work<'_>, ps: &Ps) -> Result<Outcome> {
    let (containers, sizes) = list(work, ps).await?;
    Ok(Outcome::Answer { answer: Answer::Containers { containers, sizes } })
}

/// What `docker ps` lists, newest first, and their sizes where they are asked for.
pub(super) async fn list(work: Work<'_>, ps: &Ps) -> Result<(Vec<Container>, Option<Vec<ContainerSize>>)> {
    let Ps { all, quiet: _, size, latest, last, status, filter, format: _, no_trunc: _ } = ps;
    let mut filters = by_name(filter);
    if !status.is_empty() {
        filters.insert("status".to_owned(), status.clone());
    }
    // `--last` wins over `--latest`, unless it says -1, which is its default.
    let limit = match last {
        Some(last) if *last != -1 => *last,
        _ if *latest => 1,
        _ => 0,
    };
    let mut query = vec![format!("all={}", u8::from(*all))];
    if limit > 0 {
        query.push(format!("limit={limit}"));
    }
    if *size {
        query.push("size=1".to_owned());
    }
    if !filters.is_empty() {
        query.push(format!("filters={}", percent_encode(&serde_json::json!(filters).to_string())));
    }
    let path = format!("/containers/json?{}", query.join("&"));
    let (containers, sizes) = sized_containers(&if *size { work.raw().patient() } else { work.raw().clone() }, &path).await?;
    Ok((containers, size.then_some(sizes)))
}
