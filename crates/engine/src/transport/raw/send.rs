//! Requests that change something, or carry something, or whose answer may take long to begin.

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Empty, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use naru_view::ProblemCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use futures_util::{Stream, StreamExt};

use super::super::Body;
use super::{RawClient, message};
use crate::error::{Error, Result};
use crate::refusal;

/// What a request carries.
pub(crate) enum Payload {
    /// Nothing.
    Nothing,
    /// Nothing but that no account is known at the registry, which engines want to be told.
    NoAccount,
    /// JSON.
    Json(Value),
    /// A tar, or whatever else is in a file.
    Tar(Body),
}

impl Payload {
    /// A tar that is read while it is sent. A piece that cannot be read breaks the request.
    pub(crate) fn tar(pieces: impl Stream<Item = std::io::Result<Bytes>> + Send + 'static) -> Self {
        let frames = pieces.map(|piece| piece.map(Frame::data).map_err(Into::into));
        Self::Tar(StreamBody::new(frames).boxed_unsync())
    }
}

impl RawClient {
    /// Sends, and waits as long as it takes for the answer to begin: an engine stages a whole image before the first byte of
    /// `save`. `path` begins with `/` and is already percent-encoded.
    pub(crate) async fn send(&self, method: Method, path: &str, payload: Payload) -> Result<Response<Incoming>> {
        let mut request =
            Request::builder().method(method).uri(format!("http://docker{}{path}", self.prefix)).header(http::header::HOST, "docker");
        let nothing = || Empty::new().map_err(|never| match never {}).boxed_unsync();
        let body = match payload {
            Payload::Nothing => nothing(),
            Payload::NoAccount => {
                // `{}` in base64url.
                request = request.header("x-registry-auth", "e30=");
                nothing()
            }
            Payload::Json(value) => {
                request = request.header(http::header::CONTENT_TYPE, "application/json");
                Full::new(Bytes::from(value.to_string())).map_err(|never| match never {}).boxed_unsync()
            }
            Payload::Tar(body) => {
                request = request.header(http::header::CONTENT_TYPE, "application/x-tar");
                body
            }
        };
        let request = request.body(body).map_err(|error| Error::caused(ProblemCode::Internal, error))?;
        let response = self.http.request(request).await.map_err(|error| self.broken(error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status();
        let body = self.whole(response).await?;
        Err(refusal::of_answer(status.as_u16(), &message(status, &body)))
    }

    /// Sends, and reads the answer as a type of ours.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, method: Method, path: &str, payload: Payload) -> Result<T> {
        let response = self.send(method, path, payload).await?;
        let body = self.whole(response).await?;
        serde_json::from_slice(&body).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))
    }
}
