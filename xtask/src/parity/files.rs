//! What lines left in the folder in which they were typed: `cp`, `save`, `export`, `--cidfile`.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::snapshot::{Kind, Snapshot};
use crate::run_command::output;

/// A text longer than this is compared by its length.
const TEXT: u64 = 64 * 1024;

/// Reads one side's folder; what has not changed is not read again.
#[derive(Default)]
pub struct Files {
    known: HashMap<PathBuf, (SystemTime, u64, Value)>,
}

impl Files {
    /// Adds every file and folder in it.
    pub fn add(&mut self, folder: &Path, snapshot: &mut Snapshot) -> Result<()> {
        self.add_below(folder, folder, snapshot)
    }

    fn add_below(&mut self, root: &Path, folder: &Path, snapshot: &mut Snapshot) -> Result<()> {
        for entry in fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))? {
            let path = entry?.path();
            let about = path.symlink_metadata().with_context(|| format!("could not look at {}", path.display()))?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            snapshot.insert((Kind::File, name), self.read(&path, &about)?);
            if about.is_dir() {
                self.add_below(root, &path, snapshot)?;
            }
        }
        Ok(())
    }

    fn read(&mut self, path: &Path, about: &Metadata) -> Result<Value> {
        let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let file = self.known.get(path).filter(|(at, length, _)| (*at, *length) == (changed, about.len()));
        if let Some((_, _, file)) = file {
            return Ok(file.clone());
        }
        let mut file = look(path, about)?;
        file["mode"] = format!("{:o}", about.permissions().mode()).into();
        self.known.insert(path.to_owned(), (changed, about.len(), file.clone()));
        Ok(file)
    }
}

fn look(path: &Path, about: &Metadata) -> Result<Value> {
    let failed = || format!("could not read {}", path.display());
    if about.is_symlink() {
        return Ok(json!({ "link": fs::read_link(path).with_context(failed)?.to_string_lossy() }));
    }
    if about.is_dir() {
        return Ok(json!({ "folder": true }));
    }
    // Of a tar, what is in it: how it is packed, and when, is the engine's affair.
    if let Ok(listed) = output(Command::new("tar").arg("-tf").arg(path).stderr(std::process::Stdio::null())) {
        let mut entries: Vec<&str> = listed.lines().collect();
        entries.sort_unstable();
        return Ok(json!({ "entries": entries }));
    }
    if about.len() > TEXT {
        return Ok(json!({ "bytes": about.len() }));
    }
    Ok(match String::from_utf8(fs::read(path).with_context(failed)?) {
        Ok(text) => json!({ "text": text }),
        Err(bytes) => json!({ "bytes": bytes.as_bytes().len() }),
    })
}
