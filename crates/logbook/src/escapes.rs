//! What a terminal does not print: colours, titles, and whatever else begins with an escape.

use std::sync::LazyLock;

use regex::bytes::Regex;

// CSI … letter; OSC, DCS, PM, APC, SOS … terminator; two-byte escapes. None of them reaches into the next line.
static ESCAPE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s-u)\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)").ok());

/// The ranges of bytes that are no text.
pub(crate) fn escapes(bytes: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> {
    ESCAPE.as_ref().into_iter().flat_map(|escape| escape.find_iter(bytes).map(|found| found.range()))
}

/// The text without them.
pub(crate) fn without(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for range in escapes(bytes) {
        plain.extend_from_slice(&bytes[from..range.start]);
        from = range.end;
    }
    plain.extend_from_slice(&bytes[from..]);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_left_and_every_line_end() {
        for (given, plain) in [
            ("plain", "plain"),
            ("\u{1b}[1;31mred\u{1b}[0m", "red"),
            ("a\u{1b}]0;title\u{7}b\u{1b}]52;c;aGk=\u{1b}\\c", "abc"),
            ("cut \u{1b}]0;off\nnext", "cut \nnext"),
            ("\u{1b}", ""),
            ("\u{1b}[", ""),
        ] {
            assert_eq!(String::from_utf8_lossy(&without(given.as_bytes())), plain, "{given:?}");
        }
    }
}
