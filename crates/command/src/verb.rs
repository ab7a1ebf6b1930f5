//! The form of the table that says how each docker command is written.
//!
//! A [`Verb`] is everything there is to know about one command as text: its words, its flags in the order in which courses
//! write them, and what stands behind them. The tables themselves are in [`crate::verbs`]; rendering and the list of
//! message keys derive from them.

use crate::Role;

/// How a docker command is written whose values are a `T`.
pub(crate) struct Verb<T: 'static> {
    /// `image`, `ls`.
    pub words: &'static [Word],
    /// In the order in which they are written.
    pub flags: &'static [Flag<T>],
    /// What stands behind the flags, in order.
    pub arguments: &'static [Argument<T>],
    /// True when docker reads no flags behind the first argument (`run`, which hands the rest to the container).
    pub stops_at_first_argument: bool,
}

/// A word of a command.
pub(crate) struct Word {
    pub text: &'static str,
    pub key: &'static str,
}

/// A flag of a command.
pub(crate) struct Flag<T> {
    /// Without the dashes.
    pub long: &'static str,
    /// Written instead of the long one, where there is one: as courses do it.
    pub short: Option<char>,
    pub key: &'static str,
    pub given: Given<T>,
}

/// How a flag is given, and where its value comes from.
pub(crate) enum Given<T> {
    /// It stands alone.
    Switch(fn(&T) -> bool),
    /// It stands before each of its values; `value` is the key that explains one.
    Values { value: &'static str, get: fn(&T) -> Vec<String> },
}

/// What stands behind the flags.
pub(crate) struct Argument<T> {
    pub role: Role,
    pub key: &'static str,
    pub get: fn(&T) -> Vec<String>,
}

impl<T> Flag<T> {
    /// As it is written: `-p`, `--name`.
    pub(crate) fn written(&self) -> String {
        self.short.map_or_else(|| format!("--{}", self.long), |short| format!("-{short}"))
    }
}

/// A word of a line before a shell quotes it.
pub(crate) struct Piece {
    pub text: String,
    pub role: Role,
    pub key: &'static str,
}

impl<T> Verb<T> {
    /// The words of the command with these values, without `docker`.
    pub(crate) fn pieces(&self, values: &T) -> Vec<Piece> {
        let mut pieces: Vec<Piece> =
            self.words.iter().map(|word| Piece { text: word.text.to_owned(), role: Role::Command, key: word.key }).collect();
        for flag in self.flags {
            let named = || Piece { text: flag.written(), role: Role::Flag, key: flag.key };
            match flag.given {
                Given::Switch(on) => pieces.extend(on(values).then(named)),
                Given::Values { value, get } => {
                    for text in get(values) {
                        pieces.extend([named(), Piece { text, role: Role::FlagValue, key: value }]);
                    }
                }
            }
        }
        let arguments: Vec<Piece> = self
            .arguments
            .iter()
            .flat_map(|argument| (argument.get)(values).into_iter().map(|text| Piece { text, role: argument.role, key: argument.key }))
            .collect();
        let could_be_flags = if self.stops_at_first_argument { 1 } else { arguments.len() };
        if arguments.iter().take(could_be_flags).any(|argument| argument.text.starts_with('-')) {
            pieces.push(Piece { text: "--".to_owned(), role: Role::Flag, key: END_OF_FLAGS });
        }
        pieces.extend(arguments);
        pieces
    }
}

/// A table without the type of its values.
pub(crate) trait Table {
    /// Everything in the table that a line can ask to be explained, with its key, in order: words, flags each before its
    /// value, arguments.
    fn explained(&self) -> Vec<(Explained, &'static str)>;
}

/// What a key explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Explained {
    /// A word of the command.
    Word(&'static str),
    /// A flag, by its long name.
    Flag(&'static str),
    /// The value of a flag, or an argument.
    Value,
}

impl<T> Table for Verb<T> {
    fn explained(&self) -> Vec<(Explained, &'static str)> {
        let words = self.words.iter().map(|word| (Explained::Word(word.text), word.key));
        let flags = self.flags.iter().flat_map(|flag| {
            let value = match flag.given {
                Given::Switch(_) => None,
                Given::Values { value, .. } => Some((Explained::Value, value)),
            };
            std::iter::once((Explained::Flag(flag.long), flag.key)).chain(value)
        });
        let arguments = self.arguments.iter().map(|argument| (Explained::Value, argument.key));
        words.chain(flags).chain(arguments).collect()
    }
}

/// The key of `--`, after which nothing is a flag.
pub(crate) const END_OF_FLAGS: &str = "line.end-of-flags";
