//! Ids in texts: runs of hexadecimal digits of a certain length.

/// Calls for every run of exactly so many digits.
pub fn each_run(text: &str, length: usize, mut found: impl FnMut(&str)) {
    let _ = replace_runs(text, length, |run| {
        found(run);
        None
    });
}

/// The text with runs of exactly so many digits replaced, where there is something to put in their place.
pub fn replace_runs(text: &str, length: usize, mut instead: impl FnMut(&str) -> Option<String>) -> String {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        let end = bytes[at..].iter().position(|byte| !is_digit(byte)).map_or(bytes.len(), |count| at + count);
        if end - at == length
            && let Some(new) = instead(&text[at..end])
        {
            out.push_str(&text[copied..at]);
            out.push_str(&new);
            copied = end;
        }
        at = end + 1;
    }
    out.push_str(&text[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::replace_runs;

    #[test]
    fn only_runs_of_that_length_are_ids() {
        let replaced = replace_runs("abc: 0123 ü abcd 01234 feed", 4, |run| (run != "feed").then(|| "*".to_owned()));
        assert_eq!(replaced, "abc: * ü * 01234 feed");
    }
}
