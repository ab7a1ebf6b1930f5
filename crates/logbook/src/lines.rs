//! Bytes of an answer, as lines.

use memchr::memchr;
use naru_view::LogStream;

use crate::demux::{Demux, Framing, Piece};
use crate::stamp;

/// A line that is longer goes on in the next one; so much of an unfinished line is in memory.
pub(crate) const LONGEST: usize = 1 << 20;

/// A line of a log, without its line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Where it was written.
    pub stream: LogStream,
    /// When, in nanoseconds since 1970; 0 where the engine did not say.
    pub stamp: u64,
    /// It is longer than is kept in one piece, and goes on in the next one of its stream.
    pub continued: bool,
    /// Its text; a carriage return of its line end is in it.
    pub bytes: &'a [u8],
}

/// Cuts what an engine sends, with timestamps asked for, into lines.
///
/// An engine sends a line of more than 16 KiB in several messages, each with a timestamp of its own before it; those in the middle of a line are taken
/// out. With a terminal there are no frames to say where a message begins: it may where a line begins, and where a chunk of the answer does.
#[derive(Debug)]
pub struct Lines {
    framing: Framing,
    demux: Demux,
    stdout: Partial,
    stderr: Partial,
}

/// A line that has not ended.
#[derive(Debug, Default)]
struct Partial {
    bytes: Vec<u8>,
    stamp: u64,
    /// What may be the timestamp of a message, or the beginning of one; none inside of a message.
    head: Option<Vec<u8>>,
    /// True between the first byte of a line and its end.
    open: bool,
}

impl Lines {
    /// Nothing read yet.
    #[must_use]
    pub fn new(framing: Framing) -> Self {
        Self { framing, demux: Demux::new(framing), stdout: Partial::default(), stderr: Partial::default() }
    }

    /// Takes what came, however it is cut, and gives every line that ended.
    pub fn feed(&mut self, data: &[u8], mut sink: impl FnMut(Line<'_>)) {
        let Self { framing, demux, stdout, stderr } = self;
        demux.feed(data, |piece| {
            let partial = if piece.stream == LogStream::Stderr { &mut *stderr } else { &mut *stdout };
            partial.feed(piece, *framing, &mut sink);
        });
    }

    /// What the engine itself said went wrong while it read the log.
    #[must_use]
    pub fn complaint(&self) -> Option<String> {
        self.demux.complaint()
    }

    /// The lines that have begun and not ended, the older first.
    #[must_use]
    pub fn open(&self) -> Vec<Line<'_>> {
        let both = [(&self.stdout, LogStream::Stdout), (&self.stderr, LogStream::Stderr)];
        let open = both.into_iter().filter(|(partial, _)| partial.open && !partial.bytes.is_empty());
        let mut lines: Vec<_> =
            open.map(|(partial, stream)| Line { stream, stamp: partial.stamp, continued: false, bytes: &partial.bytes }).collect();
        lines.sort_by_key(|line| line.stamp);
        lines
    }
}

impl Partial {
    fn feed(&mut self, piece: Piece<'_>, framing: Framing, sink: &mut impl FnMut(Line<'_>)) {
        let mut data = piece.bytes;
        if piece.begins && self.head.is_none() {
            self.head = Some(Vec::new());
        }
        loop {
            if let Some(head) = self.head.take() {
                data = self.begin(head, data);
                if self.head.is_some() {
                    return;
                }
            }
            let Some(end) = memchr(b'\n', data) else {
                self.add(data, piece.stream, sink);
                return;
            };
            let (rest, next) = (&data[..end], &data[end + 1..]);
            if self.bytes.is_empty() && rest.len() <= LONGEST {
                sink(Line { stream: piece.stream, stamp: self.stamp, continued: false, bytes: rest });
            } else {
                self.add(rest, piece.stream, sink);
                sink(Line { stream: piece.stream, stamp: self.stamp, continued: false, bytes: &self.bytes });
                self.bytes.clear();
            }
            self.open = false;
            if framing == Framing::Raw {
                self.head = Some(Vec::new());
            }
            data = next;
            if data.is_empty() {
                return;
            }
        }
    }

    /// Takes the timestamp off, and says what comes behind it. What turns out to be none is text.
    fn begin<'a>(&mut self, mut head: Vec<u8>, data: &'a [u8]) -> &'a [u8] {
        if head.is_empty()
            && let Some((stamp, length)) = stamp::parse(data)
        {
            self.stamped(stamp);
            return &data[length..];
        }
        let kept = head.len();
        head.extend_from_slice(&data[..data.len().min(stamp::LONGEST - kept)]);
        if let Some((stamp, length)) = stamp::parse(&head) {
            self.stamped(stamp);
            return &data[length - kept..];
        }
        if head.len() < stamp::LONGEST && !head.contains(&b'\n') && stamp::may_become(&head) {
            self.head = Some(head);
            return &[];
        }
        // It is text: that part of it which came before is in no piece any more.
        self.open |= kept > 0;
        self.bytes.extend_from_slice(&head[..kept]);
        data
    }

    /// A message in the middle of a line does not change when the line was begun.
    fn stamped(&mut self, stamp: u64) {
        if !self.open {
            self.stamp = stamp;
        }
    }

    fn add(&mut self, mut data: &[u8], stream: LogStream, sink: &mut impl FnMut(Line<'_>)) {
        self.open |= !data.is_empty();
        while self.bytes.len() + data.len() > LONGEST {
            let (fits, rest) = data.split_at(LONGEST.saturating_sub(self.bytes.len()));
            self.bytes.extend_from_slice(fits);
            sink(Line { stream, stamp: self.stamp, continued: true, bytes: &self.bytes });
            self.bytes.clear();
            data = rest;
        }
        self.bytes.extend_from_slice(data);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ONE: &str = "2026-11-24T00:30:01.000000001Z ";
    const TWO: &str = "2026-11-24T00:30:01.000000002Z ";
    const BEGAN: u64 = 1_795_480_201_000_000_000;

    type Owned = (LogStream, u64, bool, Vec<u8>);

    fn frame(stream: u8, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_be_bytes();
        [&[stream, 0, 0, 0], length.as_slice(), payload].concat()
    }

    fn lines(framing: Framing, chunks: &[&[u8]]) -> (Vec<Owned>, Vec<Owned>) {
        let own = |line: Line<'_>| (line.stream, line.stamp, line.continued, line.bytes.to_vec());
        let mut lines = Lines::new(framing);
        let mut found = Vec::new();
        for chunk in chunks {
            lines.feed(chunk, |line| found.push(own(line)));
        }
        (found, lines.open().into_iter().map(own).collect())
    }

    fn texts(found: &[Owned]) -> Vec<String> {
        found.iter().map(|line| String::from_utf8_lossy(&line.3).into_owned()).collect()
    }

    #[test]
    fn frames_may_be_cut_anywhere() {
        let whole = [
            frame(1, format!("{ONE}one\n").as_bytes()),
            frame(1, format!("{ONE}tw").as_bytes()),
            frame(2, format!("{TWO}err\r\n").as_bytes()),
            frame(1, format!("{ONE}o\n").as_bytes()),
            frame(1, format!("{TWO}no end").as_bytes()),
        ]
        .concat();
        let line = |stream, nanos, text: &str| (stream, BEGAN + nanos, false, text.as_bytes().to_vec());
        let ended = vec![line(LogStream::Stdout, 1, "one"), line(LogStream::Stderr, 2, "err\r"), line(LogStream::Stdout, 1, "two")];
        let open = vec![line(LogStream::Stdout, 2, "no end")];
        for cut in 0..=whole.len() {
            let (a, b) = whole.split_at(cut);
            assert_eq!(lines(Framing::Frames, &[a, b]), (ended.clone(), open.clone()), "cut at {cut}");
        }
        let bytes: Vec<&[u8]> = whole.chunks(1).collect();
        assert_eq!(lines(Framing::Frames, &bytes), (ended, open));
    }

    #[test]
    fn a_terminal_has_no_frames_whatever_it_begins_with() {
        let odd = [ONE.as_bytes(), b"\x01\0\0\0\0\0\0\x02ab\r\n"].concat();
        let (found, _) = lines(Framing::Raw, &[&odd]);
        assert_eq!(found[0].3, b"\x01\0\0\0\0\0\0\x02ab\r");
    }

    #[test]
    fn a_long_line_of_a_terminal_has_timestamps_in_it_that_go() {
        let chunk = |text: &str| format!("{ONE}{text}");
        let (a, b, c) = (chunk(&"x".repeat(16_384)), chunk(&"y".repeat(16_384)), chunk("end\r\n"));
        let (found, _) = lines(Framing::Raw, &[a.as_bytes(), b.as_bytes(), c.as_bytes(), format!("{TWO}next\n").as_bytes()]);
        assert_eq!(texts(&found), [format!("{}{}end\r", "x".repeat(16_384), "y".repeat(16_384)), "next".to_owned()]);
    }

    #[test]
    fn a_timestamp_that_the_program_wrote_stays() {
        let (found, _) = lines(Framing::Frames, &[&frame(1, format!("{ONE}{TWO}mine, {TWO}too\n").as_bytes())]);
        assert_eq!(texts(&found), [format!("{TWO}mine, {TWO}too")]);
    }

    #[test]
    fn without_timestamps_every_byte_is_text() {
        let (found, _) = lines(Framing::Raw, &[b"20", b"26-11\n", b"\n", b"plain\n"]);
        assert_eq!(texts(&found), ["2026-11", "", "plain"]);
    }

    #[test]
    fn an_endless_line_is_kept_in_pieces() {
        let long = [ONE.as_bytes(), &vec![b'x'; LONGEST + 5], b"\n"].concat();
        let (found, _) = lines(Framing::Frames, &[&frame(1, &long)]);
        let shapes: Vec<_> = found.iter().map(|line| (line.2, line.3.len())).collect();
        assert_eq!(shapes, [(true, LONGEST), (false, 5)]);
    }

    proptest! {
        #[test]
        fn however_it_is_cut_the_lines_are_the_same(
            texts in proptest::collection::vec((1_u8..3, "[a-z0-9 :T-]{0,40}"), 1..12),
            size in 1_usize..70,
        ) {
            let whole: Vec<u8> = texts.iter().flat_map(|(stream, text)| frame(*stream, format!("{ONE}{text}\n").as_bytes())).collect();
            let pieces: Vec<&[u8]> = whole.chunks(size).collect();
            prop_assert_eq!(lines(Framing::Frames, &pieces), lines(Framing::Frames, &[&whole]));
        }
    }
}
