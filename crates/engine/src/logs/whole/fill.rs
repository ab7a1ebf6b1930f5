//! From an answer into the book.

use std::time::Duration;

use naru_logbook::Writer;
use naru_view::{LogState, ProblemCode};
use tokio::time::timeout;

use super::super::ask::{Answer, Enough, Known, Part};
use super::super::on_disk;
use super::{More, Reading};
use crate::connection::Connection;
use crate::error::{Error, Result};

/// What is written together.
const TOGETHER: usize = 256 << 10;

/// An answer in which nothing came for so long has told all that there is.
const SILENT: Duration = Duration::from_millis(200);

impl Reading {
    /// An engine may not begin to answer before there is something to say.
    pub(super) async fn ask(&self, connection: &Connection, known: &Known, part: Part) -> Result<Answer> {
        let mut opening = std::pin::pin!(Answer::open(&connection.raw, &known.id, &self.span, part));
        let opened = match timeout(SILENT, &mut opening).await {
            Ok(opened) => opened,
            Err(_) => {
                let all_read = part.tail.is_some() || (part.since.is_none() && self.is_empty(connection, known).await);
                if part.follow && all_read {
                    self.shared.set(LogState::Live);
                }
                opening.await
            }
        };
        opened.map_err(|error| match error.code() {
            ProblemCode::LogNotKept => error.with("driver", &known.driver),
            _ => error.with("container", &self.container),
        })
    }

    /// True when there is no line in the log, or in the part of it that is wanted. Where to begin an engine looks for in silence; its last line it finds
    /// at once.
    pub(super) async fn is_empty(&self, connection: &Connection, known: &Known) -> bool {
        let last = Part { follow: false, tail: Some(1), since: None };
        let mut bytes = 0;
        let asked = async {
            let mut answer = Answer::open(&connection.raw, &known.id, &self.span, last).await?;
            let mut more = true;
            while more && bytes == 0 {
                more = answer.gather(|data| if std::mem::replace(&mut bytes, data.len()) == 0 { Enough::No } else { Enough::Yes }).await?;
            }
            Ok::<_, Error>(bytes == 0)
        };
        asked.await.unwrap_or_else(|error| {
            // What is wrong with the log, the answer says that is waited for.
            tracing::debug!(%error, "whether a log is empty could not be told");
            false
        })
    }

    /// Takes what comes into the book. Nothing more is read while it is written, which is what holds an engine back.
    pub(super) async fn fill(&mut self, answer: &mut Answer) -> Result<More> {
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
        if writer.waiting() > 0 {
            // Before they can be seen: it was started again, or had not been read to its end.
            self.shared.turn(LogState::Ended, LogState::Reading);
        }
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

    pub(super) fn writer(&mut self) -> Result<&mut Writer> {
        self.writer.as_mut().ok_or_else(at_the_disk)
    }
}

fn at_the_disk() -> Error {
    Error::new(ProblemCode::Internal, "the log is being written")
}
