//! The shells that a line is written for, and how each keeps a word whole.

mod posix;
mod powershell;
mod read;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use powershell::{VERBATIM, loses_words, quote_verbatim, verbatim_can_say};
pub(crate) use read::{Operator, Reading, Statement, read};

/// The shell that a line is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Shell {
    /// sh, bash, zsh.
    Posix,
    /// Windows PowerShell 5.1 and PowerShell 7.
    PowerShell,
}

impl Shell {
    /// The word as it must stand in a line for the shell to hand it on unchanged; bare where that is safe.
    ///
    /// Characters that nobody sees (controls, and those that turn the direction of text) are never written as they are:
    /// a terminal would act on them when the line is pasted, and a reader would see another line than the shell.
    #[must_use]
    pub fn quote(self, word: &str) -> String {
        match self {
            Self::Posix => posix::quote(word),
            Self::PowerShell => powershell::quote(word),
        }
    }
}

/// Controls, and the characters of Unicode that hide or reorder what stands around them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Letters and digits of any script stand bare in both shells.
fn is_word_character(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() && !is_hidden(c) }
}
