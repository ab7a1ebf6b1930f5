//! The end of a lab. Every step is taken as far as there is something to undo, so that it can be taken again after one failed.

use std::fs;

use super::{
    LABS,
    cache::{self, Cache},
    cgroups, engine, namespaces,
    record::{Home, Record},
};
use crate::LabError;

/// Ends the labs whose owner died without ending them, and removes directories of labs that were on their way in or out.
pub fn left(cache: &Cache) -> Result<(), LabError> {
    let lock = cache.lock(LABS)?;
    for record in Record::all(cache)? {
        if record.is_left() {
            cache::say(&format!("removing lab `{}`, whose owner is gone", record.name));
            end(cache, &record)?;
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

/// Ends a lab: its processes, and with them its mounts; its cgroups; its network; its data.
pub fn end(cache: &Cache, record: &Record) -> Result<(), LabError> {
    let home = Home::of(cache, &record.name)?;
    if let Some(init) = record.running_init() {
        namespaces::end(&record.name, init)?;
    }
    cgroups::remove(&engine::cgroup(&record.name))?;
    record.network().down()?;
    // The record goes last: whoever is interrupted here finds the lab again.
    for part in ["engine", "tree", "registry", "context", "docker", "bin", "root"] {
        cache::remove(&home.entry(part))?;
    }
    cache::remove(home.path())
}
