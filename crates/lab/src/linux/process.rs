use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use nix::{
    errno::Errno,
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use serde::{Deserialize, Serialize};

/// A process that is told apart from a later one with the same id by when it started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// Its id on the machine (not inside a namespace).
    pub pid: u32,
    /// Clock ticks between the machine's start and its own.
    pub started: u64,
}

impl Process {
    /// The process that has this id now; `None` if there is none, or only a zombie.
    pub fn of(pid: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name, in parentheses, may hold spaces and parentheses itself: the fields begin behind the last one.
        let mut fields = stat[stat.rfind(')')? + 1..].split_whitespace();
        let state = fields.next()?;
        if matches!(state, "Z" | "X") {
            return None;
        }
        // Field 22 of proc(5); the state was field 3.
        let started = fields.nth(18)?.parse().ok()?;
        Some(Self { pid, started })
    }

    /// This process.
    pub fn this() -> Option<Self> {
        Self::of(std::process::id())
    }

    /// Whether it still runs.
    pub fn is_alive(self) -> bool {
        Self::of(self.pid) == Some(self)
    }

    /// Sends a signal; a process that is gone by now is no error.
    pub fn signal(self, signal: Signal) -> Result<(), Errno> {
        if !self.is_alive() {
            return Ok(());
        }
        let Ok(pid) = i32::try_from(self.pid) else {
            return Err(Errno::EINVAL);
        };
        match kill(Pid::from_raw(pid), signal) {
            Err(Errno::ESRCH) => Ok(()),
            other => other,
        }
    }

    /// Waits until it has ended; false if it hasn't after `limit`.
    pub fn wait_gone(self, limit: Duration) -> bool {
        until(limit, || !self.is_alive())
    }

    /// The inode that names one of its namespaces (`net`, `pid`, `mnt`…).
    pub fn namespace(self, kind: &str) -> Option<String> {
        namespace_of(self.pid, kind)
    }

    /// Whether it is in the network namespace that this file names.
    pub fn is_in_network(self, namespace: &Path) -> bool {
        fs::metadata(namespace).is_ok_and(|file| self.namespace("net") == Some(format!("net:[{}]", file.ino())))
    }

    /// Its short name, as the kernel keeps it.
    pub fn name(self) -> Option<String> {
        let name = fs::read_to_string(format!("/proc/{}/comm", self.pid)).ok()?;
        Some(name.trim_end().to_owned())
    }
}

/// Every process whose namespace of this kind is `inode`.
pub fn in_namespace(kind: &str, inode: &str) -> Vec<Process> {
    pids().filter(|&pid| namespace_of(pid, kind).as_deref() == Some(inode)).filter_map(Process::of).collect()
}

/// The ids of all processes that see something mounted at or out of a directory.
pub fn with_mounts_of(directory: &Path) -> Vec<u32> {
    let below = format!("{}/", directory.display());
    pids().filter(|pid| fs::read_to_string(format!("/proc/{pid}/mountinfo")).is_ok_and(|table| table.contains(&below))).collect()
}

fn pids() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// Asks every few milliseconds until `done` says yes; false if it doesn't within `limit`.
pub fn until(limit: Duration, mut done: impl FnMut() -> bool) -> bool {
    let begin = Instant::now();
    loop {
        if done() {
            return true;
        }
        if begin.elapsed() > limit {
            return false;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Names this run of the machine: ids and start times mean nothing in another.
pub fn boot() -> String {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default().trim().to_owned()
}

fn namespace_of(pid: u32, kind: &str) -> Option<String> {
    let link = fs::read_link(Path::new("/proc").join(pid.to_string()).join("ns").join(kind));
    Some(link.ok()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed test says so by panicking")]

    use super::*;

    #[test]
    fn a_process_is_known_by_its_start_and_gone_when_it_ended() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let process = Process::of(child.id()).expect("it runs");
        assert!(process.is_alive());
        let another = Process { started: process.started + 1, ..process };
        assert!(!another.is_alive(), "a reused id is another process");
        process.signal(Signal::SIGKILL).unwrap();
        // Not waited for yet: a zombie runs no more.
        assert!(process.wait_gone(Duration::from_secs(5)));
        child.wait().unwrap();
        assert_eq!(process.signal(Signal::SIGKILL), Ok(()));
    }
}
