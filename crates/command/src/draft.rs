//! What the text of a form means: the command, or each mistake at its field. The other way, a command that was pasted becomes the text
//! of its form, and what the form has no field for stays with it as its base.

mod build;
mod commit;
mod rename;
mod run;
mod words;

pub use build::{BuildForm, draft_build};
pub use commit::{CommitDraft, CommitForm, NameParts, draft_commit};
pub use rename::draft_rename;
pub use run::{ClaimedPort, RunDraft, RunForm, VolumeText, draft_run, run_form};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Command, ImageReference, ReferenceError};

/// What a form means so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The command, once every field can be understood.
    pub command: Option<Command>,
    /// What cannot be understood, and where.
    pub problems: Vec<FieldProblem>,
}

/// A mistake at a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// The field's name as in the form's type (`image`, `ports`); `base` for what the form has no field for.
    pub field: String,
    /// Which of the field's values, where it has several; 0-based.
    pub index: u32,
    /// What is wrong.
    pub code: FieldProblemCode,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FieldProblemCode {
    /// Needed, and empty.
    Missing,
    /// Not an image reference.
    InvalidReference,
    /// An image reference must be lower case.
    ReferenceUppercase,
    /// Not a container name: letters, digits, `_`, `.` and `-`, two at least, beginning with a letter or digit.
    InvalidName,
    /// Several containers cannot have one name: it needs `{n}` in it.
    NameNeedsNumber,
    /// More containers at once than 20.
    TooMany,
    /// Not a port mapping.
    InvalidPort,
    /// A port outside 1 to 65535 (0 as a host port is docker's "any").
    PortOutOfRange,
    /// The same host port twice.
    PortTwice,
    /// Not `KEY=value`.
    InvalidBuildArg,
    /// A value without the name of its variable.
    InvalidVariable,
    /// Not an absolute path.
    PathNotAbsolute,
    /// Not an instruction that a commit takes: `CMD …`, `ENV …`, `EXPOSE …`.
    InvalidChange,
    /// Neither an absolute path nor the name of a volume.
    InvalidVolume,
    /// The path in the container is not absolute.
    TargetNotAbsolute,
    /// The same path in the container twice.
    TargetTwice,
    /// A path with a colon, which `-v` parts its values with.
    PathWithColon,
    /// Not a network to join.
    InvalidNetwork,
    /// Docker's own networks have no aliases.
    AliasNeedsNetwork,
    /// A quote that is not closed.
    UnclosedQuote,
    /// Something that only a shell can do, and no shell reads this: a variable, a pipe, a comment.
    NeedsShell,
    /// Not a restart policy.
    InvalidRestart,
    /// Docker takes either `--rm` or `--restart`.
    RestartWithRm,
    /// Not an amount of memory.
    InvalidMemory,
    /// Not a number of CPUs.
    InvalidCpus,
    /// Docker does not take this together with something else that the command says.
    Conflict,
}

/// The mistakes found so far.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: &str, index: usize, code: FieldProblemCode) {
        // A form has never more values than a u32 counts.
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        self.0.push(FieldProblem { field: field.to_owned(), index, code });
    }

    fn keep<T>(&mut self, field: &str, index: usize, result: Result<T, FieldProblemCode>) -> Option<T> {
        result.map_err(|code| self.add(field, index, code)).ok()
    }

    /// The command, when there is no mistake.
    fn draft(self, command: Option<Command>) -> Draft {
        Draft { command: command.filter(|_| self.0.is_empty()), problems: self.0 }
    }

    /// The value of a field that may be empty; spaces around it are not part of it.
    fn text<T>(&mut self, field: &str, text: &str, read: impl FnOnce(&str) -> Result<T, FieldProblemCode>) -> Option<T> {
        match text.trim() {
            "" => None,
            text => self.keep(field, 0, read(text)),
        }
    }

    /// The values of a field that has several, each with its index; empty ones are passed over.
    fn texts<T>(&mut self, field: &str, texts: &[String], read: impl Fn(&str) -> Result<T, FieldProblemCode>) -> Vec<(usize, T)> {
        let given = texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
        given.filter_map(|(index, text)| Some((index, self.keep(field, index, read(text.trim()))?))).collect()
    }

    /// The image that a field names; none when it is empty.
    fn reference(&mut self, field: &str, text: &str) -> Option<ImageReference> {
        self.text(field, text, |text| {
            text.parse().map_err(|error| match error {
                ReferenceError::Uppercase(_) => FieldProblemCode::ReferenceUppercase,
                _ => FieldProblemCode::InvalidReference,
            })
        })
    }
}

#[cfg(test)]
mod tests;
