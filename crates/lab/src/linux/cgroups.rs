//! The cgroups of a lab's containers are directories of the machine's, and outlive the processes in them.

use std::{
    fs,
    io::{ErrorKind, Write},
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

/// Lets every paused container of this cgroup go on: a frozen process does not even notice that it was killed.
pub fn thaw(name: &str) -> Result<(), LabError> {
    for top in hierarchies() {
        let cgroup = top.join(name);
        thaw_tree(&cgroup).map_err(LabError::io("thaw", &cgroup))?;
    }
    Ok(())
}

/// Version 1 has `freezer.state`, version 2 `cgroup.freeze`. A cgroup that is gone by now is as good as thawed.
fn thaw_tree(cgroup: &Path) -> std::io::Result<()> {
    for (file, thawed) in [("freezer.state", "THAWED"), ("cgroup.freeze", "0")] {
        match fs::OpenOptions::new().write(true).open(cgroup.join(file)).and_then(|mut file| file.write_all(thawed.as_bytes())) {
            Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) && cgroup.exists() => return Err(error),
            _ => {}
        }
    }
    let Ok(entries) = fs::read_dir(cgroup) else { return Ok(()) };
    entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).try_for_each(|entry| thaw_tree(&entry.path()))
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
