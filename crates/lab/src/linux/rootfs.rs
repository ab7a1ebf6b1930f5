//! Root file systems for images, as tar archives, out of a Debian tree.

use std::{
    collections::BTreeSet,
    fs,
    fs::File,
    io,
    path::{Path, PathBuf},
    process::Command,
};

use tar::{Builder, EntryType, Header};

use super::program;
use crate::LabError;

/// Directories that hold manuals and translations: an image goes without, as slim images do.
const LEFT_OUT: [&str; 6] =
    ["usr/share/doc/", "usr/share/man/", "usr/share/info/", "usr/share/locale/", "usr/share/lintian/", "usr/share/bug/"];

/// In a merged-usr Debian these are links into /usr, while packages may still list files below them.
const MERGED: [&str; 4] = ["bin", "sbin", "lib", "lib64"];

/// Writes what the named packages installed in `tree`. `linked`: with the links of a merged /usr, which a base layer needs
/// and a layer upon one has already.
pub fn of_packages(tree: &Path, packages: &[&str], linked: bool, to: &Path) -> Result<(), LabError> {
    let mut paths = BTreeSet::new();
    for package in packages {
        for line in package_files(tree, package)?.lines() {
            let path = merged(line.trim_start_matches('/'));
            let whole = format!("{path}/");
            if !path.is_empty() && path != "." && !LEFT_OUT.iter().any(|left| whole.starts_with(left)) {
                paths.insert(path);
            }
        }
    }
    write(to, |archive| {
        if linked {
            for name in MERGED.iter().filter(|name| tree.join(name).is_symlink()) {
                link(archive, name, &format!("usr/{name}"))?;
            }
        }
        for path in &paths {
            let from = tree.join(path);
            // A package's script may have removed or renamed what the package brought.
            if from.symlink_metadata().is_ok() && !MERGED.contains(&path.as_str()) {
                archive.append_path_with_name(&from, path)?;
            }
        }
        Ok(())
    })
}

/// Writes busybox with a link for each of its commands, and the few files that a userland expects. `files` are added: path and text.
pub fn of_busybox(tree: &Path, files: &[(&str, &str)], to: &Path) -> Result<(), LabError> {
    let busybox = tree.join("bin/busybox");
    let commands = program::run(Command::new(&busybox).arg("--list"))?;
    write(to, |archive| {
        for (directory, mode) in [
            ("bin", 0o755),
            ("dev", 0o755),
            ("etc", 0o755),
            ("home", 0o755),
            ("proc", 0o755),
            ("root", 0o700),
            ("sys", 0o755),
            ("tmp", 0o1777),
            ("usr", 0o755),
            ("usr/bin", 0o755),
            ("var", 0o755),
        ] {
            let mut header = header(EntryType::Directory, mode, 0);
            archive.append_data(&mut header, format!("{directory}/"), io::empty())?;
        }
        archive.append_path_with_name(&busybox, "bin/busybox")?;
        for command in commands.lines().filter(|command| *command != "busybox") {
            link(archive, &format!("bin/{command}"), "busybox")?;
        }
        // Scripts that begin with `#!/usr/bin/env`.
        link(archive, "usr/bin/env", "/bin/busybox")?;
        for (path, text) in files {
            let mut header = header(EntryType::Regular, 0o644, text.len() as u64);
            archive.append_data(&mut header, path, text.as_bytes())?;
        }
        Ok(())
    })
}

fn write(to: &Path, fill: impl FnOnce(&mut Builder<io::BufWriter<File>>) -> io::Result<()>) -> Result<(), LabError> {
    let out = File::create(to).map_err(LabError::io("create", to))?;
    let mut archive = Builder::new(io::BufWriter::new(out));
    archive.follow_symlinks(false);
    fill(&mut archive).and_then(|()| archive.into_inner()).and_then(|mut out| io::Write::flush(&mut out)).map_err(LabError::io("write", to))
}

fn link<W: io::Write>(archive: &mut Builder<W>, name: &str, target: &str) -> io::Result<()> {
    let mut header = header(EntryType::Symlink, 0o777, 0);
    archive.append_link(&mut header, name, target)
}

fn header(kind: EntryType, mode: u32, size: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_mode(mode);
    header.set_size(size);
    header
}

/// dpkg's list of a package's files; that of a library has its architecture in the name.
fn package_files(tree: &Path, package: &str) -> Result<String, LabError> {
    let lists = tree.join("var/lib/dpkg/info");
    let plain = lists.join(format!("{package}.list"));
    let of_library = || -> io::Result<PathBuf> {
        let begin = format!("{package}:");
        fs::read_dir(&lists)?
            .flatten()
            .map(|entry| entry.path())
            .find(|path| {
                let name = path.file_stem().and_then(|name| name.to_str());
                name.is_some_and(|name| name.starts_with(&begin)) && path.extension().is_some_and(|ending| ending == "list")
            })
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    };
    let path = if plain.is_file() { plain } else { of_library().map_err(LabError::io("find", &plain))? };
    fs::read_to_string(&path).map_err(LabError::io("read", &path))
}

fn merged(path: &str) -> String {
    let first = path.split('/').next().unwrap_or_default();
    if path != first && MERGED.contains(&first) { format!("usr/{path}") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_listed_below_a_merged_link_are_where_it_leads() {
        assert_eq!(merged("lib/x86_64-linux-gnu/libc.so.6"), "usr/lib/x86_64-linux-gnu/libc.so.6");
        assert_eq!(merged("bin"), "bin");
        assert_eq!(merged("library/x"), "library/x");
    }
}
