mod rename;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Build, BuildArg, Command, ContainerName, ImageReference, PortMapping, PortMappingError, ReferenceError, Run, path::Folder};

pub use rename::draft_rename;

/// The text of the run form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct RunForm {
    /// What a line said already; the fields are put over it. Without one the run is detached: Naru gives the window back at once.
    pub base: Option<Box<Run>>,
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
    /// What a line said already; the fields are put over it.
    pub base: Option<Box<Build>>,
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

/// The run that the form means.
///
/// Spaces around a value are not part of it.
#[must_use]
pub fn draft_run(form: &RunForm) -> Draft {
    let mut problems = Problems::default();
    if form.image.trim().is_empty() {
        problems.add("image", 0, FieldProblemCode::Missing);
    }
    let image = problems.reference("image", &form.image);
    let name = match form.name.trim() {
        "" => None,
        name => problems.keep("name", 0, name.parse::<ContainerName>().map_err(|_| FieldProblemCode::InvalidName)),
    };
    let publish = problems.ports(&form.ports);
    problems.draft(image.map(|image| {
        let base = match form.base.as_deref() {
            Some(base) => base.clone(),
            None => Run { detach: true, ..Run::new(image.clone(), Vec::new()) },
        };
        Command::Run(Run { image, publish, name, ..base })
    }))
}

/// The build that the form means.
///
/// Paths are read by the rules of the system that the folder's form shows (`/…`, `C:\…`), whichever this runs on.
#[must_use]
pub fn draft_build(form: &BuildForm) -> Draft {
    let mut problems = Problems::default();
    let folder = if form.folder.trim().is_empty() {
        problems.add("folder", 0, FieldProblemCode::Missing);
        None
    } else {
        problems.keep("folder", 0, Folder::parse(&form.folder).ok_or(FieldProblemCode::PathNotAbsolute))
    };
    let tag = problems.reference("tag", &form.tag);
    if tag.as_ref().is_some_and(|tag| tag.id().is_some() || tag.digest().is_some()) {
        // An id or a digest follows from what is built; nobody can give one.
        problems.add("tag", 0, FieldProblemCode::InvalidReference);
    }
    let build_args = problems.build_args(&form.build_args);
    let file = folder.as_ref().and_then(|folder| {
        let name = form.dockerfile.trim();
        (!name.is_empty() && !folder.is_file_of(name, "Dockerfile")).then(|| folder.join(name))
    });
    problems.draft(folder.map(|folder| {
        let context = folder.into_path();
        let base = form.base.as_deref().cloned().unwrap_or_else(|| Build::new(context.clone()));
        Command::Build(Build { context, tag, file, build_args, ..base }.with_first_tag())
    }))
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

    /// The image that a field names; none when it is empty.
    fn reference(&mut self, field: &str, text: &str) -> Option<ImageReference> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let code = |error| match error {
            ReferenceError::Uppercase(_) => FieldProblemCode::ReferenceUppercase,
            _ => FieldProblemCode::InvalidReference,
        };
        self.keep(field, 0, text.parse().map_err(code))
    }

    fn ports(&mut self, texts: &[String]) -> Vec<PortMapping> {
        let mut mappings: Vec<PortMapping> = Vec::new();
        for (index, text) in texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let code = |error| match error {
                PortMappingError::OutOfRange(_) => FieldProblemCode::PortOutOfRange,
                _ => FieldProblemCode::InvalidPort,
            };
            let Some(mapping) = self.keep("ports", index, text.trim().parse::<PortMapping>().map_err(code)) else { continue };
            if mappings.iter().any(|other| other.collides_with(&mapping)) {
                self.add("ports", index, FieldProblemCode::PortTwice);
            }
            mappings.push(mapping);
        }
        mappings
    }

    fn build_args(&mut self, texts: &[String]) -> Vec<BuildArg> {
        let mut args = Vec::new();
        for (index, text) in texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            // Spaces may belong to the value, never to the name.
            let arg = match text.split_once('=') {
                Some((key, value)) if !key.trim().is_empty() => Ok(BuildArg { key: key.trim().to_owned(), value: value.to_owned() }),
                _ => Err(FieldProblemCode::InvalidBuildArg),
            };
            args.extend(self.keep("buildArgs", index, arg));
        }
        args
    }
}

#[cfg(test)]
mod tests;
