//! One pattern of a `.dockerignore`.

/// Why a pattern cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GlobError {
    /// `!` with nothing behind it.
    #[error("an exception needs a pattern behind its `!`")]
    NothingExcepted,
    /// `[` without `]`, an empty or reversed range, a bare `-` or `]` in one.
    #[error("the character class is not complete")]
    Class,
    /// `\` as the last character.
    #[error("nothing is behind the last backslash")]
    Escape,
}

/// A pattern, ready to match whole paths.
#[derive(Debug)]
pub(crate) struct Glob {
    text: String,
    kind: Kind,
}

/// Docker takes the simple patterns for what they look like and makes an expression of the others only. The three are not
/// the same: `**foo` is any path that ends so, yet `**fo?` has to begin at a part's beginning.
#[derive(Debug)]
enum Kind {
    Exact,
    /// `folder/**`
    Prefix,
    /// `**/name`
    Suffix,
    Expression(Vec<Token>),
}

#[derive(Debug)]
enum Token {
    Character(char),
    /// `?`
    NotSlash,
    /// `*`
    WithinPart,
    /// `**` with more behind it: nothing, or anything that ends in a slash.
    Folders,
    /// `**` at the end.
    Rest,
    /// `[a-z]`, `[^a-z]`
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Glob {
    /// Reads a pattern that has been cleaned of empty and dotted parts.
    pub(crate) fn parse(pattern: &str) -> Result<Self, GlobError> {
        let mut kind = Kind::Exact;
        let mut tokens = Vec::new();
        let mut characters = pattern.chars().peekable();
        let mut first = true;
        while let Some(character) = characters.next() {
            let (token, simple) = match character {
                '*' if characters.next_if_eq(&'*').is_some() => {
                    characters.next_if_eq(&'/');
                    let last = characters.peek().is_none();
                    let token = if last { Token::Rest } else { Token::Folders };
                    let simple = match (first, last, &kind) {
                        (true, _, _) => Some(Kind::Suffix),
                        (false, true, Kind::Exact) => Some(Kind::Prefix),
                        _ => None,
                    };
                    (token, simple)
                }
                '*' => (Token::WithinPart, None),
                '?' => (Token::NotSlash, None),
                '[' => (class(&mut characters)?, None),
                // Docker's patterns have no escape on Windows, where the backslash stands between parts.
                '\\' => (Token::Character(characters.next().ok_or(GlobError::Escape)?), None),
                character => {
                    tokens.push(Token::Character(character));
                    first = false;
                    continue;
                }
            };
            tokens.push(token);
            // What is found once stays: an expression never becomes simple again.
            kind = simple.unwrap_or(Kind::Expression(Vec::new()));
            first = false;
        }
        if let Kind::Expression(_) = kind {
            kind = Kind::Expression(tokens);
        }
        Ok(Self { text: pattern.to_owned(), kind })
    }

    /// Whether it matches the whole path.
    pub(crate) fn matches(&self, path: &str) -> bool {
        match &self.kind {
            Kind::Exact => path == self.text,
            Kind::Prefix => path.starts_with(&self.text[..self.text.len() - 2]),
            Kind::Suffix => {
                let suffix = &self.text[2..];
                path.ends_with(suffix) || suffix.strip_prefix('/') == Some(path)
            }
            Kind::Expression(tokens) => run(tokens, path),
        }
    }

    /// The folder or file that everything it matches is at or below, when it names one without any wildcard.
    pub(crate) fn literal_folder(&self) -> Option<&str> {
        let text = self.text.strip_suffix("/**").unwrap_or(&self.text);
        let text = text.strip_suffix("/*").unwrap_or(text);
        (!text.contains(['*', '[', ']', '?', '^', '\\'])).then_some(text)
    }
}

/// The inside of `[…]`, behind the `[`.
fn class(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<Token, GlobError> {
    let negated = characters.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    while ranges.is_empty() || characters.next_if_eq(&']').is_none() {
        let low = class_character(characters)?;
        let high = if characters.next_if_eq(&'-').is_some() { class_character(characters)? } else { low };
        if high < low {
            return Err(GlobError::Class);
        }
        ranges.push((low, high));
    }
    Ok(Token::Class { negated, ranges })
}

fn class_character(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<char, GlobError> {
    match characters.next() {
        None | Some('-' | ']') => Err(GlobError::Class),
        Some('\\') => characters.next().ok_or(GlobError::Class),
        Some(character) => Ok(character),
    }
}

/// Matches by keeping every place in the pattern that the path could have brought it to, so that no pattern, however
/// many stars it has, takes longer than its length times the path's.
fn run(tokens: &[Token], path: &str) -> bool {
    let mut places = vec![false; tokens.len() + 1];
    reach(tokens, &mut places, 0);
    let mut next = places.clone();
    for character in path.chars() {
        next.fill(false);
        for (place, token) in tokens.iter().enumerate() {
            if !places[place] {
                continue;
            }
            match token {
                Token::WithinPart if character == '/' => {}
                Token::WithinPart | Token::Rest => reach(tokens, &mut next, place),
                Token::Folders => {
                    next[place] = true;
                    if character == '/' {
                        reach(tokens, &mut next, place + 1);
                    }
                }
                Token::Character(wanted) if character == *wanted => reach(tokens, &mut next, place + 1),
                Token::NotSlash if character != '/' => reach(tokens, &mut next, place + 1),
                Token::Class { negated, ranges } => {
                    let inside = ranges.iter().any(|(low, high)| (*low..=*high).contains(&character));
                    if inside != *negated {
                        reach(tokens, &mut next, place + 1);
                    }
                }
                Token::Character(_) | Token::NotSlash => {}
            }
        }
        std::mem::swap(&mut places, &mut next);
    }
    places[tokens.len()]
}

/// Marks a place, and those behind it that can be reached with no further character.
fn reach(tokens: &[Token], places: &mut [bool], mut place: usize) {
    loop {
        places[place] = true;
        match tokens.get(place) {
            Some(Token::WithinPart | Token::Folders | Token::Rest) => place += 1,
            _ => return,
        }
    }
}
