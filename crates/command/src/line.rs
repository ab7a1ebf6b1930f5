use serde::{Deserialize, Serialize};
use specta::Type;

/// A command as a line of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The whole line, to copy.
    pub text: String,
    /// The same in parts, in order; joined by single spaces they are `text`.
    pub parts: Vec<Part>,
    /// The one version of its shell that the line is right for; none where all of them read it the same.
    pub only: Option<ShellVersion>,
}

/// A version of a shell that reads some words otherwise than the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ShellVersion {
    /// PowerShell 7.3 and later: it hands double quotes in a word, and empty words, on to a program. Windows PowerShell 5.1 loses them.
    #[serde(rename = "powershell7")]
    PowerShell7,
}

impl ShellVersion {
    /// The key that explains it in the message files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::PowerShell7 => "line.only-powershell-7",
        }
    }
}

/// One word of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// As it stands in the line, quoted where the shell wants it.
    pub text: String,
    /// What kind of word it is.
    pub role: Role,
    /// The key of its explanation in the message files (`run.publish`); none where there is nothing to say.
    pub key: Option<String>,
}

/// What kind of word a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// `docker`, `run`, `image`.
    Command,
    /// `-p`, `--name`.
    Flag,
    /// What follows a flag.
    FlagValue,
    /// An image reference.
    Image,
    /// A container's name or id.
    Container,
    /// A folder or file.
    Path,
    /// A word of the command that runs in the container, or another that docker hands on.
    Argument,
    /// A network's name or id.
    Network,
    /// A volume's name.
    Volume,
    /// A service of a compose file.
    Service,
    /// What is the shell's, and not docker's: a prompt, `sudo`, a comment, `|`.
    Shell,
}
