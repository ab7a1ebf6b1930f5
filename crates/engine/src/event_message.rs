//! One event as an engine tells it: a line of `GET /events`.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

/// Docker's `EventMessage`. What is left out is empty.
#[derive(Debug, Deserialize)]
pub(crate) struct EventMessage {
    /// What kind of object it happened to: `container`, `image`, `network`…
    #[serde(rename = "Type", default)]
    pub(crate) object: String,
    #[serde(rename = "Action", default)]
    pub(crate) action: String,
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
    attributes: Option<HashMap<String, Value>>,
}

impl EventMessage {
    /// Of the object. An event may name none: one of all containers, say.
    pub(crate) fn id(&self) -> &str {
        &self.actor.id
    }

    /// What else is said of it: a container's `exitCode`, the `name` of a network. Docker's are all strings.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        match self.actor.attributes.as_ref()?.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other => Some(other.to_string()),
        }
    }

    /// When it happened, in milliseconds since 1970. Some engines tell seconds only.
    pub(crate) fn time(&self) -> i64 {
        if self.nanos == 0 { self.time * 1_000 } else { self.nanos / 1_000_000 }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn message(said: &str) -> EventMessage {
        serde_json::from_str(said).unwrap()
    }

    #[test]
    fn of_a_real_engine() {
        let said = r#"{"status":"die","id":"f1","Type":"container","Action":"die","Actor":{"ID":"f1","Attributes":{"exitCode":"0","name":"web"}},"scope":"local","time":1795479677,"timeNano":1795479677182935284}"#;
        let message = message(said);
        assert_eq!((message.object.as_str(), message.action.as_str(), message.id()), ("container", "die", "f1"));
        assert_eq!(message.attribute("name").as_deref(), Some("web"));
        assert_eq!(message.time(), 1_795_479_677_182);
    }

    #[test]
    fn what_is_left_out_or_of_another_type() {
        let seconds = message(r#"{"time":7,"Actor":{"Attributes":{"exitCode":137,"name":null}}}"#);
        assert_eq!((seconds.time(), seconds.id()), (7_000, ""));
        assert_eq!((seconds.attribute("exitCode").as_deref(), seconds.attribute("name")), (Some("137"), None));
        assert_eq!(message(r#"{"Actor":{"Attributes":null}}"#).attribute("name"), None);
    }
}
