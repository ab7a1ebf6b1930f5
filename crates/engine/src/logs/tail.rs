//! The last lines of a log, at once.

use std::sync::Arc;

use naru_logbook::{Framing, Lines};

use super::Shared;
use super::ask::{Answer, Enough, Part, Span};
use crate::error::Result;
use crate::transport::RawClient;

/// So many are asked for: a few screens.
const LINES: u32 = 1_000;

/// What is written together.
const TOGETHER: usize = 64 << 10;

/// Shows the last lines and what comes, until it is dropped or the log ends.
pub(super) async fn follow(raw: &RawClient, id: &str, span: &Span, framing: Framing, shared: &Arc<Shared>) -> Result<()> {
    shared.ring.clear();
    let mut answer = Answer::open(raw, id, span, Part { follow: span.until.is_none(), tail: Some(LINES), since: None }).await?;
    let mut lines = Lines::new(framing);
    loop {
        let mut gathered = 0;
        let more = answer.gather(|data| {
            lines.feed(data, |line| shared.ring.push(&line));
            gathered += data.len();
            if gathered >= TOGETHER { Enough::Yes } else { Enough::No }
        });
        let more = more.await?;
        shared.change(|state| state.tail = state.wants_tail);
        if !more {
            return Ok(());
        }
    }
}
