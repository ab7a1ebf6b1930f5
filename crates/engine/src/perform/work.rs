use bollard::Docker;
use naru_view::{ProblemCode, Progress};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::terminal::Terminal;
use crate::transport::RawClient;

/// What a command needs to be performed: the engine, somebody to tell, and a way to be told to end.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) connection: &'a Connection,
    pub(super) progress: &'a mpsc::Sender<Progress>,
    /// Most of what is performed is simply dropped on a cancel; what has something to end by itself looks here.
    pub(super) cancel: &'a CancellationToken,
    /// Where what runs attached is watched and typed to; without one its lines are told as progress, and nobody types.
    pub(super) terminal: Option<&'a Terminal>,
}

impl<'a> Work<'a> {
    pub(super) fn docker(&self) -> &'a Docker {
        &self.connection.docker
    }

    pub(super) fn raw(&self) -> &'a RawClient {
        &self.connection.raw
    }

    /// Tells how far it is. Waits while nobody reads, which holds the engine back.
    pub(super) async fn tell(&self, progress: Progress) {
        if self.progress.send(progress).await.is_err() {
            tracing::debug!("nobody waits for the progress of a command");
        }
    }
}

/// Docker has this and Naru does not perform it yet: refused by its name, never dropped.
pub(crate) fn not_performed(what: &str) -> Error {
    Error::new(ProblemCode::NotPerformed, format!("{what} is not performed yet")).with("what", what)
}

/// The same of a flag that may not have been given.
pub(crate) fn refuse(given: bool, flag: &str) -> Result<()> {
    if given { Err(not_performed(flag)) } else { Ok(()) }
}
