use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Command;

/// The text of the run form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct RunForm {
    /// The image.
    pub image: String,
    /// The name; empty lets docker invent one.
    pub name: String,
    /// Ports, each `80:80`; empty ones are passed over.
    pub ports: Vec<String>,
}

/// The text of the build form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct BuildForm {
    /// The folder, absolute.
    pub folder: String,
    /// The Dockerfile, relative to the folder; empty means `Dockerfile`.
    pub dockerfile: String,
    /// The tag; empty makes an image without a name.
    pub tag: String,
    /// Build args, each `KEY=value`; empty ones are passed over.
    pub build_args: Vec<String>,
}

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
    /// The field's name as in the form's type (`image`, `ports`).
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
    /// Not a port mapping.
    InvalidPort,
    /// A port outside 1 to 65535 (0 as a host port is docker's "any").
    PortOutOfRange,
    /// The same host port twice.
    PortTwice,
    /// Not `KEY=value`.
    InvalidBuildArg,
    /// Not an absolute path.
    PathNotAbsolute,
}
