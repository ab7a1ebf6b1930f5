//! `POST /containers/ID/wait`.

use http::Response;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use naru_view::ProblemCode;
use serde::Deserialize;

use super::super::super::targets::segment;
use super::super::super::work::Work;
use crate::error::{Error, Result};

/// An exit is a few bytes.
const LIMIT: usize = 64 << 10;

/// What is waited for.
#[derive(Clone, Copy)]
pub(in super::super) enum Until {
    /// That it does not run; at once when it doesn't.
    Stopped,
    /// Its next end, which it may have to begin for first.
    NextExit,
    /// Its removal.
    Removed,
}

/// An engine that watches a container for its end: it has begun to when this is there.
pub(in super::super) struct Waiting(Response<Incoming>);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct End {
    status_code: i64,
    error: Option<Why>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Why {
    #[serde(default)]
    message: String,
}

impl Waiting {
    pub(in super::super) async fn begin(work: Work<'_>, container: &str, until: Until) -> Result<Self> {
        let condition = match until {
            Until::Stopped => "",
            Until::NextExit => "?condition=next-exit",
            Until::Removed => "?condition=removed",
        };
        work.raw().post(&format!("/containers/{}/wait{condition}", segment(container)?)).await.map(Self)
    }

    /// What it ended with. It may take as long as a container runs.
    pub(in super::super) async fn end(self) -> Result<i64> {
        let body = Limited::new(self.0.into_body(), LIMIT).collect().await;
        let body = body.map_err(|error| Error::caused(ProblemCode::EngineUnreachable, error))?.to_bytes();
        let end: End = serde_json::from_slice(&body).map_err(|error| Error::caused(ProblemCode::EngineUnreachable, error))?;
        match end.error {
            Some(why) if !why.message.is_empty() => Err(Error::new(ProblemCode::EngineRefused, why.message)),
            _ => Ok(end.status_code),
        }
    }
}
