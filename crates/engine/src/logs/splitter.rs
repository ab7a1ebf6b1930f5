//! What a program writes while somebody waits for it, as lines.

use naru_view::{LogLine, LogStream};

/// A longer line is cut here.
const LINE_LIMIT: usize = 16 << 10;

/// The stream on which an engine says what went wrong with a log itself (moby's `pkg/stdcopy`, `Systemerr`).
const SYSTEM: u8 = 3;

/// Turns the bytes of what is attached into lines.
///
/// A container without a terminal sends frames of 8 bytes of header (the stream, three zeros, the length, big-endian) and a payload
/// (Engine API, "Attach to a container", "Stream format"); one with a terminal sends just its bytes.
pub(crate) struct Splitter {
    framed: bool,
    header: Vec<u8>,
    left: usize,
    /// None in a message of the engine's own.
    stream: Option<LogStream>,
    stdout: Partial,
    stderr: Partial,
    complaint: Vec<u8>,
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
            stream: None,
            stdout: Partial::default(),
            stderr: Partial::default(),
            complaint: Vec::new(),
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
                    self.stream = match stream {
                        2 => Some(LogStream::Stderr),
                        SYSTEM => None,
                        _ => Some(LogStream::Stdout),
                    };
                    self.left = u32::from_be_bytes([a, b, c, d]) as usize;
                    self.header.clear();
                }
                continue;
            }
            let (payload, rest) = data.split_at(data.len().min(self.left));
            self.left -= payload.len();
            data = rest;
            match self.stream {
                Some(LogStream::Stdout) => self.stdout.feed(payload, LogStream::Stdout, lines),
                Some(LogStream::Stderr) => self.stderr.feed(payload, LogStream::Stderr, lines),
                None => self.complaint.extend_from_slice(&payload[..payload.len().min(LINE_LIMIT.saturating_sub(self.complaint.len()))]),
            }
        }
    }

    /// What the engine itself said went wrong while it told a log.
    pub(crate) fn complaint(&self) -> Option<String> {
        (!self.complaint.is_empty()).then(|| String::from_utf8_lossy(&self.complaint).trim_end().to_owned())
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
