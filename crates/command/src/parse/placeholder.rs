//! Words of a manual that stand for others: `[name]`, `{id}`, `...`; a shell's own (`<name>`) are found while it is read.

use super::{Fault, ParseCode, Placed};

/// A fault where a word that is docker's to read is such a word. `spans` are where they stand, unquoted ones as `texts` say.
pub(super) fn find<'a>(words: impl Iterator<Item = ((usize, usize), &'a str)>, source: &str) -> Result<(), Placed> {
    for (span, text) in words {
        // What is quoted is meant as it stands.
        let written = source.get(span.0..span.1).unwrap_or_default();
        if written != text {
            continue;
        }
        let of = |start: usize, end: usize| {
            Err((Fault::new(ParseCode::Placeholder, "another word belongs in its place".to_owned()), (span.0 + start, span.0 + end)))
        };
        if matches!(text, "..." | "…") {
            return of(0, text.len());
        }
        let mut start = 0;
        for part in text.split_inclusive([':', '/', '=', ',', '@']) {
            let name = part.trim_end_matches([':', '/', '=', ',', '@']);
            if let Some(close) = closing(name) {
                if name.len() > 2 && name.ends_with(close) && is_name(&name[1..name.len() - 1]) {
                    return of(start, start + name.len());
                }
                // `[name of it]` is several words to the shell.
                if start == 0
                    && name.len() == text.len()
                    && is_name(&name[1..])
                    && let Some(end) = source[span.1..].find(close).filter(|end| is_name(&source[span.0 + 1..span.1 + end]))
                {
                    return of(0, span.1 - span.0 + end + 1);
                }
            }
            start += part.len();
        }
    }
    Ok(())
}

fn closing(name: &str) -> Option<char> {
    match name.chars().next()? {
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | ':'))
}
