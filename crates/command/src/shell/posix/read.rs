use crate::{
    ParseCode,
    parse::Here,
    scan::Word,
    shell::read::{Cursor, Operator, Reading, Statement, placeholder_end, push_folder, push_variable, trouble},
};

/// Reads words as sh and bash do.
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
                '\\' => self.escape(at),
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
                '\'' => self.single_quotes(at),
                '"' => self.double_quotes(at),
                '`' => {
                    self.cursor.next();
                    let inner = self.cursor.rest().split_once('`').map(|(inner, _)| inner.to_owned());
                    self.cursor.at += inner.as_ref().map_or(self.cursor.rest().len(), |inner| inner.len() + 1);
                    self.substitution(inner.as_deref(), at, 1);
                }
                '$' => self.dollar(at),
                '~' if self.word.is_none() && self.is_home() => {
                    self.cursor.next();
                    let end = self.cursor.at;
                    let home = self.here.home.clone();
                    push_folder(self.word(at), home.as_deref(), ParseCode::HomeNeeded, (at, end));
                }
                '|' | '&' | ';' | '<' | '>' | '(' | ')' => self.operator(c, at),
                '{' if self.is_brace_list() => {
                    let rest = self.cursor.rest();
                    let end = at + rest.find('}').map_or(rest.len(), |end| end + 1);
                    self.cursor.at = end;
                    let text = &self.cursor.text[at..end];
                    let word = self.word(at);
                    word.push(text, at);
                    word.trouble(trouble(ParseCode::ShellSyntax, "the shell makes several words of this", (at, end)));
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
        self.cursor.rest()[1..].chars().next().is_none_or(|c| c == '/' || c.is_whitespace() || matches!(c, ';' | '|' | '&'))
    }

    /// `{a,b}` and `{1..3}`, which bash makes several words of.
    fn is_brace_list(&self) -> bool {
        let rest = &self.cursor.rest()[1..];
        // No list that anybody writes is longer, and looking on from each of many braces would take for ever.
        let end = rest.char_indices().take(LONGEST_LIST).find(|(_, c)| *c == '}' || c.is_whitespace());
        let end = end.map_or(rest.len(), |(end, _)| end);
        rest[end..].starts_with('}') && !rest.starts_with('{') && (rest[..end].contains(',') || rest[..end].contains(".."))
    }

    fn escape(&mut self, at: usize) {
        self.cursor.next();
        // Lines from Windows end with two characters.
        if self.cursor.eat("\r\n") || self.cursor.eat("\n") {
            return;
        }
        match self.cursor.next() {
            Some(c) => {
                // `C:\data` would lose its backslash here; nobody ever means that.
                if c.is_alphanumeric() && self.word.as_ref().is_some_and(|word| is_on_a_drive(&word.text)) {
                    self.word(at).push_char('\\', at);
                }
                self.word(at).push_char(c, at);
            }
            None => self.word(at).push_char('\\', at),
        }
    }

    fn single_quotes(&mut self, at: usize) {
        self.cursor.next();
        let from = self.cursor.at;
        self.word(at);
        match self.cursor.rest().find('\'') {
            Some(end) => {
                for (offset, c) in self.cursor.text[from..from + end].char_indices() {
                    self.word(at).push_char(c, from + offset);
                }
                self.cursor.at = from + end + 1;
            }
            None => self.unclosed(at),
        }
    }

    fn unclosed(&mut self, at: usize) {
        let end = self.cursor.text.len();
        self.cursor.at = end;
        self.word(at).trouble(trouble(ParseCode::UnclosedQuote, "the quote is not closed", (at, end)));
    }

    fn double_quotes(&mut self, start: usize) {
        self.cursor.next();
        self.word(start);
        loop {
            let at = self.cursor.at;
            match self.cursor.peek() {
                None => return self.unclosed(start),
                Some('"') => {
                    self.cursor.next();
                    return;
                }
                Some('\\') => {
                    self.cursor.next();
                    if self.cursor.eat("\r\n") || self.cursor.eat("\n") {
                        continue;
                    }
                    match self.cursor.peek() {
                        Some(c @ ('$' | '`' | '"' | '\\')) => {
                            self.cursor.next();
                            self.word(start).push_char(c, at);
                        }
                        _ => self.word(start).push_char('\\', at),
                    }
                }
                Some('$') => self.dollar(at),
                Some('`') => {
                    self.cursor.next();
                    let inner = self.cursor.rest().split_once('`').map(|(inner, _)| inner.to_owned());
                    self.cursor.at += inner.as_ref().map_or(self.cursor.rest().len(), |inner| inner.len() + 1);
                    self.substitution(inner.as_deref(), at, 1);
                }
                Some(c) => {
                    self.cursor.next();
                    self.word(start).push_char(c, at);
                }
            }
        }
    }

    /// `$NAME`, `${NAME}`, `$(command)`.
    fn dollar(&mut self, at: usize) {
        self.cursor.next();
        if self.cursor.eat("(") {
            let inner = self.cursor.inside('(', ')', '\\').map(str::to_owned);
            return self.substitution(inner.as_deref(), at, 2);
        }
        let here = self.here;
        if self.cursor.eat("{") {
            let name = self.cursor.inside('{', '}', '\\').unwrap_or_default().to_owned();
            let span = (at, self.cursor.at);
            return push_variable(self.word(at), &name, here, span);
        }
        match self.cursor.peek() {
            Some(c) if c.is_alphabetic() || c == '_' => {
                let name = self.cursor.name().to_owned();
                let span = (at, self.cursor.at);
                push_variable(self.word(at), &name, here, span);
            }
            Some(c) if c.is_ascii_digit() || matches!(c, '?' | '@' | '*' | '#' | '!' | '$') => {
                self.cursor.next();
                let span = (at, self.cursor.at);
                push_variable(self.word(at), "", here, span);
            }
            // `$_` of PowerShell is a letter of a name here, and a `$` by itself is a dollar.
            _ => self.word(at).push_char('$', at),
        }
    }

    /// A command's output: known for `pwd`, and for what [`super::quote`] writes.
    fn substitution(&mut self, inner: Option<&str>, at: usize, open: usize) {
        let span = (at, self.cursor.at);
        let Some(inner) = inner else { return self.unclosed(at) };
        if inner.trim() == "pwd" {
            let folder = self.here.folder.clone();
            return push_folder(self.word(at), folder.as_deref(), ParseCode::FolderNeeded, span);
        }
        if let Some(text) = printed(inner) {
            return self.word(at).push(&text, at);
        }
        let mut trouble = trouble(ParseCode::Substitution, "only a running shell knows what this command says", span);
        trouble.command = Some((at + open, at + open + inner.len()));
        self.word(at).trouble(trouble);
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
        let sign = ["&&", "||", "|&", ">>", "<<", "&>"].into_iter().find(|sign| self.cursor.rest().starts_with(sign));
        self.cursor.at += sign.map_or(1, str::len);
        let code = match (sign, c) {
            (Some("&&" | "||"), _) | (None, ';' | '&') => ParseCode::SeveralCommands,
            (Some("|&"), _) | (None, '|') => ParseCode::Pipe,
            (_, '(' | ')') => ParseCode::ShellSyntax,
            _ => ParseCode::Redirection,
        };
        // `2>` is one sign.
        if code == ParseCode::Redirection && self.word.as_ref().is_some_and(|word| word.text.bytes().all(|b| b.is_ascii_digit())) {
            self.word = None;
        }
        self.end_statement(Some(Operator { code, span: (at, self.cursor.at) }));
    }
}

/// The characters of the longest brace list that is looked for.
const LONGEST_LIST: usize = 256;

/// True for `C:`, and for what goes on from there.
fn is_on_a_drive(text: &str) -> bool {
    // `--volume=C:\data` and `src=C:\data` too.
    let path = text.rsplit(['=', ',']).next().unwrap_or(text);
    matches!(path.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
        || matches!(path.as_bytes(), [letter, b':', b'\\', ..] if letter.is_ascii_alphabetic())
}

/// The text of `printf '\033'`: bytes in octal, which hidden characters are written in.
fn printed(command: &str) -> Option<String> {
    let format = command.strip_prefix("printf '")?.strip_suffix('\'')?;
    let mut bytes = Vec::new();
    let mut rest = format;
    while let Some(octal) = rest.strip_prefix('\\') {
        let digits = octal.get(..3)?;
        bytes.push(u8::from_str_radix(digits, 8).ok()?);
        rest = &octal[3..];
    }
    if rest.is_empty() && !bytes.is_empty() { String::from_utf8(bytes).ok() } else { None }
}
