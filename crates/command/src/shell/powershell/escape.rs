//! What PowerShell writes for a character that cannot stand as it is.

/// What a backtick makes of a character.
pub(super) fn escaped(c: char) -> char {
    match c {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        other => other,
    }
}

/// The number in `[char]27`.
pub(super) fn code_unit(inner: &str) -> Option<u16> {
    inner.trim().strip_prefix("[char]")?.parse().ok()
}
