//! The cgroups of a lab's containers are directories of the machine's, and outlive the processes in them.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use super::process;
use crate::LabError;

const ROOT: &str = "/sys/fs/cgroup";
const EMPTY_LIMIT: Duration = Duration::from_secs(5);

/// Removes the cgroup of this name and all below it, from every hierarchy. The kernel refuses while a process is in one.
pub fn remove(name: &str) -> Result<(), LabError> {
    for top in hierarchies() {
        let cgroup = top.join(name);
        let mut last = Ok(());
        process::until(EMPTY_LIMIT, || {
            last = remove_tree(&cgroup);
            last.is_ok()
        });
        last.map_err(LabError::io("remove", &cgroup))?;
    }
    Ok(())
}

/// The places where a hierarchy may be mounted: the root (version 2), and each directory in it (version 1).
fn hierarchies() -> Vec<PathBuf> {
    let below = fs::read_dir(ROOT).map_or_else(|_| Vec::new(), |entries| entries.flatten().map(|entry| entry.path()).collect());
    std::iter::once(PathBuf::from(ROOT)).chain(below).collect()
}

/// rmdir, the deepest first: the files in a cgroup are the kernel's and can't be removed.
fn remove_tree(cgroup: &Path) -> std::io::Result<()> {
    let entries = match fs::read_dir(cgroup) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Ok(()),
        other => other?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_tree(&entry.path())?;
        }
    }
    fs::remove_dir(cgroup)
}
