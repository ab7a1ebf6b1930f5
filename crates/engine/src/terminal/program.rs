//! What is at the other end of a terminal, and what can be done to it besides typing.

use std::convert::Infallible;
use std::time::Duration;

use naru_view::{ProblemCode, TerminalSize};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use crate::error::{Error, Result};
use crate::transport::RawClient;

/// A program that was only just started may not have its terminal yet: so often it is tried again, and a little later each time.
const TRIES: u32 = 10;
const TRY_AGAIN: Duration = Duration::from_millis(20);

/// How long after the end of its output the exit of what `exec` started is waited for.
const EXIT_LIMIT: Duration = Duration::from_secs(30);

/// How often to look for it.
const EXIT_LOOK: Duration = Duration::from_millis(20);

/// The program at the other end. Ids are as they stand in a path of the API.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Program<'a> {
    /// A container's own.
    Container {
        /// Its id.
        id: &'a str,
        /// Whether Ctrl-C is handed on as a signal where there is no terminal that would make one (`--sig-proxy`).
        signals: bool,
        /// Whether it was there before, so that it has to be told to draw what it shows again.
        redraw: bool,
    },
    /// One that `exec` started.
    Exec {
        /// The exec's id.
        id: &'a str,
    },
}

impl Program<'_> {
    /// Keeps its terminal at the size of the window's.
    pub(super) async fn follow(self, raw: &RawClient, mut size: watch::Receiver<TerminalSize>) -> Infallible {
        let first = *size.borrow_and_update();
        if matches!(self, Self::Container { redraw: true, .. }) {
            // A program draws anew when the size of its terminal changes, as the CLI makes it change when it attaches.
            let TerminalSize { columns, rows } = first;
            self.at_last(raw, TerminalSize { columns: columns.saturating_add(1), rows: rows.saturating_add(1) }).await;
        }
        self.at_last(raw, first).await;
        while size.changed().await.is_ok() {
            let next = *size.borrow_and_update();
            self.tell(raw, next).await;
        }
        // The keyboard is gone: the size stays as it is.
        std::future::pending().await
    }

    async fn at_last(self, raw: &RawClient, size: TerminalSize) {
        for attempt in 1..=TRIES {
            if self.resize(raw, size).await.is_ok() {
                return;
            }
            sleep(TRY_AGAIN * attempt).await;
        }
        self.tell(raw, size).await;
    }

    async fn tell(self, raw: &RawClient, size: TerminalSize) {
        if let Err(error) = self.resize(raw, size).await {
            tracing::debug!(%error, "a terminal was not resized");
        }
    }

    async fn resize(self, raw: &RawClient, size: TerminalSize) -> Result<()> {
        let TerminalSize { columns, rows } = size;
        let what = match self {
            Self::Container { id, .. } => format!("containers/{id}"),
            Self::Exec { id } => format!("exec/{id}"),
        };
        raw.post(&format!("/{what}/resize?h={rows}&w={columns}")).await?;
        Ok(())
    }

    /// Hands Ctrl-C on. False when it means to leave: the API has no way to send a signal to what `exec` started.
    pub(super) async fn interrupt(self, raw: &RawClient) -> bool {
        let Self::Container { id, signals: true, .. } = self else { return false };
        if let Err(error) = raw.post(&format!("/containers/{id}/kill?signal=INT")).await {
            tracing::debug!(%error, "an interrupt was not handed on");
        }
        true
    }
}

/// What a program that `exec` started ended with: its output may end a moment before the engine knows.
pub(crate) async fn exit_of(raw: &RawClient, exec: &str) -> Result<i64> {
    let until = Instant::now() + EXIT_LIMIT;
    loop {
        let program = raw.get_json(&format!("/exec/{exec}/json")).await?;
        if let Some(exit_code) = program["ExitCode"].as_i64() {
            return Ok(exit_code);
        }
        if Instant::now() >= until {
            return Err(Error::new(ProblemCode::EngineRefused, "the program's exit is not told"));
        }
        sleep(EXIT_LOOK).await;
    }
}
