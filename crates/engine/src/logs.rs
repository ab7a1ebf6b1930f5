//! The tail of a container's log, followed.

use std::time::Duration;

use http_body_util::BodyExt;
use naru_view::{LogBatch, LogLine, LogStream, ProblemCode};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};
use crate::transport::{RawClient, percent_encode};

/// Lines that arrive within this time travel together.
const GATHER: Duration = Duration::from_millis(40);

/// No more lines than this travel together; the rest of a flood is counted and left out, the newest are kept.
const BATCH: usize = 1_000;

/// Nor more bytes of text, which 25 times a second is more than anybody reads.
const BATCH_BYTES: usize = 256 << 10;

/// A longer line is cut here.
const LINE_LIMIT: usize = 16 << 10;

/// Sends lines until the log ends or the reader has had enough.
pub(crate) async fn follow(
    raw: &RawClient,
    container: &str,
    tail: u32,
    lines: mpsc::Sender<LogBatch>,
    cancel: CancellationToken,
) -> Result<()> {
    tokio::select! {
        () = cancel.cancelled() => Ok(()),
        ended = read(raw, container, tail, lines) => ended,
    }
}

async fn read(raw: &RawClient, container: &str, tail: u32, lines: mpsc::Sender<LogBatch>) -> Result<()> {
    let container = percent_encode(container);
    let inspect = raw.get_json(&format!("/containers/{container}/json")).await?;
    let tty = inspect["Config"]["Tty"].as_bool().unwrap_or(false);
    let path = format!("/containers/{container}/logs?stdout=1&stderr=1&follow=1&tail={tail}");
    let mut body = raw.open(&path).await?.into_body();
    let mut splitter = if tty { Splitter::terminal() } else { Splitter::framed() };
    let mut batch = LogBatch { lines: Vec::new(), skipped: 0 };
    let mut flush_at: Option<Instant> = None;
    loop {
        let flush = async {
            match flush_at {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            frame = body.frame() => match frame {
                Some(Ok(frame)) => {
                    let Ok(data) = frame.into_data() else { continue };
                    splitter.feed(&data, &mut batch.lines);
                    keep_newest(&mut batch);
                    if !batch.lines.is_empty() && flush_at.is_none() {
                        flush_at = Some(Instant::now() + GATHER);
                    }
                }
                Some(Err(error)) => return Err(Error::caused(ProblemCode::EngineUnreachable, error)),
                None => break,
            },
            () = flush => {
                flush_at = None;
                let full = std::mem::replace(&mut batch, LogBatch { lines: Vec::new(), skipped: 0 });
                if lines.send(full).await.is_err() {
                    return Ok(());
                }
            }
        }
    }
    splitter.end(&mut batch.lines);
    if !batch.lines.is_empty() && lines.send(batch).await.is_err() {
        tracing::debug!("nobody waited for the end of a log");
    }
    Ok(())
}

fn keep_newest(batch: &mut LogBatch) {
    let mut left = BATCH_BYTES;
    let newest = batch.lines.iter().rev().take(BATCH).take_while(|line| {
        let fits = line.text.len() <= left;
        left = left.saturating_sub(line.text.len());
        fits
    });
    let extra = batch.lines.len() - newest.count();
    batch.lines.drain(..extra);
    batch.skipped = batch.skipped.saturating_add(u32::try_from(extra).unwrap_or(u32::MAX));
}

/// Turns the bytes of a log into lines.
///
/// A container without a terminal sends frames of 8 bytes of header (the stream, three zeros, the length, big-endian) and a payload
/// (Engine API, "Attach to a container", "Stream format"); one with a terminal sends just its bytes.
pub(crate) struct Splitter {
    framed: bool,
    header: Vec<u8>,
    left: usize,
    stream: LogStream,
    stdout: Partial,
    stderr: Partial,
}

/// A line that has not ended.
#[derive(Default)]
struct Partial {
    bytes: Vec<u8>,
    /// True once it was cut: the rest of the line is passed over.
    cut: bool,
}

impl Splitter {
    pub(crate) fn framed() -> Self {
        Self {
            framed: true,
            header: Vec::with_capacity(8),
            left: 0,
            stream: LogStream::Stdout,
            stdout: Partial::default(),
            stderr: Partial::default(),
        }
    }

    pub(crate) fn terminal() -> Self {
        Self { framed: false, ..Self::framed() }
    }

    pub(crate) fn feed(&mut self, mut data: &[u8], lines: &mut Vec<LogLine>) {
        if !self.framed {
            self.stdout.feed(data, LogStream::Stdout, lines);
            return;
        }
        while !data.is_empty() {
            if self.left == 0 {
                let (head, rest) = data.split_at(data.len().min(8 - self.header.len()));
                self.header.extend_from_slice(head);
                data = rest;
                if let [stream, _, _, _, a, b, c, d] = *self.header.as_slice() {
                    self.stream = if stream == 2 { LogStream::Stderr } else { LogStream::Stdout };
                    self.left = u32::from_be_bytes([a, b, c, d]) as usize;
                    self.header.clear();
                }
                continue;
            }
            let (payload, rest) = data.split_at(data.len().min(self.left));
            self.left -= payload.len();
            data = rest;
            let partial = if self.stream == LogStream::Stderr { &mut self.stderr } else { &mut self.stdout };
            partial.feed(payload, self.stream, lines);
        }
    }

    /// The log is over: what has no line end is a line too.
    pub(crate) fn end(&mut self, lines: &mut Vec<LogLine>) {
        for (partial, stream) in [(&mut self.stdout, LogStream::Stdout), (&mut self.stderr, LogStream::Stderr)] {
            if !partial.bytes.is_empty() {
                lines.push(partial.take(stream));
            }
        }
    }
}

impl Partial {
    fn feed(&mut self, data: &[u8], stream: LogStream, lines: &mut Vec<LogLine>) {
        let mut pieces = data.split(|byte| *byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            if !self.cut {
                self.bytes.extend_from_slice(&piece[..piece.len().min(LINE_LIMIT.saturating_sub(self.bytes.len()))]);
                self.cut = self.bytes.len() >= LINE_LIMIT;
            }
            if pieces.peek().is_some() {
                lines.push(self.take(stream));
            }
        }
    }

    fn take(&mut self, stream: LogStream) -> LogLine {
        let mut bytes = std::mem::take(&mut self.bytes);
        self.cut = false;
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        LogLine { stream, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(stream: u8, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_be_bytes();
        [&[stream, 0, 0, 0], length.as_slice(), payload].concat()
    }

    fn split(chunks: &[&[u8]], mut splitter: Splitter) -> Vec<(LogStream, String)> {
        let mut lines = Vec::new();
        for chunk in chunks {
            splitter.feed(chunk, &mut lines);
        }
        splitter.end(&mut lines);
        lines.into_iter().map(|line| (line.stream, line.text)).collect()
    }

    #[test]
    fn frames_may_be_cut_anywhere() {
        let whole = [frame(1, b"one\ntw"), frame(2, b"err\r\n"), frame(1, b"o\n"), frame(1, b"end")].concat();
        let expected = [
            (LogStream::Stdout, "one".to_owned()),
            (LogStream::Stderr, "err".to_owned()),
            (LogStream::Stdout, "two".to_owned()),
            (LogStream::Stdout, "end".to_owned()),
        ];
        for cut in 0..whole.len() {
            let (a, b) = whole.split_at(cut);
            assert_eq!(split(&[a, b], Splitter::framed()), expected, "cut at {cut}");
        }
        let bytes: Vec<&[u8]> = whole.chunks(1).collect();
        assert_eq!(split(&bytes, Splitter::framed()), expected);
    }

    #[test]
    fn a_terminal_has_no_frames_whatever_it_begins_with() {
        assert_eq!(split(&[b"\x01\x00\x00\x00\r\nb"], Splitter::terminal())[0].1, "\u{1}\0\0\0");
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_is_whole() {
        let long = vec![b'x'; LINE_LIMIT * 3];
        let lines = split(&[&long, &long, b"\nnext\n"], Splitter::terminal());
        assert_eq!((lines[0].1.len(), lines[1].1.as_str()), (LINE_LIMIT, "next"));
    }

    #[test]
    fn bytes_that_are_not_text_are_shown_as_such() {
        assert_eq!(split(&[b"\xff\n"], Splitter::terminal())[0].1, "\u{fffd}");
    }

    #[test]
    fn a_flood_keeps_its_newest_lines() {
        let line = |n: usize| LogLine { stream: LogStream::Stdout, text: n.to_string() };
        let mut batch = LogBatch { lines: (0..BATCH + 5).map(line).collect(), skipped: 1 };
        keep_newest(&mut batch);
        assert_eq!((batch.lines.len(), batch.skipped, batch.lines[0].text.as_str()), (BATCH, 6, "5"));
    }

    #[test]
    fn long_lines_are_fewer() {
        let line = |n: usize| LogLine {
            stream: LogStream::Stdout,
            text: char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)).to_string().repeat(LINE_LIMIT),
        };
        let mut batch = LogBatch { lines: (0..30).map(line).collect(), skipped: 0 };
        keep_newest(&mut batch);
        assert_eq!((batch.lines.len(), batch.skipped), (16, 14));
        assert!(batch.lines[15].text.starts_with('d'), "the last is the newest");
    }
}
