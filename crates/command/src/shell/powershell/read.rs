mod expand;

use crate::{
    ParseCode,
    parse::Here,
    scan::Word,
    shell::read::{Cursor, Operator, Reading, Statement, placeholder_end, push_folder, trouble},
};

use super::{VERBATIM, escape::escaped, is_double_quote, is_single_quote};

/// Reads words as PowerShell does for a program.
pub(crate) fn read(text: &str, here: &Here) -> Reading {
    Reader { cursor: Cursor { text, at: 0 }, here, reading: Reading::default(), statement: Statement::default(), word: None }.read()
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    here: &'a Here,
    reading: Reading,
    statement: Statement,
    word: Option<Word>,
}

impl Reader<'_> {
    fn read(mut self) -> Reading {
        while let Some(c) = self.cursor.peek() {
            let at = self.cursor.at;
            match c {
                // Courses for Unix are pasted here too, and no word of Windows ends with a backslash right before a line end.
                '\\' if self.cursor.rest()[1..].starts_with('\n') || self.cursor.rest()[1..].starts_with("\r\n") => {
                    self.cursor.next();
                    self.cursor.eat("\r");
                    self.cursor.eat("\n");
                }
                '`' => self.escape(at),
                '\n' => {
                    self.end_word(at);
                    self.cursor.next();
                    self.end_statement(None);
                }
                c if c.is_whitespace() => {
                    self.cursor.next();
                    self.end_word(at);
                }
                '#' if self.word.is_none() => {
                    let rest = self.cursor.rest();
                    let end = at + rest.find('\n').unwrap_or(rest.len());
                    self.reading.comments.push((at, end));
                    self.cursor.at = end;
                }
                c if is_single_quote(c) => self.single_quotes(at),
                c if is_double_quote(c) => self.double_quotes(at),
                '$' => self.dollar(at),
                '~' if self.word.is_none() && self.is_home() => {
                    self.cursor.next();
                    let home = self.here.home.clone();
                    push_folder(self.word(at), home.as_deref(), ParseCode::HomeNeeded, (at, at + 1));
                }
                '-' if self.word.is_none() && self.is_verbatim() => self.verbatim(),
                // `(command)` and `@(command)` are what a command says, as `$(command)` is.
                '(' | '@' if self.is_expression() => {
                    self.cursor.eat("@");
                    self.cursor.next();
                    let Some(inner) = self.cursor.inside('(', ')', '`').map(str::to_owned) else {
                        self.unclosed(at);
                        continue;
                    };
                    self.substitution(&inner, at);
                }
                '|' | '&' | ';' | '<' | '>' | '(' | ')' => self.operator(c, at),
                '{' | '}' if self.word.is_none() => {
                    self.cursor.next();
                    self.end_statement(Some(Operator { code: ParseCode::ShellSyntax, span: (at, at + 1) }));
                }
                c => {
                    self.cursor.next();
                    self.word(at).push_char(c, at);
                }
            }
        }
        self.end_statement(None);
        self.reading
    }

    fn word(&mut self, at: usize) -> &mut Word {
        self.word.get_or_insert_with(|| Word::begin(at))
    }

    fn end_word(&mut self, at: usize) {
        if let Some(mut word) = self.word.take() {
            word.end = at;
            self.statement.words.push(word);
        }
    }

    fn end_statement(&mut self, operator: Option<Operator>) {
        let at = operator.map_or(self.cursor.at, |operator| operator.span.0);
        self.end_word(at);
        if !self.statement.words.is_empty() || operator.is_some() {
            self.statement.operator = operator;
            self.reading.statements.push(std::mem::take(&mut self.statement));
        }
    }

    fn is_home(&self) -> bool {
        self.cursor.rest()[1..].chars().next().is_none_or(|c| matches!(c, '/' | '\\') || c.is_whitespace())
    }

    fn is_expression(&self) -> bool {
        self.word.is_none() && !self.statement.words.is_empty() && self.cursor.rest().trim_start_matches('@').starts_with('(')
    }

    fn is_verbatim(&self) -> bool {
        self.cursor.rest().strip_prefix(VERBATIM).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    }

    /// A backtick: the line goes on, or a character that a word could not hold otherwise.
    fn escape(&mut self, at: usize) {
        self.cursor.next();
        if self.cursor.eat("\r\n") || self.cursor.eat("\n") {
            return;
        }
        match self.cursor.next() {
            Some(c) => self.word(at).push_char(escaped(c), at),
            None => self.word(at).push_char('`', at),
        }
    }

    fn single_quotes(&mut self, start: usize) {
        self.cursor.next();
        self.word(start);
        loop {
            let at = self.cursor.at;
            match self.cursor.next() {
                None => return self.unclosed(start),
                Some(c) if is_single_quote(c) => match self.cursor.peek() {
                    Some(second) if is_single_quote(second) => {
                        self.cursor.next();
                        self.word(start).push_char(second, at);
                    }
                    _ => return,
                },
                Some(c) => self.word(start).push_char(c, at),
            }
        }
    }

    fn double_quotes(&mut self, start: usize) {
        self.cursor.next();
        self.word(start);
        loop {
            let at = self.cursor.at;
            match self.cursor.peek() {
                None => return self.unclosed(start),
                Some(c) if is_double_quote(c) => {
                    self.cursor.next();
                    match self.cursor.peek() {
                        Some(second) if is_double_quote(second) => {
                            self.cursor.next();
                            self.word(start).push_char(second, at);
                        }
                        _ => return,
                    }
                }
                Some('`') => {
                    self.cursor.next();
                    match self.cursor.next() {
                        Some(c) => self.word(start).push_char(escaped(c), at),
                        None => return self.unclosed(start),
                    }
                }
                Some('$') => self.dollar(at),
                Some(c) => {
                    self.cursor.next();
                    self.word(start).push_char(c, at);
                }
            }
        }
    }

    fn unclosed(&mut self, at: usize) {
        let end = self.cursor.text.len();
        self.cursor.at = end;
        self.word(at).trouble(trouble(ParseCode::UnclosedQuote, "the quote is not closed", (at, end)));
    }

    fn operator(&mut self, c: char, at: usize) {
        if c == '<'
            && let Some(end) = placeholder_end(&self.cursor.rest()[1..])
        {
            self.cursor.at += 1 + end;
            let span = (at, self.cursor.at);
            let text = &self.cursor.text[span.0..span.1];
            let word = self.word(at);
            word.push(text, at);
            return word.trouble(trouble(ParseCode::Placeholder, "another word belongs in its place", span));
        }
        let sign = ["&&", "||", ">>"].into_iter().find(|sign| self.cursor.rest().starts_with(sign));
        self.cursor.at += sign.map_or(1, str::len);
        let code = match (sign, c) {
            (Some("&&" | "||"), _) | (None, ';' | '&') => ParseCode::SeveralCommands,
            (None, '|') => ParseCode::Pipe,
            (_, '(' | ')') => ParseCode::ShellSyntax,
            _ => ParseCode::Redirection,
        };
        if code == ParseCode::Redirection && self.word.as_ref().is_some_and(|word| word.text.bytes().all(|b| b.is_ascii_digit())) {
            self.word = None;
        }
        self.end_statement(Some(Operator { code, span: (at, self.cursor.at) }));
    }
}
