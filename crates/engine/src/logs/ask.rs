//! What an engine is asked for a log.

use std::time::Duration;

use naru_logbook::Framing;
use naru_view::LogSpan;
use tokio::time::{Instant, timeout_at};

use crate::error::Result;
use crate::perform::moment_here;
use crate::transport::{Flow, Query, RawClient, percent_encode};

/// What comes within this time is written together: half a frame of a window.
const GATHER: Duration = Duration::from_millis(8);

/// From when to when, as an engine takes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Span {
    since: Option<String>,
    pub(super) until: Option<String>,
}

impl Span {
    /// What a reader wrote. `10m` is that long ago from now on, also when the log is taken up again later.
    pub(super) fn of(span: &LogSpan) -> Result<Self> {
        Ok(Self { since: moment_here(span.since.as_ref())?, until: moment_here(span.until.as_ref())? })
    }
}

/// A container, as far as its log is concerned.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) framing: Framing,
    pub(super) driver: String,
    pub(super) running: bool,
}

impl Known {
    pub(super) async fn look(raw: &RawClient, container: &str) -> Result<Self> {
        let found = raw.get_json(&format!("/containers/{}/json", percent_encode(container))).await;
        let found = found.map_err(|error| error.with("container", container))?;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let framing = if found["Config"]["Tty"].as_bool().unwrap_or(false) { Framing::Raw } else { Framing::Frames };
        Ok(Self {
            id: text(&found["Id"]),
            framing,
            driver: text(&found["HostConfig"]["LogConfig"]["Type"]),
            running: found["State"]["Running"].as_bool().unwrap_or(false),
        })
    }
}

/// Which part of a log.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// And what comes.
    pub(super) follow: bool,
    /// Only the last lines of it.
    pub(super) tail: Option<u32>,
    /// Not what was written before this, in nanoseconds since 1970.
    pub(super) since: Option<u64>,
}

/// An answer whose bytes have not been read.
pub(super) struct Answer {
    flow: Flow,
}

impl Answer {
    pub(super) async fn open(raw: &RawClient, id: &str, span: &Span, part: Part) -> Result<Self> {
        let since = part.since.map(|nanos| format!("{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000));
        let query = Query::default()
            .with("stdout", "1")
            .with("stderr", "1")
            .with("timestamps", "1")
            .with_switch("follow", part.follow)
            .with_some("tail", part.tail.map(|lines| lines.to_string()).as_deref())
            .with_some("since", since.as_deref().or(span.since.as_deref()))
            .with_some("until", span.until.as_deref());
        let path = format!("/containers/{id}/logs{query}");
        // A container that is silent may keep an engine from answering at all.
        Ok(Self { flow: raw.flow(&path).await? })
    }

    /// Gives `take` what comes, until that is enough for it, a little time has passed since the first, or it is over: false then.
    pub(super) async fn gather(&mut self, mut take: impl FnMut(&[u8]) -> Enough) -> Result<bool> {
        let Some(first) = self.flow.next().await? else { return Ok(false) };
        let mut enough = take(&first);
        let until = Instant::now() + GATHER;
        while enough == Enough::No {
            match timeout_at(until, self.flow.next()).await {
                Ok(next) => match next? {
                    Some(more) => enough = take(&more),
                    None => return Ok(false),
                },
                Err(_) => break,
            }
        }
        Ok(true)
    }
}

/// Whether more is wanted before what there is is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Enough {
    Yes,
    No,
}
