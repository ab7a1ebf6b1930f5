mod escape;
mod read;

use std::fmt::Write;

use super::{is_hidden, is_word_character};

pub(super) use read::read;

/// PowerShell's stop-parsing token: what follows it reaches the program as it stands.
pub(crate) const VERBATIM: &str = "--%";

/// Single quotes, doubled inside: nothing else in them has a meaning, in 5.1 or in 7. PowerShell takes the curly
/// quotes for single quotes too, so those are doubled as well.
///
/// A word with hidden characters stands in double quotes, with `` `n `` and the like, and `$([char]27)` for those that
/// 5.1 has no escape for.
pub(super) fn quote(word: &str) -> String {
    if is_bare(word) {
        return word.to_owned();
    }
    if word.chars().any(is_hidden) {
        return double_quoted(word);
    }
    let mut text = String::from("'");
    for c in word.chars() {
        text.push(c);
        if is_single_quote(c) {
            text.push(c);
        }
    }
    text.push('\'');
    text
}

fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201e}')
}

fn is_bare(word: &str) -> bool {
    let inside = |c: char| is_word_character(c) || matches!(c, '_' | '+' | '=' | ':' | '.' | '/' | '\\' | '-');
    // PowerShell parts a word that begins with a dash at a dot or a colon.
    let dashed = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    match word.chars().next() {
        None | Some('=') => false,
        // Typographic dashes are no letters, so only the plain one gets here.
        Some('-') => dashed(word),
        Some(_) => word.chars().all(inside),
    }
}

fn double_quoted(word: &str) -> String {
    let mut text = String::from("\"");
    for c in word.chars() {
        match c {
            '\n' => text.push_str("`n"),
            '\r' => text.push_str("`r"),
            '\t' => text.push_str("`t"),
            '`' | '$' => text.extend(['`', c]),
            c if is_double_quote(c) => text.extend(['`', c]),
            c if is_hidden(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "$([char]{unit})");
                }
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

/// True when one of these words does not reach a program from Windows PowerShell 5.1 as it is quoted.
///
/// 5.1 hands a program's arguments on without escaping: it drops double quotes inside a word and empty words, and lets a
/// backslash at the end of a word with spaces swallow the closing quote. PowerShell 7.3 and later escape them. What is escaped
/// for one is wrong in the other, so the only form that both take is verbatim, where we write the escaped arguments ourselves.
pub(crate) fn loses_words<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.any(|word| word.is_empty() || word.contains('"') || (word.ends_with('\\') && word.contains(char::is_whitespace)))
}

/// True when [`VERBATIM`] can say these words. It ends at a line end, may end at an operator, and puts a variable's value in the
/// place of `%NAME%`, which takes two of them.
pub(crate) fn verbatim_can_say<'a>(words: impl Iterator<Item = &'a str> + Clone) -> bool {
    let allowed = |c: char| !is_hidden(c) && !matches!(c, '|' | '&' | ';' | '<' | '>') && (c == '"' || !is_double_quote(c));
    words.clone().flat_map(str::chars).all(allowed) && words.flat_map(str::chars).filter(|c| *c == '%').count() < 2
}

/// The word by the rule that Windows programs read their command line by: in double quotes when it has spaces or quotes,
/// with backslashes doubled before a quote.
pub(crate) fn quote_verbatim(word: &str) -> String {
    if !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c == '"') {
        return word.to_owned();
    }
    let mut text = String::from("\"");
    let mut backslashes = 0;
    for c in word.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                // Those before it are doubled, and one more escapes the quote.
                text.extend(std::iter::repeat_n('\\', backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        text.push(c);
    }
    text.extend(std::iter::repeat_n('\\', backslashes));
    text.push('"');
    text
}

#[cfg(test)]
mod tests;
