use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use naru_engine::{Keyboard, Screen};
use naru_view::{TerminalSize, TerminalView};
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tokio::sync::Notify;

use super::bytes::TerminalBytes;
use super::scrollback::Scrollback;

/// So many bytes may be on their way to a page that has not said that it took them. Less than what is kept, so that nothing that is
/// not shown yet is lost.
pub(super) const CREDIT: u64 = 1 << 20;

/// So many travel together at most: about as much as a page reads between two frames. Each piece is a trip of its own, and the trips are
/// what a flood takes longest for.
pub(super) const TOGETHER: usize = 256 << 10;

/// After less than that, this long is waited for more to travel with.
const GATHER: Duration = Duration::from_millis(8);

/// One terminal, and what it showed. It is there until it is forgotten, whether somebody looks or not, and whether it goes on or not.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) keyboard: Keyboard,
    state: Mutex<State>,
    /// There are bytes to send, or credit to send them.
    more: Notify,
    /// There is room for what the program writes.
    room: Notify,
    over: Notify,
}

#[derive(Debug)]
struct State {
    scrollback: Scrollback,
    size: TerminalSize,
    over: bool,
    page: Option<Page>,
    /// How many pages looked until now.
    pages: u32,
}

/// A page that looks at it.
#[derive(Debug)]
struct Page {
    number: u32,
    /// What was sent to it and what it took, as places in the output.
    sent: u64,
    taken: u64,
    task: Option<JoinHandle<()>>,
}

impl Session {
    pub(super) fn new(keyboard: Keyboard, size: TerminalSize) -> Arc<Self> {
        let state = Mutex::new(State { scrollback: Scrollback::default(), size, over: false, page: None, pages: 0 });
        Arc::new(Self { keyboard, state, more: Notify::new(), room: Notify::new(), over: Notify::new() })
    }

    /// Keeps what the program writes until it is over.
    pub(super) async fn keep(&self, mut screen: Screen) {
        while let Some(bytes) = screen.next().await {
            self.push(&bytes).await;
        }
        self.end();
    }

    /// Keeps bytes. While a page looks, no faster than it can show them: then the program waits.
    pub(super) async fn push(&self, bytes: &[u8]) {
        while !self.has_room() {
            self.room.notified().await;
        }
        self.lock().scrollback.push(bytes);
        self.more.notify_one();
    }

    pub(super) fn end(&self) {
        self.lock().over = true;
        self.more.notify_one();
        self.over.notify_waiters();
    }

    /// Waits until it is over.
    pub(crate) async fn ended(&self) {
        loop {
            let over = self.over.notified();
            tokio::pin!(over);
            over.as_mut().enable();
            if self.lock().over {
                return;
            }
            over.await;
        }
    }

    fn has_room(&self) -> bool {
        let state = self.lock();
        state.page.as_ref().is_none_or(|page| state.scrollback.end() < page.taken + CREDIT)
    }

    /// Shows it to a page, from the oldest that is kept; another page that looked does not any more.
    pub(crate) fn show(self: &Arc<Self>, channel: Channel<TerminalBytes>) -> TerminalView {
        let mut state = self.lock();
        let from = state.scrollback.start();
        state.pages += 1;
        let number = state.pages;
        let view = TerminalView { size: state.size, from, live: state.scrollback.end(), page: number };
        let session = Arc::clone(self);
        let task = tauri::async_runtime::spawn(async move { session.send(number, channel).await });
        let before = state.page.replace(Page { number, sent: from, taken: from, task: Some(task) });
        if let Some(task) = before.and_then(|page| page.task) {
            task.abort();
        }
        drop(state);
        self.room.notify_one();
        view
    }

    /// A page is left. What it says may come after the next page began to look, which it is not about.
    pub(crate) fn leave(&self, number: u32) {
        if self.lock().page.as_ref().is_some_and(|page| page.number == number) {
            self.look_away();
        }
    }

    /// No page looks any more: the program goes on as fast as it likes.
    pub(crate) fn look_away(&self) {
        if let Some(task) = self.lock().page.take().and_then(|page| page.task) {
            task.abort();
        }
        self.room.notify_one();
    }

    /// A page took what lies before `place`.
    pub(crate) fn took(&self, place: u64) {
        if let Some(page) = &mut self.lock().page {
            page.taken = page.taken.max(place.min(page.sent));
        }
        self.room.notify_one();
        self.more.notify_one();
    }

    /// The window's terminal is of another size.
    pub(crate) fn resize(&self, size: TerminalSize) {
        self.lock().size = size;
        self.keyboard.resize(size);
    }

    async fn send(&self, number: u32, channel: Channel<TerminalBytes>) {
        loop {
            let Some(piece) = self.next_piece(number) else {
                // What woke it up may have been for the page that looks now.
                self.more.notify_one();
                return;
            };
            if piece.is_empty() {
                self.more.notified().await;
                continue;
            }
            let full = piece.len() == TOGETHER;
            if let Err(error) = channel.send(TerminalBytes(piece)) {
                tracing::debug!(%error, "the window is gone");
                return;
            }
            if !full {
                tokio::time::sleep(GATHER).await;
            }
        }
    }

    /// What is to be sent to a page next: nothing while it is behind; none when there will be no more, or another page looks.
    fn next_piece(&self, number: u32) -> Option<Vec<u8>> {
        let mut state = self.lock();
        let State { scrollback, over, page, .. } = &mut *state;
        let page = page.as_mut().filter(|page| page.number == number)?;
        let credit = (page.taken + CREDIT).saturating_sub(page.sent);
        let piece = scrollback.piece(page.sent, TOGETHER.min(usize::try_from(credit).unwrap_or(TOGETHER)));
        page.sent += piece.len() as u64;
        (!piece.is_empty() || !*over || page.sent < scrollback.end()).then_some(piece)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
