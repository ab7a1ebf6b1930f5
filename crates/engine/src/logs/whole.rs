//! All of a log, and what comes.
//!
//! A followed log ends when its container does, and an engine may end it earlier: 20.10 cuts it short when the container ends while its log is still being
//! read; one that is not followed holds what there was when it began. So an end is never believed: the log is asked for again from a little before the
//! last line that was read (engines write nanoseconds before each line), lines that are known are passed over, and only an answer that began when the container
//! ran no more, and holds nothing new, is the end. After a start the same goes on.
//!
//! Going back to a moment makes an engine read its whole log, so only its last lines are asked for at first; when these begin behind what is
//! known, all of them are.

mod ahead;
mod fill;

use std::sync::Arc;
use std::time::Duration;

use naru_logbook::Writer;
use naru_view::{LogState, ProblemCode};
use tokio::runtime::Handle;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::task::AbortOnDropHandle;

use super::Shared;
use super::ask::{Known, Part, Span};
use crate::connection::Connection;
use crate::engine::Hub;
use crate::error::{Error, Result};
use crate::mirror::Touched;

/// Lines that are asked for to go on behind the last one.
const AGAIN: u32 = 2_000;

/// After an answer broke off it is looked what there is after this long.
const BROKEN: Duration = Duration::from_millis(200);

/// A container that runs and whose log ends all the same is asked again after this long, and then less and less often.
const PAUSE: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// So often a container is asked again that is being removed: it lets nobody read its log, and mostly is gone a moment later. One whose removal
/// failed stays so.
const GOING: u32 = 150;

/// Reads until nobody wants it any more, or there can be no more. Its other reading goes on `at_once`.
pub(super) async fn keep(hub: Arc<Hub>, at_once: Handle, container: String, span: Span, shared: Arc<Shared>) {
    let writer = Writer::new(Arc::clone(&shared.book), shared.room());
    let mut reading = Reading { writer: Some(writer), tail: None, at_once, hub, container, span, shared };
    let mut going = 0;
    let error = loop {
        let Ok(connection) = reading.hub.connection() else {
            reading.shared.set(LogState::Lost);
            reading.connected().await;
            continue;
        };
        match reading.read(&connection).await {
            Ok(()) => return,
            // Of an engine that is being stopped the socket goes first, and its open answers end later.
            Err(error) if matches!(error.code(), ProblemCode::EngineUnreachable | ProblemCode::EngineAbsent) => {
                // The container may have been removed under it. If it is the engine, the mirror hears of it as well, and says when it is back.
                tracing::info!(%error, "a log broke off");
                // What is shown of the end stays until it is read.
                reading.tail = None;
                tokio::time::sleep(BROKEN).await;
            }
            Err(error) if error.code() == ProblemCode::Conflict && going < GOING => {
                going += 1;
                reading.tail = None;
                tokio::time::sleep(BROKEN).await;
            }
            Err(error) => break error,
        }
    };
    let known = reading.shared.book.lines() > 0;
    reading.shared.change(|state| {
        (state.wants_tail, state.tail) = (false, false);
        if error.code() == ProblemCode::ContainerNotFound && known {
            state.state = LogState::Removed;
        } else {
            state.state = LogState::Failed;
            state.problem = Some(error.problem());
        }
    });
}

struct Reading {
    /// None only while it is at the disk.
    writer: Option<Writer>,
    /// The other reading, while it is wanted.
    tail: Option<AbortOnDropHandle<()>>,
    /// Where that one goes on, which does not make way.
    at_once: Handle,
    hub: Arc<Hub>,
    container: String,
    span: Span,
    shared: Arc<Shared>,
}

/// What a piece of an answer was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum More {
    /// There is more where it came from.
    Some,
    /// Nothing came for a while.
    Later,
    /// It is over.
    None,
}

impl Reading {
    /// Over and over on one connection, until there can be no more.
    async fn read(&mut self, connection: &Connection) -> Result<()> {
        let mut touched = self.hub.touched();
        let mut pause = PAUSE.0;
        loop {
            let known = Known::look(&connection.raw, &self.container).await?;
            // Its name can be given to another container.
            self.container.clone_from(&known.id);
            self.shared.change(|state| {
                state.driver.clone_from(&known.driver);
                if state.state == LogState::Lost || (state.state == LogState::Ended && known.running) {
                    state.state = LogState::Reading;
                }
            });
            let before = self.shared.book.lines();
            let follow = known.running && self.span.until.is_none();
            self.pass_well(connection, &known, follow).await?;
            self.end_tail();
            if self.span.until.is_some() {
                self.shared.set(LogState::Ended);
                return Ok(());
            }
            if Known::look(&connection.raw, &self.container).await?.running {
                pause = if self.shared.book.lines() > before { PAUSE.0 } else { (pause * 2).min(PAUSE.1) };
                tokio::time::sleep(pause).await;
                continue;
            }
            let read = self.shared.book.lines();
            self.pass_well(connection, &known, false).await?;
            if self.shared.book.lines() > read {
                continue;
            }
            self.shared.set(LogState::Ended);
            while !self.concerns(touched.recv().await) {}
            if self.hub.connection().is_err() {
                return Err(Error::new(ProblemCode::EngineUnreachable, "the connection ended"));
            }
        }
    }

    /// One who is slow to hear may have missed it.
    fn concerns(&self, touched: Result<Touched, RecvError>) -> bool {
        match touched {
            Ok(Touched::Container(id)) => id == self.container,
            Ok(Touched::All) | Err(_) => true,
        }
    }

    /// One answer of the engine, behind what is known; an error when the engine cannot read the log to its end.
    async fn pass_well(&mut self, connection: &Connection, known: &Known, follow: bool) -> Result<()> {
        let mut complaint = self.pass(connection, known, follow).await?;
        if complaint.is_some() && follow {
            // What is being written may have been read by half; what is wrong with the log itself is wrong again.
            complaint = self.pass(connection, known, false).await?;
        }
        let Some(complaint) = complaint else { return Ok(()) };
        // Of a container that is gone it is no news.
        Known::look(&connection.raw, &known.id).await?;
        Err(Error::new(ProblemCode::EngineRefused, complaint).with("container", &self.container))
    }

    /// One answer of the engine, behind what is known, and what the engine said was wrong with it.
    async fn pass(&mut self, connection: &Connection, known: &Known, follow: bool) -> Result<Option<String>> {
        let since = self.writer()?.since();
        let again = Part { follow, tail: Some(AGAIN), since };
        let known_before = since.is_some() && self.take(connection, known, again).await?;
        if !known_before {
            self.take(connection, known, Part { tail: None, ..again }).await?;
        }
        Ok(self.writer()?.complaint())
    }

    /// False when what came begins behind what is known.
    async fn take(&mut self, connection: &Connection, known: &Known, part: Part) -> Result<bool> {
        self.writer()?.begin(known.framing, part.tail.is_some());
        if part.since.is_none() {
            self.begin_tail(connection, known);
        }
        let mut answer = self.ask(connection, known, part).await?;
        let mut overlap = None;
        loop {
            let more = self.fill(&mut answer).await?;
            if self.writer()?.missed() {
                return Ok(false);
            }
            if self.ahead() && (more == More::None || self.caught_up(connection, known, more, &mut overlap).await) {
                self.end_tail();
            }
            if more == More::None {
                return Ok(true);
            }
            if part.follow && !self.ahead() {
                self.shared.set(LogState::Live);
            }
            while self.shared.book.hold().is_some() {
                // What comes meanwhile is shown, and not kept.
                if self.tail.is_none() {
                    self.begin_tail(connection, known);
                }
                self.shared.raised.notified().await;
                let room = self.shared.room();
                self.writer()?.raise(room);
                self.shared.changed.notify_one();
            }
        }
    }

    async fn connected(&self) {
        let mut changes = self.hub.subscribe();
        while self.hub.connection().is_err() {
            changes.next().await;
        }
    }
}
