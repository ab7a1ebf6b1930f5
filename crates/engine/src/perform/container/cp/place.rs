use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::invalid;
use super::path::Local;
use crate::error::{Error, Result};

/// What is where something is copied to.
pub(super) enum Place {
    Folder(PathBuf),
    File(PathBuf),
    /// Only the folder that it will be in.
    Nothing(PathBuf),
}

impl Place {
    /// Looks as docker does (`ValidateOutputPath`, `CopyInfoDestinationPath`): a link is followed, even to where nothing is yet. Blocking.
    pub(super) fn find(to: &Local) -> Result<Self> {
        let parent = to.path.parent().unwrap_or(&to.path);
        if !parent.is_dir() {
            return Err(unusable(parent, io::ErrorKind::NotFound));
        }
        let mut path = to.path.clone();
        for _ in 0..LINKS {
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_symlink() => {
                    let target = fs::read_link(&path).map_err(|error| unusable(&path, error.kind()))?;
                    path = path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
                }
                Ok(found) if found.is_dir() => return Ok(Self::Folder(path)),
                Ok(_) if to.wants_folder() => return Err(unusable(&path, io::ErrorKind::NotADirectory)),
                Ok(found) if found.is_file() => return Ok(Self::File(path)),
                Ok(_) => {
                    let said = "it is a device or a pipe: neither a folder nor a file";
                    return Err(invalid(&path.display().to_string(), said));
                }
                // `new/.` names what is in a folder that is not there.
                Err(error) if error.kind() == io::ErrorKind::NotFound && !to.content => {
                    return match path.parent() {
                        Some(parent) if parent.is_dir() => Ok(Self::Nothing(path)),
                        _ => Err(unusable(&path, io::ErrorKind::NotFound)),
                    };
                }
                Err(error) => return Err(unusable(&path, error.kind())),
            }
        }
        Err(invalid(&to.path.display().to_string(), "too many links, one behind the other"))
    }
}

/// So many links the CLI follows.
const LINKS: usize = 12;

pub(super) fn unusable(path: &Path, kind: io::ErrorKind) -> Error {
    Error::file(path, kind.into())
}
