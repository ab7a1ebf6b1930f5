use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Draft, FieldProblemCode, Problems};
use crate::{Build, BuildArg, Command, path::Folder};

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
    let build_args = args(&mut problems, &form.build_args);
    let file = folder.as_ref().and_then(|folder| {
        let name = form.dockerfile.trim();
        (!name.is_empty() && !folder.is_file_of(name, "Dockerfile")).then(|| folder.join(name))
    });
    let command = folder.map(|folder| {
        let context = folder.into_path();
        let base = form.base.as_deref().cloned().unwrap_or_else(|| Build::new(context.clone()));
        Command::Build(Build { context, tag, file, build_args, ..base }.with_first_tag())
    });
    problems.draft(command)
}

fn args(problems: &mut Problems, texts: &[String]) -> Vec<BuildArg> {
    let mut args = Vec::new();
    for (index, text) in texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        // Spaces may belong to the value, never to the name.
        let arg = match text.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() => Ok(BuildArg { key: key.trim().to_owned(), value: value.to_owned() }),
            _ => Err(FieldProblemCode::InvalidBuildArg),
        };
        args.extend(problems.keep("buildArgs", index, arg));
    }
    args
}
