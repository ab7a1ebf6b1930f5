use serde::{Deserialize, Serialize};
use specta::Type;

use super::Fault;
use crate::{ParseCode, Shell, path, values::csv};

/// Where a line is typed: the same words mean other things in another folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Here {
    /// The shell that reads it.
    pub shell: Shell,
    /// The working directory, absolute; none where it is not known.
    #[serde(default)]
    pub folder: Option<String>,
    /// The home directory, absolute; none where it is not known.
    #[serde(default)]
    pub home: Option<String>,
}

/// What a value can ask about where it stands.
pub(crate) struct Context<'a> {
    pub here: &'a Here,
    /// True where what is built is not a folder of this computer, so that the Dockerfile is not one of its files.
    pub remote_build: bool,
}

/// True for what is built and is no folder of this computer: a repository or an archive somewhere.
pub(super) fn is_remote(context: &str) -> bool {
    ["http://", "https://", "git://", "git@", "ssh://", "github.com/"].iter().any(|start| context.starts_with(start))
}

/// What courses for Windows' cmd write for the working directory.
const CMD_FOLDER: &str = "%cd%";

impl Context<'_> {
    /// The absolute path of a file or folder that a line names.
    pub(crate) fn path(&self, text: &str) -> Result<String, Fault> {
        self.absolute(text, path::Folder::join)
    }

    /// The absolute path of what is mounted, without `..`.
    pub(crate) fn mounted(&self, text: &str) -> Result<String, Fault> {
        self.absolute(text, path::Folder::resolve)
    }

    fn absolute(&self, text: &str, from: fn(&path::Folder, &str) -> String) -> Result<String, Fault> {
        if path::is_absolute(text) {
            return Ok(text.to_owned());
        }
        let name = match text.get(..CMD_FOLDER.len()) {
            Some(start) if start.eq_ignore_ascii_case(CMD_FOLDER) => text[CMD_FOLDER.len()..].trim_start_matches(['/', '\\']),
            _ => text,
        };
        let folder = self.here.folder.as_deref().and_then(path::Folder::parse);
        let folder = folder.ok_or_else(|| Fault::new(ParseCode::FolderNeeded, "a relative path needs the folder it is from".to_owned()))?;
        Ok(from(&folder, name))
    }

    /// The absolute path of a file that a flag names.
    pub(crate) fn file(&self, text: &str) -> Result<String, Fault> {
        match text {
            "" => Err(Fault::new(ParseCode::InvalidValue, "a path cannot be empty".to_owned())),
            "-" => Ok(text.to_owned()),
            path => self.path(path),
        }
    }

    /// True where docker takes a text for a path of this computer, and not for the name of a volume.
    pub(crate) fn is_path(text: &str) -> bool {
        path::is_absolute(text)
            || text.starts_with('.')
            || text.get(..CMD_FOLDER.len()).is_some_and(|start| start.eq_ignore_ascii_case(CMD_FOLDER))
    }

    /// What is built: a folder, a repository, or `-`.
    pub(crate) fn build_context(&self, text: &str) -> Result<String, Fault> {
        if is_remote(text) { Ok(text.to_owned()) } else { self.file(text) }
    }

    /// The Dockerfile of a build: a file of this computer, or one in the repository or archive that is built; a URL.
    pub(crate) fn dockerfile(&self, text: &str) -> Result<String, Fault> {
        if text.contains("://") || (self.remote_build && !text.is_empty()) { Ok(text.to_owned()) } else { self.file(text) }
    }

    /// The same text with the paths of some of its options absolute (`type=local,dest=out`).
    pub(crate) fn options(&self, text: &str, keys: &[&str]) -> Result<String, Fault> {
        let fields = csv::split(text).ok_or_else(|| Fault::new(ParseCode::InvalidValue, format!("{text:?}: a quote is not closed")))?;
        let fields = fields.into_iter().map(|field| match field.split_once('=') {
            Some((key, path)) if keys.contains(&key.to_ascii_lowercase().as_str()) => Ok(format!("{key}={}", self.file(path)?)),
            _ => Ok(field),
        });
        let fields = fields.collect::<Result<Vec<_>, Fault>>()?;
        Ok(csv::join(fields.iter().map(String::as_str)))
    }

    /// What an image is imported from: a file, a URL, or `-`.
    pub(crate) fn tar_file(&self, text: &str) -> Result<String, Fault> {
        if text.contains("://") { Ok(text.to_owned()) } else { self.file(text) }
    }

    /// One end of a copy: `CONTAINER:PATH`, a path, or `-`.
    pub(crate) fn copy_path(&self, text: &str) -> Result<String, Fault> {
        if is_in_container(text, self.here.shell) {
            return Ok(text.to_owned());
        }
        // Docker's CLI takes a container without a name for none, and what is behind the colon for the path.
        let text = text.strip_prefix(':').unwrap_or(text);
        let path = self.file(text)?;
        // `folder/.` copies what is in the folder, and not the folder: the end says something here.
        let end = if text == "." || text.ends_with("/.") {
            "/."
        } else if text.ends_with('/') {
            "/"
        } else {
            ""
        };
        Ok(if path::is_absolute(text) || text == "-" { path } else { path + end })
    }
}

/// True for the end of a copy that is in a container. Docker's rule (`splitCpArg`): what is absolute on the client's system is
/// its own, else a colon makes it a container's, unless a dot is first. So `c:/x` is a file on Windows and in the container `c`
/// elsewhere.
pub(super) fn is_in_container(text: &str, shell: Shell) -> bool {
    let is_own = shell == Shell::PowerShell && path::is_absolute(text);
    !is_own && !text.starts_with(['/', '.', ':']) && text.contains(':')
}
