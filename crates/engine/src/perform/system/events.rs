use http::Method;
use naru_command::Events;
use naru_view::{EngineEvent, Outcome, Progress};

use super::super::moment::moment_here;
use super::super::query::Filters;
use super::super::work::Work;
use crate::error::Result;
use crate::event_message::EventMessage;
use crate::transport::{Messages, Payload, Query};

/// As the window lists it.
fn listed(message: EventMessage) -> EngineEvent {
    let (time, id, name) = (message.time(), message.id().to_owned(), message.attribute("name").unwrap_or_default());
    EngineEvent { time, object: message.object, action: message.action, id, name }
}

/// `docker events`: until the moment that is given, or a cancel.
pub(crate) async fn events(work: Work<'_>, events: &Events) -> Result<Outcome> {
    let Events { since, until, filter, format: _ } = events;
    let (since, until) = (moment_here(since.as_ref())?, moment_here(until.as_ref())?);
    let query = Query::default().with_some("since", since.as_deref()).with_some("until", until.as_deref());
    let query = query.with_some("filters", Filters::of(filter).json().as_deref());
    let answer = work.raw().send(Method::GET, &format!("/events{query}"), Payload::Nothing).await?;
    let mut messages = Messages::new(answer.into_body());
    while let Some(message) = messages.next::<EventMessage>().await? {
        work.tell(Progress::Event { event: listed(message) }).await;
    }
    Ok(Outcome::Done)
}
