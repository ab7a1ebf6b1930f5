//! The tail, for as long as the whole is behind it.

use std::sync::Arc;
use std::time::Duration;

use naru_view::LogStreams;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

use super::super::ask::Known;
use super::super::{Shared, tail};
use super::{More, Reading};
use crate::connection::Connection;

/// So long the tail stays when the whole has come as far as its first line.
const OVERLAP: Duration = Duration::from_millis(400);

impl Reading {
    pub(super) fn begin_tail(&mut self, connection: &Connection, known: &Known) {
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
    pub(super) fn ahead(&self) -> bool {
        self.tail.is_some() || self.shared.state().tail
    }

    pub(super) fn end_tail(&mut self) {
        self.tail = None;
        self.shared.change(|state| (state.wants_tail, state.tail) = (false, false));
    }

    /// True when nothing is in the tail that is not in the book, or nearly nothing for a while: of a flood the tail is always ahead.
    pub(super) async fn caught_up(&self, connection: &Connection, known: &Known, more: More, overlap: &mut Option<Instant>) -> bool {
        let Shared { ring, book, .. } = &*self.shared;
        let Some((first, last)) = ring.stamps() else {
            // Without a line at its end a log has none; but an engine that looks for where to begin is as silent as one with nothing to say.
            return more == More::Later && (book.rows(LogStreams::Both) > 0 || self.is_empty(connection, known).await);
        };
        let read = book.last_stamp();
        if read < first {
            *overlap = None;
            return false;
        }
        read >= last || overlap.get_or_insert_with(Instant::now).elapsed() > OVERLAP
    }
}
