//! Answers of one JSON message a line, read by us.

use bytes::Buf;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use naru_view::ProblemCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::refusal;

/// No message is longer; what goes on for longer without a line's end is no stream of messages.
const MESSAGE_LIMIT: usize = 4 << 20;

/// What an engine tells while it works, an error among it ending all.
pub(crate) struct Messages {
    body: Incoming,
    /// Bytes of a line that has not ended.
    rest: Vec<u8>,
    ended: bool,
}

impl Messages {
    pub(crate) fn new(body: Incoming) -> Self {
        Self { body, rest: Vec::new(), ended: false }
    }

    /// The next message; none when the answer is over. Dropping the future loses nothing.
    pub(crate) async fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>> {
        loop {
            if let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                if !line.trim_ascii().is_empty() {
                    return read(&line).map(Some);
                }
                continue;
            }
            if self.ended {
                let line = std::mem::take(&mut self.rest);
                return if line.trim_ascii().is_empty() { Ok(None) } else { read(&line).map(Some) };
            }
            if self.rest.len() > MESSAGE_LIMIT {
                return Err(Error::new(ProblemCode::EngineRefused, "a message that does not end"));
            }
            match self.body.frame().await {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.rest.extend_from_slice(data.chunk());
                    }
                }
                Some(Err(error)) => return Err(Error::caused(ProblemCode::EngineUnreachable, error)),
                None => self.ended = true,
            }
        }
    }
}

/// A refusal can come in the middle, when the status has long been sent.
fn read<T: DeserializeOwned>(line: &[u8]) -> Result<T> {
    let message: Value = serde_json::from_slice(line).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))?;
    let detail = message.pointer("/errorDetail/message").or_else(|| message.get("error")).and_then(Value::as_str);
    if let Some(said) = detail {
        return Err(refusal::of_answer(500, said));
    }
    serde_json::from_value(message).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    #[test]
    fn an_error_in_the_middle_is_a_refusal() {
        let said = br#"{"errorDetail":{"message":"No such image: x"},"error":"No such image: x"}"#;
        assert_eq!(read::<Value>(said).unwrap_err().code(), ProblemCode::ImageNotFound);
        assert_eq!(read::<Value>(br#"{"error":"denied"}"#).unwrap_err().to_string(), "denied");
        assert!(read::<Value>(br#"{"status":"ok"}"#).is_ok());
    }
}
