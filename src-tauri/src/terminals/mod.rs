//! The terminals of the window: they are here, and a page only looks at them, so that leaving it ends nothing.
//!
//! See docs/decisions/009-a-terminal-is-beside-progress.md.

mod bytes;
mod scrollback;
mod session;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use naru_engine::{open_terminal, Terminal};
use naru_view::TerminalSize;

pub(crate) use bytes::TerminalBytes;
pub(crate) use session::Session;

/// How long the window's end waits for programs in terminals to end.
const GRACE: Duration = Duration::from_millis(1_500);

/// Every terminal, by the id of the operation that is performed in it.
#[derive(Debug, Default)]
pub(crate) struct Terminals {
    known: Mutex<HashMap<String, Arc<Session>>>,
}

impl Terminals {
    /// Opens one for an operation. What it shows is kept until it is forgotten.
    pub(crate) fn open(&self, id: &str, size: TerminalSize) -> Terminal {
        let (terminal, keyboard, screen) = open_terminal(size);
        let session = Session::new(keyboard, size);
        let before = self.lock().insert(id.to_owned(), Arc::clone(&session));
        if let Some(before) = before {
            before.look_away();
        }
        tauri::async_runtime::spawn(async move { session.keep(screen).await });
        terminal
    }

    /// One of them; none when it was forgotten.
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Session>> {
        self.lock().get(id).map(Arc::clone)
    }

    /// Nobody will look at it again.
    pub(crate) fn forget(&self, id: &str) {
        let forgotten = self.lock().remove(id);
        if let Some(session) = forgotten {
            session.look_away();
        }
    }

    /// The window is closing: what `exec` started in containers is asked to end, since nobody else could.
    pub(crate) async fn hang_up(&self) {
        let all: Vec<Arc<Session>> = self.lock().drain().map(|(_, session)| session).collect();
        let ends = all.into_iter().map(|session| {
            tauri::async_runtime::spawn(async move {
                session.look_away();
                session.keyboard.hang_up().await;
                session.ended().await;
            })
        });
        let ends: Vec<_> = ends.collect();
        let every = async {
            for end in ends {
                if let Err(error) = end.await {
                    tracing::warn!(%error, "a terminal was not ended");
                }
            }
        };
        if tokio::time::timeout(GRACE, every).await.is_err() {
            tracing::info!("programs in terminals go on without the window");
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Session>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
