//! The output of a program that has no terminal, as a terminal shows it.

use std::sync::atomic::{AtomicBool, Ordering};

/// Turns frames of two streams into text: a line end goes back to the first column, as a terminal's driver would do it, and what is
/// written to the error stream is red.
///
/// A frame is 8 bytes of header (the stream, three zeros, the length, big-endian) and a payload (Engine API, "Attach to a container",
/// "Stream format").
#[derive(Debug, Default)]
pub(super) struct Frames {
    header: Vec<u8>,
    left: usize,
    error: bool,
    /// Whether what was written last was a carriage return.
    returned: bool,
}

/// The colour that is written in now. What is typed is shown among the output, and in none of its colours.
#[derive(Debug, Default)]
pub(super) struct Ink(AtomicBool);

impl Ink {
    /// Goes on in red, or plainly; says so only when that is a change.
    fn take(&self, red: bool, text: &mut Vec<u8>) {
        if self.0.swap(red, Ordering::Relaxed) != red {
            text.extend_from_slice(if red { RED } else { PLAIN });
        }
    }

    /// What is typed, as it is shown.
    pub(super) fn plain(&self, echo: Vec<u8>) -> Vec<u8> {
        let mut text = Vec::new();
        if !echo.is_empty() {
            self.take(false, &mut text);
        }
        text.extend(echo);
        text
    }
}

const STDOUT: u8 = 1;

const RED: &[u8] = b"\x1b[31m";
const PLAIN: &[u8] = b"\x1b[39m";

impl Frames {
    /// The text of the next bytes, which may be cut anywhere.
    pub(super) fn feed(&mut self, mut data: &[u8], ink: &Ink) -> Vec<u8> {
        let mut text = Vec::with_capacity(data.len() + 64);
        while !data.is_empty() {
            if self.left == 0 {
                let (head, rest) = data.split_at(data.len().min(8 - self.header.len()));
                self.header.extend_from_slice(head);
                data = rest;
                if let [stream, _, _, _, a, b, c, d] = *self.header.as_slice() {
                    self.error = stream > STDOUT;
                    self.left = u32::from_be_bytes([a, b, c, d]) as usize;
                    self.header.clear();
                }
                continue;
            }
            let (payload, rest) = data.split_at(data.len().min(self.left));
            self.left -= payload.len();
            data = rest;
            self.write(payload, ink, &mut text);
        }
        text
    }

    fn write(&mut self, payload: &[u8], ink: &Ink, text: &mut Vec<u8>) {
        ink.take(self.error, text);
        for &byte in payload {
            if byte == b'\n' && !self.returned {
                text.push(b'\r');
            }
            text.push(byte);
            self.returned = byte == b'\r';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(stream: u8, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_be_bytes();
        [&[stream, 0, 0, 0], length.as_slice(), payload].concat()
    }

    #[test]
    fn frames_may_be_cut_anywhere() {
        let whole = [frame(1, b"one\ntwo\r"), frame(1, b"\n"), frame(2, "잘못\n".as_bytes()), frame(1, b"end")].concat();
        let expected = "one\r\ntwo\r\n\x1b[31m잘못\r\n\x1b[39mend".as_bytes();
        for cut in 0..whole.len() {
            let (a, b) = whole.split_at(cut);
            let (mut frames, ink) = (Frames::default(), Ink::default());
            assert_eq!([frames.feed(a, &ink), frames.feed(b, &ink)].concat(), expected, "cut at {cut}");
        }
    }

    #[test]
    fn what_is_typed_is_in_no_colour() {
        let (mut frames, ink) = (Frames::default(), Ink::default());
        assert_eq!(frames.feed(&frame(2, b"wrong\n"), &ink), b"\x1b[31mwrong\r\n");
        assert_eq!(ink.plain(b"typed".to_vec()), b"\x1b[39mtyped");
        assert_eq!(ink.plain(b"".to_vec()), b"");
        assert_eq!(frames.feed(&frame(2, b"again"), &ink), b"\x1b[31magain");
    }
}
