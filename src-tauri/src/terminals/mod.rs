//! The terminals of the window: they are here, and a page only looks at them, so that leaving it ends nothing.
//!
//! See docs/decisions/010-a-terminal-is-beside-progress.md.

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
use tokio::sync::Notify;

pub(crate) use bytes::TerminalBytes;
pub(crate) use session::Session;

/// How long the window's end waits for programs in terminals to end.
const GRACE: Duration = Duration::from_millis(2_500);

/// How long a page waits for a terminal whose operation has not begun yet. It was sent before, so that this is more than enough.
const BEGIN: Duration = Duration::from_secs(10);

/// Every terminal, by the id of the operation that is performed in it.
#[derive(Debug, Default)]
pub(crate) struct Terminals {
    known: Mutex<HashMap<String, Arc<Session>>>,
    opened: Notify,
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
        self.opened.notify_waiters();
        terminal
    }

    /// One of them, once it is opened: a page asks for it right after its operation is sent, and nothing says which message comes first.
    pub(crate) async fn opened(&self, id: &str) -> Option<Arc<Session>> {
        let look = async {
            loop {
                let opened = self.opened.notified();
                tokio::pin!(opened);
                opened.as_mut().enable();
                if let Some(session) = self.get(id) {
                    return session;
                }
                opened.await;
            }
        };
        tokio::time::timeout(BEGIN, look).await.ok()
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

    /// No page looks at any of them: what they show is kept, and no program waits for somebody to see it.
    pub(crate) fn look_away(&self) {
        self.lock().values().for_each(|session| session.look_away());
    }

    /// The window is closing: what `exec` started in containers is asked to end, since nobody else could.
    pub(crate) async fn hang_up(&self) {
        let all: Vec<Arc<Session>> = self.lock().drain().map(|(_, session)| session).collect();
        let ends = all.into_iter().map(|session| {
            tauri::async_runtime::spawn(async move {
                session.look_away();
                session.keyboard.hang_up();
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
