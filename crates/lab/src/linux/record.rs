//! What is written down about a lab, so that another process finds it: to use it, or to clean up after a killed one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    cache::Cache,
    network::Network,
    process::{self, Process},
    user::User,
};
use crate::{Generation, LabError};

/// The longest path that a unix socket can have: 108 bytes with the zero at its end.
const SOCKET_PATH: usize = 107;

/// A lab's directory.
#[derive(Debug, Clone)]
pub struct Home {
    path: PathBuf,
}

impl Home {
    /// The directory of the lab with this name, whether it exists or not.
    pub fn of(cache: &Cache, name: &str) -> Result<Self, LabError> {
        check_name(name)?;
        let home = Self { path: cache.labs().join(name) };
        let length = home.socket().as_os_str().len();
        if length > SOCKET_PATH {
            return Err(LabError::CachePath {
                path: cache.labs(),
                reason: format!("a socket below it would have {length} bytes, {SOCKET_PATH} is the most"),
            });
        }
        Ok(home)
    }

    /// The directory itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Something in it.
    pub fn entry(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// What the engine sees as `/lab`: its data, its logs, its socket.
    pub fn engine(&self) -> PathBuf {
        self.path.join("engine")
    }

    /// The engine's socket.
    pub fn socket(&self) -> PathBuf {
        self.engine().join("docker.sock")
    }
}

/// A lab's record, `lab.json` in its directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// Its engine.
    pub generation: Generation,
    /// The number of its network.
    pub network: u8,
    /// The process that ends it; none once a detached lab is up.
    pub owner: Option<Process>,
    /// Process 1 of its namespaces; none before they are up.
    pub init: Option<Process>,
    /// Which run of the machine those processes belong to.
    pub boot: String,
    /// Who called sudo, and so wants to use it.
    pub user: Option<User>,
}

impl Record {
    /// Takes a name and a network number, by making the lab's directory with the record in it: it is there whole, or not at all.
    /// The caller holds the machine's lock on labs.
    pub fn reserve(cache: &Cache, name: &str, generation: Generation) -> Result<Self, LabError> {
        let home = Home::of(cache, name)?;
        if home.path().exists() {
            return Err(LabError::NameTaken { name: name.to_owned() });
        }
        let taken: Vec<u8> = Self::all(cache)?.iter().map(|lab| lab.network).collect();
        let record = Self {
            name: name.to_owned(),
            generation,
            network: Network::free_number(&taken)?,
            owner: Process::this(),
            init: None,
            boot: process::boot(),
            user: User::behind_sudo(),
        };
        let making = Home { path: cache.labs().join(format!(".new-{name}")) };
        fs::create_dir_all(making.path()).map_err(LabError::io("create", making.path()))?;
        record.write(&making)?;
        fs::rename(making.path(), home.path()).map_err(LabError::io("create", home.path()))?;
        Ok(record)
    }

    /// Every lab's record, sorted by name. Directories whose names begin with a dot are labs that come or go.
    pub fn all(cache: &Cache) -> Result<Vec<Self>, LabError> {
        let labs = cache.labs();
        let mut records = Vec::new();
        for entry in fs::read_dir(&labs).map_err(LabError::io("list", &labs))? {
            let name = entry.map_err(LabError::io("list", &labs))?.file_name();
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else {
                continue;
            };
            match Self::read(cache, name) {
                Ok(record) => records.push(record),
                // It went down since the directory was listed.
                Err(LabError::NoSuchLab { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        records.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(records)
    }

    /// The record of the lab with this name.
    pub fn read(cache: &Cache, name: &str) -> Result<Self, LabError> {
        let path = Home::of(cache, name)?.entry("lab.json");
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(LabError::NoSuchLab { name: name.to_owned() });
            }
            other => other.map_err(LabError::io("read", &path))?,
        };
        serde_json::from_str(&text).map_err(|source| LabError::Record { path, source: source.into() })
    }

    /// Writes it, so that a reader sees the old or the new one.
    pub fn write(&self, home: &Home) -> Result<(), LabError> {
        let path = home.entry("lab.json");
        let new = home.entry("lab.json.new");
        let text = serde_json::to_string_pretty(self).map_err(|source| LabError::Record { path: path.clone(), source: source.into() })?;
        fs::write(&new, text).map_err(LabError::io("write", &new))?;
        fs::rename(&new, &path).map_err(LabError::io("write", &path))
    }

    /// The lab's network.
    pub fn network(&self) -> Network {
        Network::of(self.network)
    }

    /// Process 1 of its namespaces, if it runs.
    pub fn running_init(&self) -> Option<Process> {
        self.init.filter(|init| self.boot == process::boot() && init.is_alive())
    }

    /// Whether nobody is there to end it and nothing of it is there to use: its owner died; or nobody owns it, and its namespaces
    /// died; or the machine was restarted. One whose owner lives is its owner's, even while it ends.
    pub fn is_left(&self) -> bool {
        let hangs_on = self.owner.or(self.init);
        self.boot != process::boot() || hangs_on.is_some_and(|process| !process.is_alive())
    }
}

fn check_name(name: &str) -> Result<(), LabError> {
    let fits = (1..=24).contains(&name.len())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
        && !name.starts_with('-');
    if fits { Ok(()) } else { Err(LabError::BadName { name: name.to_owned() }) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

    use super::*;

    #[test]
    fn names_can_be_directories_namespaces_and_cgroups() {
        for good in ["a", "dev-old", "T1", "123456789012345678901234"] {
            assert!(check_name(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a/b", "..", "a b", "나루", "1234567890123456789012345"] {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_lab_is_left_when_what_it_hangs_on_died() {
        let alive = Record {
            name: "a".to_owned(),
            generation: Generation::Old,
            network: 1,
            owner: None,
            init: Process::this(),
            boot: process::boot(),
            user: None,
        };
        let dead = Process::this().map(|this| Process { started: this.started + 1, ..this });
        assert!(!alive.is_left(), "detached, and running");
        assert!(alive.running_init().is_some());
        assert!(Record { owner: dead, ..alive.clone() }.is_left());
        assert!(!Record { owner: Process::this(), init: dead, ..alive.clone() }.is_left(), "its owner is about to end it");
        assert!(Record { init: dead, ..alive.clone() }.is_left());
        let restarted = Record { boot: "another run of the machine".to_owned(), ..alive };
        assert!(restarted.is_left());
        assert_eq!(restarted.running_init(), None, "the same ids are other processes now");
    }
}
