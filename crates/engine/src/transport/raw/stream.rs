//! Answers that go on while something runs, and connections that stop being HTTP.

use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use naru_view::ProblemCode;

use super::{RawClient, message};
use crate::error::{Error, Result};
use crate::refusal;

impl RawClient {
    /// POST without a body, as a response whose body has not been read and may be long in coming (`wait`).
    pub(crate) async fn post(&self, path: &str) -> Result<Response<Incoming>> {
        let response = self.streamed(path, None, false).await?;
        if response.status().is_success() { Ok(response) } else { Err(self.refusal(response).await) }
    }

    /// POST, and from then on raw bytes both ways: what `attach` and `exec` are. bollard guesses at frames where a terminal has none.
    pub(crate) async fn hijack(&self, path: &str, body: Option<&serde_json::Value>) -> Result<TokioIo<Upgraded>> {
        let response = self.streamed(path, body, true).await?;
        if response.status() != StatusCode::SWITCHING_PROTOCOLS {
            return Err(self.refusal(response).await);
        }
        let upgraded = hyper::upgrade::on(response).await.map_err(|error| Error::caused(ProblemCode::EngineUnreachable, error))?;
        Ok(TokioIo::new(upgraded))
    }

    async fn streamed(&self, path: &str, body: Option<&serde_json::Value>, upgrade: bool) -> Result<Response<Incoming>> {
        let mut request =
            Request::builder().method(Method::POST).uri(format!("http://docker{}{path}", self.prefix)).header(http::header::HOST, "docker");
        if upgrade {
            request = request.header(http::header::CONNECTION, "Upgrade").header(http::header::UPGRADE, "tcp");
        }
        let bytes = match body {
            Some(body) => {
                request = request.header(http::header::CONTENT_TYPE, "application/json");
                serde_json::to_vec(body).map_err(|error| Error::caused(ProblemCode::Internal, error))?
            }
            None => Vec::new(),
        };
        let request = request
            .body(Full::from(bytes).map_err(|never| match never {}).boxed_unsync())
            .map_err(|error| Error::caused(ProblemCode::Internal, error))?;
        self.http.request(request).await.map_err(|error| self.broken(error))
    }

    async fn refusal(&self, response: Response<Incoming>) -> Error {
        let status = response.status();
        match self.whole(response).await {
            Ok(body) => refusal::of_answer(status.as_u16(), &message(status, &body)),
            Err(error) => error,
        }
    }
}
