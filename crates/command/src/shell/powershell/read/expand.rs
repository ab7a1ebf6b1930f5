use super::super::{VERBATIM, escape::code_unit};
use super::Reader;
use crate::{
    ParseCode,
    shell::read::{push_folder, push_variable, trouble},
};

/// What stands for something else than its own letters.
impl Reader<'_> {
    /// `$NAME`, `${NAME}`, `$env:NAME`, `$(command)`.
    pub(super) fn dollar(&mut self, at: usize) {
        self.cursor.next();
        let here = self.here;
        if self.cursor.eat("(") {
            let Some(inner) = self.cursor.inside('(', ')', '`').map(str::to_owned) else { return self.unclosed(at) };
            return self.substitution(&inner, at);
        }
        if self.cursor.eat("{") {
            let name = self.cursor.inside('{', '}', '`').unwrap_or_default().to_owned();
            let span = (at, self.cursor.at);
            return push_variable(self.word(at), &name, here, span);
        }
        match self.cursor.peek() {
            Some(c) if c.is_alphabetic() || c == '_' => {
                let mut name = self.cursor.name().to_owned();
                if name.eq_ignore_ascii_case("env") && self.cursor.eat(":") {
                    name = format!("env:{}", self.cursor.name());
                }
                let span = (at, self.cursor.at);
                push_variable(self.word(at), &name, here, span);
            }
            _ => self.word(at).push_char('$', at),
        }
    }

    /// A command's output: known for `pwd`, and for what [`super::super::quote`] writes.
    pub(super) fn substitution(&mut self, inner: &str, at: usize) {
        let span = (at, self.cursor.at);
        if matches!(inner.trim().to_ascii_lowercase().as_str(), "pwd" | "get-location" | "gl") {
            let folder = self.here.folder.clone();
            return push_folder(self.word(at), folder.as_deref(), ParseCode::FolderNeeded, span);
        }
        if let Some(first) = code_unit(inner) {
            let mut units = vec![first];
            // A character outside the first 65,536 is written as two.
            if (0xD800..0xDC00).contains(&first)
                && let Some(rest) = self.cursor.rest().strip_prefix("$(")
                && let Some((second, _)) = rest.split_once(')')
                && let Some(unit) = code_unit(second)
            {
                units.push(unit);
                self.cursor.at += "$()".len() + second.len();
            }
            return match String::from_utf16(&units) {
                Ok(text) => self.word(at).push(&text, at),
                Err(_) => self.word(at).trouble(trouble(ParseCode::ShellSyntax, "half of a character", span)),
            };
        }
        let mut trouble = trouble(ParseCode::Substitution, "only a running shell knows what this command says", span);
        let end = span.1 - 1;
        trouble.command = Some((end - inner.len(), end));
        self.word(at).trouble(trouble);
    }

    /// What follows `--%` reaches the program as Windows programs part their line.
    pub(super) fn verbatim(&mut self) {
        let start = self.cursor.at;
        self.cursor.at += VERBATIM.len();
        self.reading.verbatim = Some((start, self.cursor.at));
        let rest = self.cursor.rest();
        let end = self.cursor.at + rest.find(['\n', '|', '&', ';']).unwrap_or(rest.len());
        let mut quoted = false;
        let mut backslashes = 0;
        while self.cursor.at < end {
            let at = self.cursor.at;
            let Some(c) = self.cursor.next() else { break };
            match c {
                '\\' => {
                    backslashes += 1;
                    self.word(at).push_char('\\', at);
                }
                '"' => {
                    let escaped = backslashes % 2 == 1;
                    self.word(at).drop_last(backslashes - backslashes / 2);
                    backslashes = 0;
                    if escaped {
                        self.word(at).push_char('"', at);
                    } else {
                        quoted = !quoted;
                    }
                }
                c if c.is_whitespace() && !quoted => {
                    backslashes = 0;
                    self.end_word(at);
                }
                c => {
                    backslashes = 0;
                    self.word(at).push_char(c, at);
                }
            }
        }
        if quoted {
            self.word(start).trouble(trouble(ParseCode::UnclosedQuote, "the quote is not closed", (start, end)));
        }
    }
}
