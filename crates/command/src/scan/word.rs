use crate::parse::Fault;

/// A word of a line, after its shell has read it.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// What the program gets.
    pub text: String,
    /// Where it stands, in bytes.
    pub start: usize,
    pub end: usize,
    /// Where each byte of the text came from.
    sources: Vec<usize>,
    /// What in it only a running shell could answer.
    pub trouble: Option<Trouble>,
}

/// Something that only a running shell could answer.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    pub fault: Fault,
    pub span: (usize, usize),
    /// The command whose output it would be, for `$(…)`.
    pub command: Option<(usize, usize)>,
}

impl Word {
    /// An empty word that begins here.
    pub(crate) fn begin(start: usize) -> Self {
        Self { text: String::new(), start, end: start, sources: Vec::new(), trouble: None }
    }

    /// Adds text that came from here.
    pub(crate) fn push(&mut self, text: &str, source: usize) {
        self.text.push_str(text);
        self.sources.extend(std::iter::repeat_n(source, text.len()));
    }

    /// Adds a character that came from here.
    pub(crate) fn push_char(&mut self, c: char, source: usize) {
        self.push(c.encode_utf8(&mut [0; 4]), source);
    }

    /// Takes back the last of what was added, one byte each.
    pub(crate) fn drop_last(&mut self, bytes: usize) {
        let length = self.text.len().saturating_sub(bytes);
        self.text.truncate(length);
        self.sources.truncate(length);
    }

    /// Notes the first trouble.
    pub(crate) fn trouble(&mut self, trouble: Trouble) {
        self.trouble.get_or_insert(trouble);
    }

    pub(crate) fn span(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// Where the text from this byte on came from: the end of what came before it, so that an opening quote goes with
    /// what follows it.
    pub(crate) fn source_of(&self, byte: usize) -> usize {
        match byte.checked_sub(1).and_then(|before| self.sources.get(before)) {
            // Names of flags and `=` are one byte each.
            Some(before) => (before + 1).min(self.end),
            None => self.start,
        }
    }
}
