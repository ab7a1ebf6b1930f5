mod read;

use std::fmt::Write;

use super::{is_hidden, is_word_character};

pub(super) use read::read;

/// Single quotes, in which a POSIX shell changes nothing; a single quote itself stands between them as `\'`.
///
/// A hidden character is written as `"$(printf '\033')"`: `$'…'` would be shorter, but is not in every sh. Command
/// substitution drops newlines at its end, so a newline takes the next character into the substitution with it, and only
/// newlines at the very end of a word stand raw in single quotes, where every shell keeps them. A NUL cannot be handed to
/// a program at all; it is written, and the shell leaves it out.
pub(super) fn quote(word: &str) -> String {
    if is_bare(word) {
        return word.to_owned();
    }
    let body = word.trim_end_matches('\n');
    let mut line = Writer::default();
    let mut after_newline = false;
    for c in body.chars() {
        if after_newline || is_hidden(c) {
            line.escape(c);
        } else {
            line.plain(c);
        }
        after_newline = c == '\n';
    }
    for newline in word[body.len()..].chars() {
        line.plain(newline);
    }
    line.finish()
}

fn is_bare(word: &str) -> bool {
    // zsh looks a word that begins with `=` up as a command.
    !word.is_empty()
        && !word.starts_with('=')
        && word.chars().all(|c| is_word_character(c) || matches!(c, '_' | '@' | '%' | '+' | '=' | ':' | ',' | '.' | '/' | '-'))
}

#[derive(Default)]
struct Writer {
    text: String,
    inside: Inside,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Quotes,
    Printf,
}

impl Writer {
    fn enter(&mut self, next: Inside) {
        if self.inside == next {
            return;
        }
        self.text.push_str(match self.inside {
            Inside::Nothing => "",
            Inside::Quotes => "'",
            Inside::Printf => "')\"",
        });
        self.text.push_str(match next {
            Inside::Nothing => "",
            Inside::Quotes => "'",
            Inside::Printf => "\"$(printf '",
        });
        self.inside = next;
    }

    fn plain(&mut self, c: char) {
        if c == '\'' {
            self.enter(Inside::Nothing);
            self.text.push_str("\\'");
        } else {
            self.enter(Inside::Quotes);
            self.text.push(c);
        }
    }

    fn escape(&mut self, c: char) {
        self.enter(Inside::Printf);
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a String cannot fail.
            let _ = write!(self.text, "\\{byte:03o}");
        }
    }

    fn finish(mut self) -> String {
        self.enter(Inside::Nothing);
        if self.text.is_empty() { "''".to_owned() } else { self.text }
    }
}

#[cfg(test)]
mod tests;
