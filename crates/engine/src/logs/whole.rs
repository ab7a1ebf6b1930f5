//! All of a log, and what comes.
//!
//! A followed log ends when its container does, and an engine may end it earlier: 20.10 cuts it short when the container ends while its log is still being
//! read. So an end is never believed: the log is asked for again from a little before the last line that was read (engines write
//! nanoseconds before each line), lines that are known are passed over, and only an answer that holds nothing new is the end. After a start the same goes on.
//!
//! Going back to a moment makes an engine read its whole log, so only its last lines are asked for at first; when these begin behind what is
//! known, all of them are.

use std::sync::Arc;
use std::time::Duration;

use naru_logbook::Writer;
use naru_view::{LogState, ProblemCode};
use tokio::runtime::Handle;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout};
use tokio_util::task::AbortOnDropHandle;

use super::ask::{Answer, Enough, Known, Part, Span};
use super::{Shared, on_disk, tail};
use crate::connection::Connection;
use crate::engine::Hub;
use crate::error::{Error, Result};
use crate::mirror::Touched;

/// What is written together.
const TOGETHER: usize = 256 << 10;

/// Lines that are asked for to go on behind the last one.
const AGAIN: u32 = 2_000;

/// An answer in which nothing came for so long has told all that there is.
const SILENT: Duration = Duration::from_millis(200);

/// So long the tail stays when the whole has come as far as its first line.
const OVERLAP: Duration = Duration::from_millis(400);

/// After an answer broke off it is looked what there is after this long.
const BROKEN: Duration = Duration::from_millis(200);

/// A container that runs and whose log ends all the same is asked again after this long, and then less and less often.
const PAUSE: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// So often a container is asked again that is being removed: it lets nobody read its log, and mostly is gone a moment later. One whose removal
/// failed stays so.
const GOING: u32 = 20;

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
            Err(error) if error.code() == ProblemCode::EngineUnreachable => {
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
                if state.state == LogState::Lost {
                    state.state = LogState::Reading;
                }
            });
            let before = self.shared.book.lines();
            let follow = known.running && self.span.until.is_none();
            self.pass(connection, &known, follow).await?;
            if follow {
                // What the engine cut off.
                self.pass(connection, &known, false).await?;
            }
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

    /// One answer of the engine, behind what is known.
    async fn pass(&mut self, connection: &Connection, known: &Known, follow: bool) -> Result<()> {
        let since = self.writer()?.since();
        let again = Part { follow, tail: Some(AGAIN), since };
        if since.is_some() && self.take(connection, known, again).await? {
            return Ok(());
        }
        self.take(connection, known, Part { tail: None, ..again }).await.map(drop)
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
            if self.ahead() && (more == More::None || caught_up(&self.shared, more, &mut overlap)) {
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

    /// An engine may not begin to answer before there is something to say.
    async fn ask(&self, connection: &Connection, known: &Known, part: Part) -> Result<Answer> {
        let mut opening = std::pin::pin!(Answer::open(&connection.raw, &known.id, &self.span, part));
        let opened = match timeout(SILENT, &mut opening).await {
            Ok(opened) => opened,
            Err(_) if part.follow => {
                self.shared.set(LogState::Live);
                opening.await
            }
            Err(_) => opening.await,
        };
        opened.map_err(|error| match error.code() {
            ProblemCode::LogNotKept => error.with("driver", &known.driver),
            _ => error.with("container", &self.container),
        })
    }

    /// Takes what comes into the book. Nothing more is read while it is written, which is what holds an engine back.
    async fn fill(&mut self, answer: &mut Answer) -> Result<More> {
        let live = self.shared.state().state == LogState::Live;
        let writer = self.writer()?;
        let gathered = answer.gather(|data| {
            writer.feed(data);
            if writer.waiting() >= TOGETHER || writer.missed() { Enough::Yes } else { Enough::No }
        });
        // Once it is known that nothing more is there, it is waited for without a clock.
        let more = if live {
            gathered.await?
        } else {
            match timeout(SILENT, gathered).await {
                Ok(more) => more?,
                // What it gathered before the silence is not kept back until the next line.
                Err(_) => {
                    self.flush().await?;
                    return Ok(More::Later);
                }
            }
        };
        self.flush().await?;
        Ok(if more { More::Some } else { More::None })
    }

    async fn flush(&mut self) -> Result<()> {
        let Some(mut writer) = self.writer.take() else { return Err(at_the_disk()) };
        self.writer = Some(
            on_disk(move || {
                writer.flush()?;
                Ok(writer)
            })
            .await?,
        );
        self.shared.grew();
        Ok(())
    }

    fn writer(&mut self) -> Result<&mut Writer> {
        self.writer.as_mut().ok_or_else(at_the_disk)
    }

    fn begin_tail(&mut self, connection: &Connection, known: &Known) {
        self.shared.state().wants_tail = true;
        let (raw, id, framing) = (connection.raw.clone(), known.id.clone(), known.framing);
        let (span, shared) = (self.span.clone(), Arc::clone(&self.shared));
        self.tail = Some(AbortOnDropHandle::new(self.at_once.spawn(async move {
            // What is wrong with a log, its other reading tells.
            if let Err(error) = tail::follow(&raw, &id, &span, framing, &shared).await {
                tracing::debug!(%error, "the tail of a log ended");
            }
        })));
    }

    /// True while the tail is shown, or will be.
    fn ahead(&self) -> bool {
        self.tail.is_some() || self.shared.state().tail
    }

    fn end_tail(&mut self) {
        self.tail = None;
        self.shared.change(|state| (state.wants_tail, state.tail) = (false, false));
    }

    async fn connected(&self) {
        let mut changes = self.hub.subscribe();
        while self.hub.connection().is_err() {
            changes.next().await;
        }
    }
}

/// True when nothing is in the tail that is not in the book, or nearly nothing for a while: of a flood the tail is always ahead.
fn caught_up(shared: &Shared, more: More, overlap: &mut Option<Instant>) -> bool {
    // Without a line at its end a log has none.
    let Some((first, last)) = shared.ring.stamps() else { return more == More::Later };
    let read = shared.book.last_stamp();
    if read < first {
        *overlap = None;
        return false;
    }
    read >= last || overlap.get_or_insert_with(Instant::now).elapsed() > OVERLAP
}

fn at_the_disk() -> Error {
    Error::new(ProblemCode::Internal, "the log is being written")
}
