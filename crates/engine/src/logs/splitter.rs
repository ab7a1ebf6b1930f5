//! What a program writes while somebody waits for it, as lines.

use naru_logbook::{Demux, Framing, Piece};
use naru_view::{LogLine, LogStream};

/// A longer line is cut here.
const LINE_LIMIT: usize = 16 << 10;

/// Turns the bytes of what is attached into lines.
pub(crate) struct Splitter {
    demux: Demux,
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
    /// Of a program without a terminal, whose two streams come in frames.
    pub(crate) fn framed() -> Self {
        Self::new(Framing::Frames)
    }

    /// Of one with a terminal.
    pub(crate) fn terminal() -> Self {
        Self::new(Framing::Raw)
    }

    fn new(framing: Framing) -> Self {
        Self { demux: Demux::new(framing), stdout: Partial::default(), stderr: Partial::default() }
    }

    pub(crate) fn feed(&mut self, data: &[u8], lines: &mut Vec<LogLine>) {
        let Self { demux, stdout, stderr } = self;
        demux.feed(data, |Piece { stream, bytes, .. }| match stream {
            LogStream::Stdout => stdout.feed(bytes, stream, lines),
            LogStream::Stderr => stderr.feed(bytes, stream, lines),
        });
    }

    /// What the engine itself said went wrong while it told a log.
    pub(crate) fn complaint(&self) -> Option<String> {
        self.demux.complaint()
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
    fn what_the_engine_complains_of_is_no_line() {
        let mut splitter = Splitter::framed();
        let mut lines = Vec::new();
        splitter.feed(&[frame(1, b"one\n"), frame(3, b"Error grabbing logs: EOF\n"), frame(2, b"two\n")].concat(), &mut lines);
        assert_eq!((lines.len(), splitter.complaint().as_deref()), (2, Some("Error grabbing logs: EOF")));
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
}
