use std::collections::HashMap;

use http::Method;
use naru_command::Events;
use naru_view::{EngineEvent, Outcome, Progress};
use serde::Deserialize;

use super::super::moment::moment_here;
use super::super::query::Filters;
use super::super::work::Work;
use crate::error::Result;
use crate::transport::{Messages, Payload, Query};

#[derive(Debug, Deserialize)]
struct Row {
    #[serde(rename = "Type", default)]
    object: String,
    #[serde(rename = "Action", default)]
    action: String,
    #[serde(rename = "Actor", default)]
    actor: Actor,
    #[serde(default)]
    time: i64,
    #[serde(rename = "timeNano", default)]
    nanos: i64,
}

#[derive(Debug, Default, Deserialize)]
struct Actor {
    #[serde(rename = "ID", default)]
    id: String,
    #[serde(rename = "Attributes", default)]
    attributes: Option<HashMap<String, String>>,
}

impl From<Row> for EngineEvent {
    fn from(row: Row) -> Self {
        let name = row.actor.attributes.and_then(|mut attributes| attributes.remove("name")).unwrap_or_default();
        let time = if row.nanos == 0 { row.time * 1_000 } else { row.nanos / 1_000_000 };
        Self { time, object: row.object, action: row.action, id: row.actor.id, name }
    }
}

/// `docker events`: until the moment that is given, or a cancel.
pub(crate) async fn events(work: Work<'_>, events: &Events) -> Result<Outcome> {
    let Events { since, until, filter, format: _ } = events;
    let (since, until) = (moment_here(since.as_ref())?, moment_here(until.as_ref())?);
    let query = Query::default().with_some("since", since.as_deref()).with_some("until", until.as_deref());
    let query = query.with_some("filters", Filters::of(filter).json().as_deref());
    let answer = work.raw().send(Method::GET, &format!("/events{query}"), Payload::Nothing).await?;
    let mut messages = Messages::new(answer.into_body());
    while let Some(row) = messages.next::<Row>().await? {
        work.tell(Progress::Event { event: row.into() }).await;
    }
    Ok(Outcome::Done)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn an_event_of_a_real_engine() {
        let said = r#"{"status":"die","id":"f1","Type":"container","Action":"die","Actor":{"ID":"f1","Attributes":{"exitCode":"0","name":"web"}},"scope":"local","time":1795479677,"timeNano":1795479677182935284}"#;
        let event: EngineEvent = serde_json::from_str::<Row>(said).unwrap().into();
        assert_eq!((event.time, event.object.as_str(), event.action.as_str()), (1_795_479_677_182, "container", "die"));
        assert_eq!((event.id.as_str(), event.name.as_str()), ("f1", "web"));
    }
}
