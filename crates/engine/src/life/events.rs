//! What happened to one container, and what happens to it.
//!
//! One request answers both: an engine that is asked for events since the beginning tells those that it remembers (dockerd the last 256 of
//! all its objects, since it was started) and goes on with those that come. A filter by container leaves out the networks that it joins and
//! leaves, so those of the others are passed over here.

use std::time::Duration;

use naru_view::{Happened, Health, LifeEvent, ProblemCode};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};
use crate::event_message::EventMessage;
use crate::transport::{Messages, RawClient, percent_encode};

/// Events that come within this time of each other are told together: what an engine remembers comes at once.
const GATHER: Duration = Duration::from_millis(16);

/// So many are told together at most.
const BATCH: usize = 256;

/// Tells what happened to a container (its full id) and then what happens; ends well on `cancel`, or when nobody listens any more.
pub(crate) async fn follow(raw: &RawClient, container: &str, told: mpsc::Sender<Vec<LifeEvent>>, cancel: CancellationToken) -> Result<()> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Ok(()),
        ended = read(raw, container, told) => ended,
    }
}

async fn read(raw: &RawClient, container: &str, told: mpsc::Sender<Vec<LifeEvent>>) -> Result<()> {
    let filters = percent_encode(r#"{"type":["container","network"]}"#);
    let answer = raw.open(&format!("/events?since=0&filters={filters}")).await?;
    let mut messages = Messages::new(answer.into_body());
    let mut before = None;
    let mut hear = |message: EventMessage| {
        let event = event(&message, container)?;
        // 20.10 tells twice that a network was left.
        let again = matches!(event.what, Happened::Disconnect { .. }) && before.as_ref() == Some(&event.what);
        before = Some(event.what.clone());
        (!again).then_some(event)
    };
    loop {
        let (mut batch, mut over) = (Vec::new(), None);
        match messages.next::<EventMessage>().await? {
            Some(message) => batch.extend(hear(message)),
            None => over = Some(Error::new(ProblemCode::EngineUnreachable, "the engine closed its event stream")),
        }
        while over.is_none() && batch.len() < BATCH {
            match tokio::time::timeout(GATHER, messages.next::<EventMessage>()).await {
                Ok(Ok(Some(message))) => batch.extend(hear(message)),
                Ok(Ok(None)) => over = Some(Error::new(ProblemCode::EngineUnreachable, "the engine closed its event stream")),
                Ok(Err(error)) => over = Some(error),
                Err(_) => break,
            }
        }
        if !batch.is_empty() && told.send(batch).await.is_err() {
            return Ok(());
        }
        if let Some(error) = over {
            return Err(error);
        }
    }
}

/// The event as the window words it; none for what is of another container, or no step of a life.
fn event(message: &EventMessage, container: &str) -> Option<LifeEvent> {
    let attribute = |name: &str| message.attribute(name).unwrap_or_default();
    let what = match message.object.as_str() {
        "container" if message.id() == container => of_container(&message.action, attribute)?,
        "network" if attribute("container") == container => match message.action.as_str() {
            "connect" => Happened::Connect { network: attribute("name") },
            "disconnect" => Happened::Disconnect { network: attribute("name") },
            _ => return None,
        },
        _ => return None,
    };
    Some(LifeEvent { time: message.time(), what })
}

fn of_container(action: &str, attribute: impl Fn(&str) -> String) -> Option<Happened> {
    Some(match action {
        "create" => Happened::Create,
        "start" => Happened::Start,
        "restart" => Happened::Restart,
        "pause" => Happened::Pause,
        "unpause" => Happened::Unpause,
        "kill" => Happened::Kill { signal: attribute("signal") },
        "die" => Happened::Die { exit_code: attribute("exitCode").parse().ok() },
        "oom" => Happened::Oom,
        "stop" => Happened::Stop,
        "rename" => Happened::Rename { from: attribute("oldName").trim_start_matches('/').to_owned() },
        "update" => Happened::Update,
        "commit" => Happened::Commit,
        "destroy" => Happened::Destroy,
        "attach" | "detach" | "resize" | "top" | "export" | "copy" | "archive-path" | "extract-to-dir" => return None,
        // A health check is an exec every few seconds.
        other if other.starts_with("exec_") => return None,
        other => match other.strip_prefix("health_status: ").map(health) {
            Some(Some(health)) => Happened::Health { health },
            Some(None) | None => Happened::Other { word: other.to_owned() },
        },
    })
}

/// A health check's word; none for one that is not known.
pub(super) fn health(word: &str) -> Option<Health> {
    match word {
        "starting" => Some(Health::Starting),
        "healthy" => Some(Health::Healthy),
        "unhealthy" => Some(Health::Unhealthy),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn told(object: &str, action: &str, id: &str, attributes: &str) -> Option<Happened> {
        let said = format!(
            r#"{{"Type":"{object}","Action":"{action}","Actor":{{"ID":"{id}","Attributes":{attributes}}},"time":1,"timeNano":1500000000}}"#
        );
        event(&serde_json::from_str(&said).unwrap(), "a").map(|event| {
            assert_eq!(event.time, 1_500);
            event.what
        })
    }

    fn what(action: &str, attributes: &str) -> Option<Happened> {
        told("container", action, "a", attributes)
    }

    #[test]
    fn networks_that_it_joins_and_nobody_else() {
        let joins = told("network", "connect", "n", r#"{"container":"a","name":"leafy"}"#);
        assert_eq!(joins, Some(Happened::Connect { network: "leafy".into() }));
        assert_eq!(told("network", "connect", "n", r#"{"container":"ab","name":"leafy"}"#), None);
        assert_eq!(told("network", "create", "n", r#"{"name":"leafy"}"#), None);
        assert_eq!(told("container", "start", "ab", "{}"), None);
    }

    #[test]
    fn events_as_engines_say_them() {
        assert_eq!(what("die", r#"{"exitCode":"137","execDuration":"3"}"#), Some(Happened::Die { exit_code: Some(137) }));
        assert_eq!(what("die", "null"), Some(Happened::Die { exit_code: None }));
        assert_eq!(what("kill", r#"{"signal":"15"}"#), Some(Happened::Kill { signal: "15".into() }));
        assert_eq!(what("rename", r#"{"oldName":"/web"}"#), Some(Happened::Rename { from: "web".into() }));
        assert_eq!(what("health_status: unhealthy", "{}"), Some(Happened::Health { health: Health::Unhealthy }));
        assert_eq!(what("health_status: odd", "{}"), Some(Happened::Other { word: "health_status: odd".into() }));
        assert_eq!(what("checkpoint", "{}"), Some(Happened::Other { word: "checkpoint".into() }));
    }

    #[test]
    fn what_is_no_step_of_a_life_is_not_told() {
        for action in ["exec_create: sh", "exec_die", "attach", "resize", "top"] {
            assert_eq!(what(action, "{}"), None, "{action}");
        }
    }
}
