//! Characters that word processors, blogs and input methods put in the place of those that a shell knows.

use super::{Fault, ParseCode, Placed};
use crate::{Shell, scan::Word};

/// The text with the characters that were typed.
pub(super) fn plain(text: &str) -> String {
    let plain_character = |c: char| match c {
        '\u{201c}'..='\u{201f}' | '\u{2033}' => Some('"'),
        '\u{2018}'..='\u{201b}' | '\u{2032}' => Some('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{a0}' | '\u{3000}' => Some(' '),
        '\u{200b}' | '\u{feff}' => None,
        // The wide forms of ASCII stand in its order.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c => Some(c),
    };
    text.chars().filter_map(plain_character).collect()
}

/// The same mistake with what was meant, where such a character is the reason.
pub(super) fn explain(fault: Fault, span: (usize, usize), source: &str) -> Fault {
    let about_a_word = matches!(
        fault.code,
        ParseCode::NotDocker
            | ParseCode::UnknownCommand
            | ParseCode::UnknownFlag
            | ParseCode::InvalidValue
            | ParseCode::InvalidReference
            | ParseCode::InvalidPort
            | ParseCode::InvalidName
            | ParseCode::InvalidSize
    );
    let word = source.get(span.0..span.1).unwrap_or_default();
    let meant = plain(word);
    if !about_a_word || fault.what.is_some() || meant == word {
        return fault;
    }
    Fault::new(ParseCode::Typography, format!("{word:?} has characters that only look right")).suggest(Some(meant))
}

/// Quotes that a POSIX shell takes for letters, where a quote belongs: they would part a word at its spaces. PowerShell takes them
/// for quotes.
pub(super) fn curly_quotes(words: &[Word], text: &str, shell: Shell) -> Result<(), Placed> {
    if shell != Shell::Posix {
        return Ok(());
    }
    for word in words {
        let written = text.get(word.start..word.end).unwrap_or_default();
        let mut before = '=';
        for (at, c) in written.char_indices() {
            // What is quoted in earnest may hold any letter.
            if matches!(c, '\'' | '"' | '\\') {
                break;
            }
            if before == '=' && matches!(c, '\u{2018}'..='\u{201f}') {
                let span = (word.start + at, word.start + at + c.len_utf8());
                let fault = Fault::new(ParseCode::Typography, "the shell takes this quote for a letter".to_owned());
                return Err((fault.suggest(Some(plain(&c.to_string()))), span));
            }
            before = c;
        }
    }
    Ok(())
}
