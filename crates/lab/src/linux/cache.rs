use std::{
    env, fs,
    fs::File,
    path::{Path, PathBuf},
};

use crate::{LabError, Unavailable};

/// Where labs keep what they need: `~/.cache/naru/lab`, or `$NARU_CACHE/lab`.
#[derive(Debug, Clone)]
pub struct Cache {
    root: PathBuf,
}

/// Held until dropped; other processes and threads wait.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Cache {
    /// Finds it, and makes it if it isn't there.
    pub fn open() -> Result<Self, LabError> {
        let base = match env::var_os("NARU_CACHE") {
            Some(set) if !set.is_empty() => PathBuf::from(set),
            _ => dirs::cache_dir().ok_or(LabError::Unavailable(Unavailable::NotRoot))?.join("naru"),
        };
        let root = base.join("lab");
        fs::create_dir_all(root.join("trees")).map_err(LabError::io("create", &root))?;
        fs::create_dir_all(root.join("labs")).map_err(LabError::io("create", &root))?;
        let root = root.canonicalize().map_err(LabError::io("resolve", &root))?;
        let written = root.to_str().unwrap_or_default();
        // These separate the options of an overlay mount, or are written otherwise in the table of mounts.
        if written.is_empty() || written.contains([':', ',', '\\', '"', ' ', '\t', '\n']) {
            return Err(LabError::CachePath { path: root, reason: "a mount's options can't carry this path".to_owned() });
        }
        Ok(Self { root })
    }

    /// The Debian trees that engines run out of.
    pub fn trees(&self) -> PathBuf {
        self.root.join("trees")
    }

    /// A directory for each lab.
    pub fn labs(&self) -> PathBuf {
        self.root.join("labs")
    }

    /// A file or directory in the cache itself.
    pub fn entry(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Takes a lock by name, waiting for whoever holds it. The kernel frees it when its holder dies.
    pub fn lock(&self, name: &str) -> Result<Lock, LabError> {
        take(&self.root.join(format!("{name}.lock")))
    }
}

/// The lock under which a lab's number is taken: machine-wide, since numbers are, while there may be several caches.
pub fn lock_machine() -> Result<Lock, LabError> {
    take(Path::new("/run/naru-labs.lock"))
}

fn take(path: &Path) -> Result<Lock, LabError> {
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(LabError::io("open", path))?;
    file.lock().map_err(LabError::io("lock", path))?;
    Ok(Lock { _file: file })
}

/// Tells whoever waits what takes so long: making a tree takes a minute or two.
pub fn say(text: &str) {
    eprintln!("lab: {text}");
}

/// Removes a directory that belongs to labs, unless something is mounted anywhere below it. A directory that isn't there is fine.
pub fn remove(directory: &Path) -> Result<(), LabError> {
    if let Some(path) = mount_below(directory)? {
        return Err(LabError::LiveMount { path });
    }
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(LabError::io("remove", directory)(error)),
        _ => Ok(()),
    }
}

fn mount_below(directory: &Path) -> Result<Option<PathBuf>, LabError> {
    let table = "/proc/self/mountinfo";
    let mounts = fs::read_to_string(table).map_err(LabError::io("read", table))?;
    Ok(mount_points(&mounts).find(|point| point.starts_with(directory)))
}

/// Field 5 of each line of proc(5)'s mountinfo, whose blanks and backslashes are written as octal numbers.
fn mount_points(mountinfo: &str) -> impl Iterator<Item = PathBuf> + '_ {
    mountinfo.lines().filter_map(|line| line.split(' ').nth(4)).map(|written| {
        let plain = written.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
        PathBuf::from(plain)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

    use super::*;

    #[test]
    fn mount_points_are_read_with_their_blanks() {
        let table = "36 35 98:0 / /mnt/a\\040b rw - ext3 /dev/root rw\n37 35 98:0 /x / rw shared:1 - ext4 /dev/x rw\n";
        let points: Vec<_> = mount_points(table).collect();
        assert_eq!(points, [Path::new("/mnt/a b"), Path::new("/")]);
    }

    #[test]
    fn a_directory_with_a_mount_in_it_is_never_removed() {
        // /proc is a mount on every Linux; asking to remove what holds it must fail before anything is touched.
        assert!(matches!(remove(Path::new("/proc")), Err(LabError::LiveMount { .. })));
    }

    #[test]
    fn removing_what_is_not_there_is_fine() {
        let home = tempfile::tempdir().unwrap();
        remove(&home.path().join("absent")).unwrap();
    }
}
