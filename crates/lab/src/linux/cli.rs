//! The docker CLI with its plugins, out of the newest tree, set up for one lab.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use super::{program, record::Home};
use crate::LabError;

const DOCKER: &str = "usr/bin/docker";
const PLUGINS: &str = "usr/libexec/docker/cli-plugins";

/// Makes `bin/docker` and a configuration with the plugins in the lab's directory.
pub fn set_up(home: &Home, tree: &Path) -> Result<(), LabError> {
    let programs = programs(home);
    let plugins = configuration(home).join("cli-plugins");
    for directory in [&programs, &plugins] {
        fs::create_dir_all(directory).map_err(LabError::io("create", directory))?;
    }
    let docker = tree.join(DOCKER);
    let as_it_is = runs_here(&docker);
    provide(&docker, &programs.join("docker"), as_it_is, tree)?;
    let shelf = tree.join(PLUGINS);
    for entry in fs::read_dir(&shelf).map_err(LabError::io("list", &shelf))? {
        let entry = entry.map_err(LabError::io("list", &shelf))?;
        provide(&entry.path(), &plugins.join(entry.file_name()), as_it_is, tree)?;
    }
    Ok(())
}

/// The directory that holds `docker`.
pub fn programs(home: &Home) -> PathBuf {
    home.entry("bin")
}

/// The value for `DOCKER_CONFIG`.
pub fn configuration(home: &Home) -> PathBuf {
    home.entry("docker")
}

/// A command of the CLI that talks to this lab's engine, whatever the caller's environment says.
pub fn command(home: &Home, arguments: &[&str]) -> Command {
    let mut command = Command::new(programs(home).join("docker"));
    command.args(arguments).env("DOCKER_HOST", format!("unix://{}", home.socket().display())).env("DOCKER_CONFIG", configuration(home));
    for variable in [
        "BUILDX_BUILDER",
        "BUILDX_CONFIG",
        "COMPOSE_FILE",
        "COMPOSE_PROJECT_NAME",
        "DOCKER_API_VERSION",
        "DOCKER_BUILDKIT",
        "DOCKER_CERT_PATH",
        "DOCKER_CONTEXT",
        "DOCKER_DEFAULT_PLATFORM",
        "DOCKER_TLS",
        "DOCKER_TLS_VERIFY",
    ] {
        command.env_remove(variable);
    }
    command
}

/// The tree's libc may be too new for its programs to run on this machine's.
fn runs_here(docker: &Path) -> bool {
    program::output(Command::new(docker).arg("--version")).is_ok_and(|output| output.status.success())
}

/// Puts a program of the tree at `to`: a link, or a script that runs it with the tree's own libc.
fn provide(from: &Path, to: &Path, as_it_is: bool, tree: &Path) -> Result<(), LabError> {
    if as_it_is {
        return symlink(from, to).map_err(LabError::io("link", to));
    }
    let loader = entry_like(&tree.join("usr/lib64"), |name| name.starts_with("ld-linux"))
        .or_else(|_| entry_like(&tree.join("usr/lib"), |name| name.starts_with("ld-linux")))?;
    let libraries = entry_like(&tree.join("usr/lib"), |name| name.ends_with("-linux-gnu"))?;
    let script = format!("#!/bin/sh\nexec '{}' --library-path '{}' '{}' \"$@\"\n", loader.display(), libraries.display(), from.display());
    fs::write(to, script).map_err(LabError::io("write", to))?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o755)).map_err(LabError::io("make executable", to))
}

fn entry_like(directory: &Path, fits: impl Fn(&str) -> bool) -> Result<PathBuf, LabError> {
    fs::read_dir(directory)
        .and_then(|mut entries| {
            entries
                .find_map(|entry| {
                    let entry = entry.ok()?;
                    fits(entry.file_name().to_str()?).then(|| entry.path())
                })
                .ok_or_else(|| std::io::ErrorKind::NotFound.into())
        })
        .map_err(LabError::io("find the libc in", directory))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

    use super::*;

    #[test]
    fn on_an_older_libc_the_cli_runs_with_its_trees_own() {
        let tree = tempfile::tempdir().unwrap();
        for directory in ["usr/lib64", "usr/lib/x86_64-linux-gnu"] {
            fs::create_dir_all(tree.path().join(directory)).unwrap();
        }
        // Stands in for the loader, and says what it was asked to load.
        let loader = tree.path().join("usr/lib64/ld-linux-x86-64.so.2");
        fs::write(&loader, "#!/bin/sh\nprintf '%s|' \"$@\"\n").unwrap();
        fs::set_permissions(&loader, fs::Permissions::from_mode(0o755)).unwrap();
        let docker = tree.path().join("docker");
        assert!(!runs_here(&docker), "it isn't even there");

        let script = tree.path().join("run-docker");
        provide(&docker, &script, false, tree.path()).unwrap();
        let asked = program::run(Command::new(&script).args(["ps", "a b"])).unwrap();
        let libraries = tree.path().join("usr/lib/x86_64-linux-gnu");
        assert_eq!(asked, format!("--library-path|{}|{}|ps|a b|", libraries.display(), docker.display()));
    }
}
