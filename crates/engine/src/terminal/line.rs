//! The line that is typed to a program that has no terminal.
//!
//! With a terminal, its driver in the container shows what is typed and takes letters back. A program without one just reads bytes; at
//! a shell the reader's own terminal does that work for the CLI, and here it is done for the window.

use unicode_width::UnicodeWidthChar;

const INTERRUPT: u8 = 0x03;
const END: u8 = 0x04;
const ERASE: [u8; 2] = [0x08, 0x7f];
const ESCAPE: u8 = 0x1b;
const ERASE_LINE: u8 = 0x15;
const ERASE_WORD: u8 = 0x17;

/// A longer line goes as it is, before its end.
const LONGEST: usize = 64 << 10;

/// What came of some keys.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Edited {
    /// To be shown.
    pub(super) echo: Vec<u8>,
    /// For the program.
    pub(super) send: Vec<u8>,
    /// Ctrl-D: nothing more is typed.
    pub(super) end: bool,
    /// Ctrl-C.
    pub(super) interrupt: bool,
}

/// A line that is being typed.
#[derive(Debug, Default)]
pub(super) struct LineEditor {
    line: String,
    /// The bytes of a letter that is not whole yet.
    partial: Vec<u8>,
    /// Inside what a key with no letter sends (an arrow, say), which means nothing here.
    escape: Escape,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Escape {
    #[default]
    None,
    Begun,
    /// Until the letter that ends it.
    Sequence,
}

impl LineEditor {
    /// What some keys come to.
    pub(super) fn feed(&mut self, keys: &[u8]) -> Edited {
        let mut edited = Edited::default();
        for &key in keys {
            match (&self.escape, key) {
                (Escape::Begun, b'[' | b'O') => self.escape = Escape::Sequence,
                (Escape::Begun, _) | (Escape::Sequence, 0x40..=0x7e) => self.escape = Escape::None,
                (Escape::Sequence, _) => {}
                (Escape::None, key) => self.press(key, &mut edited),
            }
        }
        edited
    }

    fn press(&mut self, key: u8, edited: &mut Edited) {
        match key {
            ESCAPE => self.escape = Escape::Begun,
            b'\r' | b'\n' => {
                edited.echo.extend_from_slice(b"\r\n");
                self.line.push('\n');
                self.send(edited);
            }
            END if self.line.is_empty() => edited.end = true,
            END => self.send(edited),
            INTERRUPT => {
                edited.echo.extend_from_slice(b"^C\r\n");
                edited.interrupt = true;
                self.line.clear();
            }
            key if ERASE.contains(&key) => {
                self.erase(edited);
            }
            ERASE_LINE => while self.erase(edited) {},
            ERASE_WORD => {
                while self.line.ends_with(' ') {
                    self.erase(edited);
                }
                while !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.erase(edited);
                }
            }
            b'\t' | 0x20..=0xff => self.letter(key, edited),
            _ => {}
        }
        if self.line.len() > LONGEST {
            self.send(edited);
        }
    }

    fn letter(&mut self, byte: u8, edited: &mut Edited) {
        self.partial.push(byte);
        match std::str::from_utf8(&self.partial) {
            Ok(letter) => {
                edited.echo.extend_from_slice(letter.as_bytes());
                self.line.push_str(letter);
                self.partial.clear();
            }
            // Not whole yet.
            Err(error) if error.error_len().is_none() => {}
            Err(_) => self.partial.clear(),
        }
    }

    /// Takes the last letter back; false when there is none.
    fn erase(&mut self, edited: &mut Edited) -> bool {
        let Some(letter) = self.line.pop() else { return false };
        for _ in 0..letter.width().unwrap_or_default() {
            edited.echo.extend_from_slice(b"\x08 \x08");
        }
        true
    }

    fn send(&mut self, edited: &mut Edited) {
        edited.send.append(&mut std::mem::take(&mut self.line).into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(keys: &str) -> (String, String) {
        let edited = LineEditor::default().feed(keys.as_bytes());
        (String::from_utf8_lossy(&edited.send).into_owned(), String::from_utf8_lossy(&edited.echo).into_owned())
    }

    #[test]
    fn a_line_goes_when_it_ends() {
        assert_eq!(sent("ls"), (String::new(), "ls".to_owned()));
        assert_eq!(sent("안녕 hi\r"), ("안녕 hi\n".to_owned(), "안녕 hi\r\n".to_owned()));
        assert_eq!(sent("a\rb\r"), ("a\nb\n".to_owned(), "a\r\nb\r\n".to_owned()));
    }

    #[test]
    fn letters_are_taken_back_whole() {
        let wide = "\u{8} \u{8}\u{8} \u{8}";
        assert_eq!(sent("가a\u{7f}\u{7f}b\r"), ("b\n".to_owned(), format!("가a\u{8} \u{8}{wide}b\r\n")));
        assert_eq!(sent("\u{7f}x\r").0, "x\n", "there is nothing to take back");
        assert_eq!(sent("one two\u{17}\r").0, "one \n");
        assert_eq!(sent("one two\u{15}x\r").0, "x\n");
        assert_eq!(sent("a\u{1b}[Db\u{1b}OAc\r").0, "abc\n", "an arrow is no text");
    }

    #[test]
    fn a_letter_may_be_cut() {
        let mut line = LineEditor::default();
        let (a, b) = "한\r".as_bytes().split_at(2);
        assert_eq!(line.feed(a), Edited::default());
        assert_eq!(line.feed(b).send, "한\n".as_bytes());
    }

    #[test]
    fn the_end_and_the_interrupt() {
        let end = LineEditor::default().feed(b"\x04");
        assert!(end.end && end.send.is_empty());
        let half = LineEditor::default().feed(b"half\x04");
        assert!(!half.end, "behind text it only sends it");
        assert_eq!(half.send, b"half");
        let interrupted = LineEditor::default().feed(b"half\x03\r");
        assert!(interrupted.interrupt);
        assert_eq!(interrupted.send, b"\n", "what was typed is gone");
    }
}
