//! Requests by hand.

mod flow;
mod send;
mod stream;

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Empty, Full, Limited};
use hyper::body::Incoming;
use naru_view::ProblemCode;
use serde::de::DeserializeOwned;

use super::{Http, http};
use crate::endpoint::Address;
use crate::error::{Error, Result};
use crate::refusal;

pub(crate) use flow::Flow;
pub(crate) use send::Payload;

/// How long an engine may take to begin an answer that it only has to look up. Docker Desktop wakes from sleep in this time.
const READ_LIMIT: Duration = Duration::from_secs(30);

/// No answer that is read whole is larger; a list of 10,000 containers is 20 MB.
const BODY_LIMIT: usize = 256 << 20;

/// Requests that bollard gets wrong or slow: tolerant lists, endless streams, and answers passed on untouched.
#[derive(Clone)]
pub(crate) struct RawClient {
    http: Http,
    address: Address,
    /// `/v1.41`, or nothing before the version is agreed.
    prefix: String,
    /// How long an answer may take to begin.
    limit: Option<Duration>,
}

impl RawClient {
    /// A client that speaks no version yet.
    pub(crate) fn new(address: &Address) -> Self {
        Self { http: http(address), address: address.clone(), prefix: String::new(), limit: Some(READ_LIMIT) }
    }

    /// The same client, on the same connections, speaking a version.
    pub(crate) fn speaking(mut self, version: &str) -> Self {
        self.prefix = format!("/v{version}");
        self
    }

    /// The same client for what an engine first has to walk disks for, however long that takes before it begins to answer.
    pub(crate) fn patient(&self) -> Self {
        Self { limit: None, ..self.clone() }
    }

    /// The same client for what takes an engine long, though not for ever.
    pub(crate) fn within(&self, limit: Duration) -> Self {
        Self { limit: Some(limit), ..self.clone() }
    }

    /// GET, as a response whose body has not been read. `path` begins with `/` and is already percent-encoded.
    pub(crate) async fn open(&self, path: &str) -> Result<Response<Incoming>> {
        let request = Request::builder()
            .method(Method::GET)
            .uri(format!("http://docker{}{path}", self.prefix))
            .header(http::header::HOST, "docker")
            .body(Empty::new().map_err(|never| match never {}).boxed_unsync())
            .map_err(|error| Error::caused(ProblemCode::Internal, error))?;
        let asked = self.http.request(request);
        let response = match self.limit {
            Some(limit) => {
                let late = || self.unreachable(&format!("no answer within {} s", limit.as_secs()));
                tokio::time::timeout(limit, asked).await.map_err(|_| late())?
            }
            None => asked.await,
        };
        let response = response.map_err(|error| self.broken(error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status();
        let body = self.whole(response).await?;
        Err(refusal::of_answer(status.as_u16(), &message(status, &body)))
    }

    /// GET, the body read whole.
    pub(crate) async fn get(&self, path: &str) -> Result<Bytes> {
        let response = self.open(path).await?;
        self.whole(response).await
    }

    /// GET, as a type of ours.
    pub(crate) async fn get_as<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let body = self.get(path).await?;
        serde_json::from_slice(&body).map_err(|error| Error::caused(ProblemCode::EngineRefused, error))
    }

    /// GET, as JSON of any shape.
    pub(crate) async fn get_json(&self, path: &str) -> Result<serde_json::Value> {
        self.get_as(path).await
    }

    /// POST of JSON, the answer read whole. Work has no limit of time; only its answer's body has, once it has begun.
    pub(crate) async fn post_json(&self, path: &str, body: &impl serde::Serialize) -> Result<Bytes> {
        let body = serde_json::to_vec(body).map_err(|error| Error::caused(ProblemCode::Internal, error))?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("http://docker{}{path}", self.prefix))
            .header(http::header::HOST, "docker")
            .header(http::header::CONTENT_TYPE, "application/json")
            .body(Full::from(body).map_err(|never| match never {}).boxed_unsync())
            .map_err(|error| Error::caused(ProblemCode::Internal, error))?;
        let response = self.http.request(request).await.map_err(|error| self.broken(error))?;
        let status = response.status();
        let answer = self.whole(response).await?;
        if status.is_success() { Ok(answer) } else { Err(refusal::of_answer(status.as_u16(), &message(status, &answer))) }
    }

    async fn whole(&self, response: Response<Incoming>) -> Result<Bytes> {
        let body = Limited::new(response.into_body(), BODY_LIMIT);
        let read = tokio::time::timeout(READ_LIMIT, body.collect()).await;
        let read = read.map_err(|_| self.unreachable("the answer stopped half way"))?;
        Ok(read.map_err(|error| Error::caused(ProblemCode::EngineUnreachable, error).with("address", self.address.to_string()))?.to_bytes())
    }

    fn unreachable(&self, why: &str) -> Error {
        Error::new(ProblemCode::EngineUnreachable, why).with("address", self.address.to_string())
    }

    /// A connection that did not open, or broke.
    fn broken(&self, error: hyper_util::client::legacy::Error) -> Error {
        Error::caused(code_of(io_kind(&error)), error).with("address", self.address.to_string())
    }
}

/// What the system's refusal to open a connection means.
fn code_of(kind: Option<std::io::ErrorKind>) -> ProblemCode {
    match kind {
        Some(std::io::ErrorKind::NotFound) => ProblemCode::EngineAbsent,
        Some(std::io::ErrorKind::PermissionDenied) => ProblemCode::PermissionDenied,
        _ => ProblemCode::EngineUnreachable,
    }
}

/// The kind of the system error somewhere among an error's causes.
fn io_kind(error: &(dyn std::error::Error + 'static)) -> Option<std::io::ErrorKind> {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        next = cause.source();
    }
    None
}

/// More of a refusal nobody reads.
const REFUSAL_LIMIT: usize = 4_096;

/// An engine's refusal is `{"message": "…"}`; a proxy's may be anything, of any length.
fn message(status: StatusCode, body: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Refusal {
        message: String,
    }
    let mut said = match serde_json::from_slice::<Refusal>(body) {
        Ok(refusal) => refusal.message,
        Err(_) if body.is_empty() => status.to_string(),
        Err(_) => String::from_utf8_lossy(&body[..body.len().min(REFUSAL_LIMIT)]).into_owned(),
    };
    said.truncate(said.floor_char_boundary(REFUSAL_LIMIT));
    said
}
