//! The end of a lab. Every step is taken as far as there is something to undo, so that it can be taken again after one failed.

use std::fs;

use super::{
    cache::{self, Cache},
    cgroups, namespaces, process,
    record::{Home, Record},
};
use crate::LabError;

/// When a lab ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ran {
    /// Since the machine was started.
    Now,
    /// Before that.
    Before,
}

impl Ran {
    /// What the record says, as long as nobody wrote it anew.
    pub fn of(record: &Record) -> Self {
        if record.boot == process::boot() { Self::Now } else { Self::Before }
    }
}

/// Ends the labs whose owner died without ending them, and removes directories of labs that were on their way in or out.
pub fn left(cache: &Cache) -> Result<(), LabError> {
    let lock = cache::lock_machine()?;
    for record in Record::all(cache)?.into_iter().filter(Record::is_left) {
        cache::say(&format!("removing lab `{}`, whose owner is gone", record.name));
        // One that can't be removed yet must not keep others from coming up.
        if let Err(error) = end(cache, &record, Ran::of(&record)) {
            cache::say(&error.to_string());
        }
    }
    let labs = cache.labs();
    for entry in fs::read_dir(&labs).map_err(LabError::io("list", &labs))? {
        let entry = entry.map_err(LabError::io("list", &labs))?;
        // Whoever makes one has the lock; one that is removed by two at once is removed all the same.
        if entry.file_name().to_string_lossy().starts_with(".new-") {
            cache::remove(&entry.path())?;
        }
    }
    drop(lock);
    Ok(())
}

/// Ends a lab: its processes, and with them its mounts; its cgroups; its network; its data. Of one that `ran` before the machine was started again only the
/// data is left: what has its numbers now is another's.
pub fn end(cache: &Cache, record: &Record, ran: Ran) -> Result<(), LabError> {
    let home = Home::of(cache, &record.name)?;
    if ran == Ran::Now {
        let network = record.network();
        namespaces::end(&home, record)?;
        cgroups::remove(&network.machine_name())?;
        network.down()?;
    }
    // The record goes last: whoever is interrupted here finds the lab again.
    for part in ["engine", "tree", "registry", "context", "docker", "bin", "root"] {
        cache::remove(&home.entry(part))?;
    }
    cache::remove(home.path())
}
