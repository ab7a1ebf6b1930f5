//! `GET /events`, a line of JSON each.

use http_body_util::BodyExt;
use hyper::body::Incoming;
use naru_view::ProblemCode;

use crate::error::{Error, Result};
use crate::event_message::EventMessage;
use crate::transport::{RawClient, percent_encode};

/// No event is longer; what goes on for longer without a line's end is no event stream.
const EVENT_LIMIT: usize = 1 << 20;

/// What an event asks the mirror to read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Touched {
    /// One container.
    Container(String),
    /// One container, which began to run.
    Started(String),
    /// One container, which ended.
    Died(String),
    /// Every container: an event that names none.
    Containers,
    /// The images.
    Images,
    /// A commit: its container, and the images.
    Commit(String),
}

impl Touched {
    pub(super) fn containers(&self) -> bool {
        !matches!(self, Self::Images)
    }

    pub(super) fn images(&self) -> bool {
        matches!(self, Self::Images | Self::Commit(_))
    }
}

/// An open subscription.
pub(super) struct Events {
    body: Incoming,
    /// Bytes of a line that has not ended.
    rest: Vec<u8>,
}

impl Events {
    /// Subscribes. The engine keeps what happens from the moment its answer begins, so a list read after this misses nothing.
    pub(super) async fn subscribe(raw: &RawClient) -> Result<Self> {
        let filters = percent_encode(r#"{"type":["container","image","network"]}"#);
        let response = raw.open(&format!("/events?filters={filters}")).await?;
        Ok(Self { body: response.into_body(), rest: Vec::new() })
    }

    /// What the next events touch; an error once the connection is gone. Dropping the future loses nothing.
    pub(super) async fn next(&mut self) -> Result<Vec<Touched>> {
        loop {
            let frame = match self.body.frame().await {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Err(Error::caused(ProblemCode::EngineUnreachable, error)),
                None => return Err(Error::new(ProblemCode::EngineUnreachable, "the engine closed its event stream")),
            };
            let Ok(data) = frame.into_data() else { continue };
            self.rest.extend_from_slice(&data);
            let mut touched = Vec::new();
            while let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                match serde_json::from_slice::<EventMessage>(&line) {
                    Ok(message) => touched.extend(touches(&message)),
                    Err(error) if line.trim_ascii().is_empty() => tracing::trace!(%error, "an empty line among events"),
                    Err(error) => tracing::warn!(%error, "an event that cannot be read"),
                }
            }
            if self.rest.len() > EVENT_LIMIT {
                return Err(Error::new(ProblemCode::EngineRefused, "an event that does not end"));
            }
            if !touched.is_empty() {
                return Ok(touched);
            }
        }
    }
}

fn touches(message: &EventMessage) -> Option<Touched> {
    let action = message.action.as_str();
    let id = || message.id().to_owned();
    match message.object.as_str() {
        // They change nothing that a list shows, and health checks send them every few seconds.
        "container" if action.starts_with("exec_") => None,
        "container" if matches!(action, "attach" | "detach" | "top" | "resize" | "export" | "copy" | "archive-path" | "extract-to-dir") => {
            None
        }
        "container" if message.id().is_empty() => Some(Touched::Containers),
        "container" if action == "commit" => Some(Touched::Commit(id())),
        "container" if action == "start" => Some(Touched::Started(id())),
        "container" if action == "die" => Some(Touched::Died(id())),
        "container" => Some(Touched::Container(id())),
        "image" => Some(Touched::Images),
        // Joining or leaving a network can change the ports a container has.
        "network" => message.attribute("container").map(Touched::Container),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn touched(json: &str) -> Option<Touched> {
        touches(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn events_name_what_to_read_again() {
        let id = || Touched::Container("a".into());
        assert_eq!(touched(r#"{"Type":"container","Action":"rename","Actor":{"ID":"a","Attributes":{}}}"#), Some(id()));
        assert_eq!(touched(r#"{"Type":"container","Action":"start","Actor":{"ID":"a"}}"#), Some(Touched::Started("a".into())));
        assert_eq!(touched(r#"{"Type":"container","Action":"die","Actor":{"ID":"a","Attributes":{}}}"#), Some(Touched::Died("a".into())));
        assert_eq!(touched(r#"{"Type":"container","Action":"health_status: healthy","Actor":{"ID":"a"}}"#), Some(id()));
        assert_eq!(touched(r#"{"Type":"network","Action":"connect","Actor":{"ID":"n","Attributes":{"container":"a"}}}"#), Some(id()));
        assert_eq!(
            touched(r#"{"Type":"container","Action":"prune","Actor":{"ID":"","Attributes":{"reclaimed":"0"}}}"#),
            Some(Touched::Containers)
        );
        assert_eq!(touched(r#"{"Type":"image","Action":"tag","Actor":{"ID":"sha256:b"}}"#), Some(Touched::Images));
        assert_eq!(touched(r#"{"Type":"container","Action":"commit","Actor":{"ID":"a"}}"#), Some(Touched::Commit("a".into())));
    }

    #[test]
    fn health_checks_cause_no_reads() {
        assert_eq!(touched(r#"{"Type":"container","Action":"exec_create: /bin/sh -c true","Actor":{"ID":"a"}}"#), None);
    }
}
