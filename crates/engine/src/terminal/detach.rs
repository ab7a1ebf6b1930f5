//! The keys that leave a terminal and end nothing: Ctrl-P Ctrl-Q unless others are said.
//!
//! As the CLI does it, they are looked for on this side of the connection, so that it is known that the reader left. The engine is told
//! of them too, by `detachKeys`; engines of different age see them or not by how many bytes they happen to read at once.

/// What docker takes when nothing else is said.
const USUAL: [u8; 2] = [0x10, 0x11];

/// Keys that are looked for in what is typed. What may be their beginning is held back until the next key tells.
#[derive(Debug)]
pub(super) struct DetachKeys {
    keys: Vec<u8>,
    matched: usize,
}

impl DetachKeys {
    /// Those of `--detach-keys`. The engine refuses ones that cannot be understood, so that the usual ones do for them here.
    pub(super) fn of(given: Option<&str>) -> Self {
        let keys = given.filter(|keys| !keys.is_empty()).and_then(parse).unwrap_or_else(|| USUAL.to_vec());
        Self { keys, matched: 0 }
    }

    /// What of it goes on to the program, and whether the reader leaves; what is typed behind the keys is dropped.
    pub(super) fn pass(&mut self, typed: &[u8]) -> (Vec<u8>, bool) {
        let mut passed = Vec::with_capacity(typed.len() + self.matched);
        for &byte in typed {
            if byte != self.keys[self.matched] {
                passed.extend_from_slice(&self.keys[..self.matched]);
                self.matched = 0;
            }
            if byte != self.keys[self.matched] {
                passed.push(byte);
                continue;
            }
            self.matched += 1;
            if self.matched == self.keys.len() {
                return (passed, true);
            }
        }
        (passed, false)
    }
}

/// Docker's grammar: letters and `ctrl-LETTER`, with commas between them.
fn parse(text: &str) -> Option<Vec<u8>> {
    text.split(',')
        .map(|key| match (key.as_bytes(), key.strip_prefix("ctrl-").map(str::as_bytes)) {
            ([one], _) => Some(*one),
            (_, Some([letter @ b'a'..=b'z'])) => Some(letter - b'a' + 1),
            (_, Some([sign @ (b'@' | b'[' | b'\\' | b']' | b'^' | b'_')])) => Some(sign - b'@'),
            (b"DEL", _) => Some(0x7f),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_keys_leave_however_they_are_cut() {
        let mut keys = DetachKeys::of(None);
        assert_eq!(keys.pass(b"ls\r\x10"), (b"ls\r".to_vec(), false), "the first of them is held back");
        assert_eq!(keys.pass(b"\x11rest"), (vec![], true));
        assert_eq!(DetachKeys::of(None).pass(b"a\x10\x11b"), (b"a".to_vec(), true));
    }

    #[test]
    fn what_only_began_like_them_goes_on() {
        let mut keys = DetachKeys::of(None);
        assert_eq!(keys.pass(b"\x10"), (vec![], false));
        assert_eq!(keys.pass(b"x"), (b"\x10x".to_vec(), false));
        assert_eq!(keys.pass(b"\x10\x10"), (b"\x10".to_vec(), false), "the second may still be the first of them");
        assert_eq!(keys.pass(b"\x11"), (vec![], true));
    }

    #[test]
    fn docker_s_grammar() {
        assert_eq!(parse("ctrl-p,ctrl-q"), Some(vec![0x10, 0x11]));
        assert_eq!(parse("ctrl-@,a,ctrl-[,ctrl-\\,ctrl-_,DEL"), Some(vec![0, b'a', 0x1b, 0x1c, 0x1f, 0x7f]));
        for wrong in ["", "ctrl-", "ctrl-A", "ab", "a,,b"] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
        assert_eq!(DetachKeys::of(Some("nonsense")).keys, USUAL);
    }
}
