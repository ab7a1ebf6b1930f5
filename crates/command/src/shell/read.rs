//! Reads a line into words as its shell would, each with its place, and says where only a running shell could go on.

use crate::{
    ParseCode, Shell,
    parse::{Fault, Here},
    scan::{Trouble, Word},
};

use super::{posix, powershell};

/// What stands between two line ends or operators.
#[derive(Debug, Default)]
pub(crate) struct Statement {
    pub words: Vec<Word>,
    /// What ended it, other than a line end.
    pub operator: Option<Operator>,
}

/// What joins a statement with the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operator {
    pub code: ParseCode,
    pub span: (usize, usize),
}

/// A text in statements.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub statements: Vec<Statement>,
    /// Where comments stand.
    pub comments: Vec<(usize, usize)>,
    /// Where PowerShell's `--%` stands.
    pub verbatim: Option<(usize, usize)>,
}

/// The characters from a place on.
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Goes past what stands here, if it does.
    pub(super) fn eat(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    /// Goes past a letter, digits and so on of a name.
    pub(super) fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Goes past what stands between an opening sign that was passed and its closing one, other pairs and quoted signs
    /// inside included, escaped ones passed over; none when it is not closed.
    pub(super) fn inside(&mut self, open: char, close: char, escape: char) -> Option<&'a str> {
        let start = self.at;
        let mut depth = 1;
        let mut quote = None;
        while let Some(c) = self.next() {
            if c == escape && quote != Some('\'') {
                self.next();
                continue;
            }
            match quote {
                Some(q) if c == q => quote = None,
                None if c == '\'' || c == '"' => quote = Some(c),
                None if c == close => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(&self.text[start..self.at - c.len_utf8()]);
                    }
                }
                None if c == open => depth += 1,
                Some(_) | None => {}
            }
        }
        None
    }
}

/// Reads a text.
pub(crate) fn read(shell: Shell, text: &str, here: &Here) -> Reading {
    match shell {
        Shell::Posix => posix::read(text, here),
        Shell::PowerShell => powershell::read(text, here),
    }
}

/// A trouble at a place of a word.
pub(super) fn trouble(code: ParseCode, detail: &str, span: (usize, usize)) -> Trouble {
    Trouble { fault: Fault::new(code, detail.to_owned()), span, command: None }
}

/// Adds the folder or the home that a word names to it, or notes that it is not known.
pub(super) fn push_folder(word: &mut Word, folder: Option<&str>, code: ParseCode, span: (usize, usize)) {
    match folder {
        Some(folder) => word.push(folder, span.0),
        None => word.trouble(trouble(code, "what this means is not known here", span)),
    }
}

/// Adds what a variable holds where it is known: the working directory and the home.
pub(super) fn push_variable(word: &mut Word, name: &str, here: &Here, span: (usize, usize)) {
    match name.to_ascii_uppercase().as_str() {
        "PWD" | "ENV:PWD" | "ENV:CD" => push_folder(word, here.folder.as_deref(), ParseCode::FolderNeeded, span),
        "HOME" | "ENV:HOME" | "ENV:USERPROFILE" => push_folder(word, here.home.as_deref(), ParseCode::HomeNeeded, span),
        _ => word.trouble(trouble(ParseCode::Variable, "the value of this variable is not known here", span)),
    }
}

/// The end of a word of a manual that stands for another (`<name>`), from behind its `<`.
pub(super) fn placeholder_end(rest: &str) -> Option<usize> {
    let end = rest.find('>')?;
    let name = &rest[..end];
    let is_name = !name.is_empty()
        && name.starts_with(char::is_alphabetic)
        && !name.ends_with(' ')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | ':' | '/' | '.'));
    is_name.then_some(end + 1)
}
