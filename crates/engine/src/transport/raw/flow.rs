//! An answer of a million small pieces.
//!
//! A connection of hyper's is read by a task of its own, which hands every chunk of an answer to who reads it and waits until it is taken. An
//! engine sends each line of a log as a chunk, and two threads that wake each other for each of them take longer than the engine
//! needs to send it. Here who reads the answer drives its connection as well.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::Empty;
use hyper::body::{Body as _, Frame, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use naru_view::ProblemCode;
use tower_service::Service;

use super::super::connect::Connector;
use super::{REFUSAL_LIMIT, RawClient, code_of, message};
use crate::error::{Error, Result};
use crate::refusal;

/// The answer to one GET, on a connection of its own, which ends with it.
pub(crate) struct Flow {
    body: Incoming,
    connection: Pin<Box<dyn Future<Output = hyper::Result<()>> + Send>>,
    /// The connection has ended, and what it had read may still be in the body.
    over: bool,
    _sender: SendRequest<Empty<Bytes>>,
}

impl RawClient {
    /// GET, as long as it takes for the answer to begin. `path` begins with `/` and is already percent-encoded.
    pub(crate) async fn flow(&self, path: &str) -> Result<Flow> {
        let request = Request::builder()
            .method(Method::GET)
            .uri(format!("{}{path}", self.prefix))
            .header(http::header::HOST, "docker")
            .body(Empty::new())
            .map_err(|error| Error::caused(ProblemCode::Internal, error))?;
        let unreachable =
            |error: hyper::Error| Error::caused(ProblemCode::EngineUnreachable, error).with("address", self.address.to_string());
        let opened = Connector::new(self.address.clone()).call(http::Uri::default()).await;
        let opened = opened.map_err(|error| Error::caused(code_of(Some(error.kind())), error).with("address", self.address.to_string()))?;
        let (mut sender, connection) = http1::handshake(opened).await.map_err(unreachable)?;
        let mut connection: Pin<Box<dyn Future<Output = hyper::Result<()>> + Send>> = Box::pin(connection);
        let mut over = false;
        let response = {
            let mut sending = std::pin::pin!(sender.send_request(request));
            poll_fn(|cx| {
                over = over || connection.as_mut().poll(cx).is_ready();
                sending.as_mut().poll(cx)
            })
            .await
            .map_err(unreachable)?
        };
        let status = response.status();
        let mut flow = Flow { body: response.into_body(), connection, over, _sender: sender };
        if status.is_success() {
            return Ok(flow);
        }
        let mut said = Vec::new();
        while said.len() < REFUSAL_LIMIT {
            match flow.next().await? {
                Some(more) => said.extend_from_slice(&more),
                None => break,
            }
        }
        Err(refusal::of_answer(status.as_u16(), &message(status, &said)))
    }
}

impl Flow {
    /// What comes next; none when it is over. Dropping the future loses nothing.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            match poll_fn(|cx| self.poll(cx)).await {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Ok(Some(data));
                    }
                }
                Some(Err(error)) => return Err(Error::caused(ProblemCode::EngineUnreachable, error)),
                None => return Ok(None),
            }
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let body = Pin::new(&mut self.body).poll_frame(cx);
        if body.is_ready() || self.over {
            return body;
        }
        // What went wrong with it, the body says.
        self.over = self.connection.as_mut().poll(cx).is_ready();
        Pin::new(&mut self.body).poll_frame(cx)
    }
}
