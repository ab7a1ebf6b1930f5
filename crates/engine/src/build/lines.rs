//! The output of a step, cut into lines.

/// How long a line may get, in bytes; what is behind is left out.
const LONGEST: usize = 16 << 10;

/// One output stream of one step, which comes in pieces that end anywhere.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    line: Vec<u8>,
    /// A carriage return was last: what comes next overwrites the line, unless it is the line's end.
    returned: bool,
}

impl Lines {
    /// Takes a piece in and gives out the lines that it ends.
    pub(crate) fn push(&mut self, piece: &[u8], mut ended: impl FnMut(String)) {
        for byte in piece {
            match byte {
                b'\n' => ended(self.end()),
                b'\r' => self.returned = true,
                byte => {
                    // A progress bar that is drawn a thousand times over is one line, the last.
                    if std::mem::take(&mut self.returned) {
                        self.line.clear();
                    }
                    if self.line.len() < LONGEST {
                        self.line.push(*byte);
                    }
                }
            }
        }
    }

    /// What has no line end yet, when the step is over.
    pub(crate) fn rest(&mut self) -> Option<String> {
        (!self.line.is_empty()).then(|| self.end())
    }

    fn end(&mut self) -> String {
        self.returned = false;
        let mut text = String::from_utf8_lossy(&self.line).into_owned();
        self.line.clear();
        // Each invalid byte became a character of three.
        while text.len() > LONGEST {
            text.pop();
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[&[u8]]) -> Vec<String> {
        let mut lines = Lines::default();
        let mut all = Vec::new();
        for piece in pieces {
            lines.push(piece, |line| all.push(line));
        }
        all.extend(lines.rest());
        all
    }

    #[test]
    fn pieces_may_end_anywhere() {
        assert_eq!(lines(&[b"on", b"e\ntw", b"o", b"\n", b"\nthree"]), ["one", "two", "", "three"]);
        assert_eq!(lines(&["한".as_bytes().split_at(1).0, "한".as_bytes().split_at(1).1, b"\n"]), ["한"]);
        assert!(lines(&[b""]).is_empty());
    }

    #[test]
    fn a_line_drawn_again_and_again_is_its_last() {
        assert_eq!(lines(&[b"10%\r20%\r", b"100%\r\nnext\r\n"]), ["100%", "next"]);
        assert_eq!(lines(&[b"10%\r", b"\n"]), ["10%"]);
        assert_eq!(lines(&[b"10%\r90%\r"]), ["90%"]);
    }

    #[test]
    fn a_line_has_an_end_even_when_it_has_none() {
        let endless = vec![b'x'; 100_000];
        assert_eq!(lines(&[&endless, b"\nnext\n"])[0].len(), LONGEST);
        assert_eq!(lines(&[&endless, b"\nnext\n"])[1], "next");
        let invalid = vec![0xff; 100_000];
        assert!(lines(&[&invalid])[0].len() <= LONGEST);
    }
}
