use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// Why a line is not a command, and where. Positions count characters (Unicode scalar values) from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[error("{detail} (at {at}: {what:?})")]
pub struct ParseError {
    /// What kind of mistake it is.
    pub code: ParseCode,
    /// Where it begins.
    pub at: u32,
    /// Where it ends.
    pub end: u32,
    /// The words that are wrong, as they stand in the line; for what is missing, its key (`image.reference`).
    pub what: String,
    /// What was probably meant: the nearest that exists.
    pub suggestion: Option<String>,
    /// The same for a developer, in English.
    pub detail: String,
}

/// What kind of mistake a line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ParseCode {
    /// There is nothing but comments and spaces.
    Empty,
    /// A command of another program.
    NotDocker,
    /// Docker has no such command.
    UnknownCommand,
    /// The command has no such flag.
    UnknownFlag,
    /// Docker has this; it is not supported here yet.
    KnownUnsupported,
    /// A group of commands without one of its commands (`docker image`).
    IncompleteCommand,
    /// It asks for docker's own help.
    Help,
    /// A flag without its value.
    MissingValue,
    /// An argument that has to be there is not.
    MissingArgument,
    /// More arguments than the command takes.
    TooManyArguments,
    /// A value that docker would not take.
    InvalidValue,
    /// Not an image reference.
    InvalidReference,
    /// Not a port or port mapping.
    InvalidPort,
    /// Not a container's name.
    InvalidName,
    /// Not an amount of memory.
    InvalidSize,
    /// Flags that docker does not take together.
    ConflictingFlags,
    /// A quote that is not closed.
    UnclosedQuote,
    /// A pipe into another program.
    Pipe,
    /// Another command's output in the line (`$(…)`).
    Substitution,
    /// What another docker command lists (`docker kill $(docker ps -q)`), in a command that has no form here for that.
    ListedByDocker,
    /// Several commands in one (`;`, `&&`, several lines).
    SeveralCommands,
    /// Output or input that is sent elsewhere (`>`).
    Redirection,
    /// A variable whose value is not known here.
    Variable,
    /// A word of a manual that stands for another (`<name>`).
    Placeholder,
    /// A character that only looks right: a curly quote, a long dash, a wide letter.
    Typography,
    /// Something else that only the shell can do (braces, blocks).
    ShellSyntax,
    /// A relative path, and the folder is not known.
    FolderNeeded,
    /// A path from the home folder, which is not known.
    HomeNeeded,
}

/// A mistake before it is known where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub code: ParseCode,
    pub what: Option<String>,
    pub suggestion: Option<String>,
    pub detail: String,
}

impl Fault {
    pub(crate) fn new(code: ParseCode, detail: String) -> Self {
        Self { code, what: None, suggestion: None, detail }
    }

    /// Names what is wrong when it does not stand in the line.
    pub(crate) fn about(self, what: &str) -> Self {
        Self { what: Some(what.to_owned()), ..self }
    }

    /// With what was probably meant.
    pub(crate) fn suggest(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }

    /// At this place of this text; both in bytes.
    pub(crate) fn at(self, source: &str, (start, end): (usize, usize)) -> ParseError {
        let count = |bytes: usize| {
            let text = source.get(..bytes).unwrap_or(source);
            // A line has never more characters than a u32 counts.
            u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
        };
        let what = self.what.unwrap_or_else(|| source.get(start..end).unwrap_or_default().to_owned());
        ParseError { code: self.code, at: count(start), end: count(end), what, suggestion: self.suggestion, detail: self.detail }
    }
}
