//! Reads the words behind a command as docker does (pflag's rules), each with its place in the line.

mod word;

use crate::{
    ParseCode,
    nearest::nearest_flag,
    parse::Fault,
    table::{FlagSpec, Stands, Support, Takes, Verb},
};

pub(crate) use word::{Trouble, Word};

/// A flag that is given.
pub(crate) struct Given<'a> {
    /// Which one.
    pub flag: &'static FlagSpec,
    /// Where its name stands, in bytes.
    pub name: (usize, usize),
    value: Option<Value<'a>>,
}

struct Value<'a> {
    text: &'a str,
    span: (usize, usize),
}

impl Given<'_> {
    /// Its value; a switch alone is `true`.
    pub(crate) fn text(&self) -> &str {
        self.value.as_ref().map_or("true", |value| value.text)
    }

    /// Where its value stands; its name where it has none.
    pub(crate) fn value_span(&self) -> (usize, usize) {
        self.value.as_ref().map_or(self.name, |value| value.span)
    }

    /// Where its value stands, if it has one.
    pub(crate) fn given_value(&self) -> Option<(usize, usize)> {
        self.value.as_ref().map(|value| value.span)
    }
}

/// A word that is no flag.
pub(crate) struct Positional<'a>(Value<'a>);

impl<'a> Positional<'a> {
    fn of(word: &'a Word) -> Self {
        Self(Value { text: &word.text, span: word.span() })
    }

    /// What it says.
    pub(crate) fn text(&self) -> &str {
        self.0.text
    }

    /// Where it stands, in bytes.
    pub(crate) fn span(&self) -> (usize, usize) {
        self.0.span
    }
}

/// The flags and the other words.
#[derive(Default)]
pub(crate) struct Scanned<'a> {
    pub given: Vec<Given<'a>>,
    pub arguments: Vec<Positional<'a>>,
    /// Where `--` stands.
    pub end_of_flags: Option<(usize, usize)>,
    /// How many words were read.
    pub read: usize,
}

/// What flags may stand among the words, and what ends them.
pub(crate) struct Rules<'a> {
    /// Those that there are.
    pub flags: &'a [&'static FlagSpec],
    /// True when the first word that is no flag ends them.
    pub stops: bool,
    /// True when that word is left to another (`docker --debug ps`).
    pub leaves_rest: bool,
}

impl Scanned<'_> {
    /// Takes away the flags that say the first argument, and puts what they say there. Docker refuses both.
    pub(crate) fn take_argument(&mut self) -> Result<(), (Fault, (usize, usize))> {
        let (older, given) = std::mem::take(&mut self.given).into_iter().partition(|given| given.flag.support == Support::Argument);
        self.given = given;
        let last = Vec::<Given<'_>>::into_iter(older).next_back();
        let Some(Given { flag, name, value: Some(value) }) = last.filter(|last| !last.text().is_empty()) else { return Ok(()) };
        if !self.arguments.is_empty() {
            return Err((Fault::new(ParseCode::ConflictingFlags, format!("--{} and an argument say the same", flag.long)), name));
        }
        self.arguments.push(Positional(value));
        Ok(())
    }
}

impl Rules<'_> {
    /// The flags behind a verb.
    pub(crate) fn of(verb: &'static Verb) -> (Vec<&'static FlagSpec>, bool) {
        (verb.flags.iter().filter(|flag| flag.stands != Stands::Group).collect(), verb.stops)
    }

    /// Reads the words; a fault comes with its place.
    pub(crate) fn scan<'w>(&self, words: &'w [Word]) -> Result<Scanned<'w>, (Fault, (usize, usize))> {
        let mut scanned = Scanned::default();
        while let Some(word) = words.get(scanned.read) {
            scanned.read += 1;
            match word.text.as_str() {
                "--" => {
                    scanned.end_of_flags = Some(word.span());
                    break;
                }
                text if text.starts_with("--") => self.long(word, words, &mut scanned)?,
                text if text.starts_with('-') && text.len() > 1 => self.shorts(word, words, &mut scanned)?,
                text if text.starts_with(['\u{2013}', '\u{2014}']) => {
                    // What a blog made of two dashes.
                    let name = text.trim_start_matches(['-', '\u{2013}', '\u{2014}']);
                    let shorts = name.chars().all(|letter| self.flags.iter().any(|flag| flag.short == Some(letter)));
                    let meant = if shorts && !name.is_empty() { format!("-{name}") } else { format!("--{name}") };
                    let fault = Fault::new(ParseCode::Typography, "a long dash stands where one or two dashes belong".to_owned());
                    return Err((fault.suggest(Some(meant)), word.span()));
                }
                _ if self.leaves_rest => {
                    scanned.read -= 1;
                    return Ok(scanned);
                }
                _ => {
                    scanned.arguments.push(Positional::of(word));
                    if self.stops {
                        break;
                    }
                }
            }
        }
        if !self.leaves_rest {
            scanned.arguments.extend(words[scanned.read..].iter().map(Positional::of));
            scanned.read = words.len();
        }
        Ok(scanned)
    }

    fn long<'w>(&self, word: &'w Word, words: &'w [Word], scanned: &mut Scanned<'w>) -> Result<(), (Fault, (usize, usize))> {
        let body = &word.text[2..];
        let (name, value) = match body.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (body, None),
        };
        let Some(flag) = self.flags.iter().find(|flag| flag.is_called(name)) else {
            let span = if value.is_some() { (word.start, word.source_of(2 + name.len())) } else { word.span() };
            if name == "help" {
                return Err((Fault::new(ParseCode::Help, "docker's own help is not a command".to_owned()), span));
            }
            let fault = Fault::new(ParseCode::UnknownFlag, format!("there is no flag --{name}"));
            return Err((fault.suggest(self.suggestion(name)), span));
        };
        let given = match (flag.takes, value) {
            (_, Some(value)) => {
                let cut = word.source_of(2 + name.len() + 1);
                Given { flag, name: (word.start, cut), value: Some(Value { text: value, span: (cut, word.end) }) }
            }
            (Takes::Nothing, None) => Given { flag, name: word.span(), value: None },
            (Takes::Value, None) => Given { flag, name: word.span(), value: Some(next(word.span(), words, scanned)?) },
        };
        push(given, scanned)
    }

    /// `-it`, `-p80:80`, `-p=80:80`, `-p 80:80`.
    fn shorts<'w>(&self, word: &'w Word, words: &'w [Word], scanned: &mut Scanned<'w>) -> Result<(), (Fault, (usize, usize))> {
        let mut at = 1;
        while let Some(letter) = word.text[at..].chars().next() {
            let after = at + letter.len_utf8();
            let begin = if at == 1 { word.start } else { word.source_of(at) };
            let end = if after == word.text.len() { word.end } else { word.source_of(after) };
            let Some(flag) = self.flags.iter().find(|flag| flag.short == Some(letter)) else {
                let name = word.text.trim_start_matches('-');
                let name = name.split('=').next().unwrap_or(name);
                let fault = Fault::new(ParseCode::UnknownFlag, format!("there is no flag -{letter} in {}", word.text));
                // `-IT` was meant to be `-it`, and `-name` to be `--name`, most likely.
                let lower = name.to_lowercase();
                let shorts = !lower.is_empty() && lower.chars().all(|letter| self.flags.iter().any(|flag| flag.short == Some(letter)));
                let long = || if name.len() > 1 { self.suggestion(name) } else { None };
                let meant = if shorts { Some(word.text.replacen(name, &lower, 1)) } else { long() };
                return Err((fault.suggest(meant), word.span()));
            };
            let rest = &word.text[after..];
            if rest.len() > 1 && rest.starts_with('=') {
                let cut = word.source_of(after + 1);
                return push(Given { flag, name: (begin, cut), value: Some(Value { text: &rest[1..], span: (cut, word.end) }) }, scanned);
            }
            match flag.takes {
                Takes::Nothing => {
                    push(Given { flag, name: (begin, end), value: None }, scanned)?;
                    at = after;
                }
                Takes::Value if rest.is_empty() => {
                    let value = next(word.span(), words, scanned)?;
                    return push(Given { flag, name: (begin, end), value: Some(value) }, scanned);
                }
                Takes::Value => {
                    return push(Given { flag, name: (begin, end), value: Some(Value { text: rest, span: (end, word.end) }) }, scanned);
                }
            }
        }
        Ok(())
    }

    fn suggestion(&self, name: &str) -> Option<String> {
        nearest_flag(name, self.flags.iter().map(|flag| flag.long)).map(|long| format!("--{long}"))
    }
}

fn next<'w>(flag: (usize, usize), words: &'w [Word], scanned: &mut Scanned<'w>) -> Result<Value<'w>, (Fault, (usize, usize))> {
    let word = words.get(scanned.read).ok_or_else(|| (Fault::new(ParseCode::MissingValue, "the flag needs a value".to_owned()), flag))?;
    scanned.read += 1;
    Ok(Value { text: &word.text, span: word.span() })
}

fn push<'w>(given: Given<'w>, scanned: &mut Scanned<'w>) -> Result<(), (Fault, (usize, usize))> {
    if given.flag.support == Support::Known {
        let fault = Fault::new(ParseCode::KnownUnsupported, format!("--{} is docker's, and not supported here yet", given.flag.long));
        return Err((fault, given.name));
    }
    scanned.given.push(given);
    Ok(())
}
