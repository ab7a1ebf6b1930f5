//! Cargo, always on the same set of packages and features, so that no dependency is compiled twice.

use std::env;
use std::process::Command;

use anyhow::{Context, Result};

use crate::packages::is_root;
use crate::place::{cache, root};
use crate::run_command::output;

/// With this the window serves its own assets instead of looking for the dev server.
pub const FEATURES: [&str; 2] = ["--features", "naru/custom-protocol"];

/// `cargo SUBCOMMAND` in the repository.
pub fn cargo(subcommand: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).arg(subcommand);
    // `cargo xtask` runs with variables about xtask in its environment. Build scripts would see them change and run again.
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command
}

/// `cargo SUBCOMMAND` of the whole workspace, with [`FEATURES`].
pub fn workspace(subcommand: &str) -> Command {
    let mut command = cargo(subcommand);
    command.arg("--workspace").args(FEATURES);
    command
}

/// `cargo test` of the whole workspace. Labs need root: a user who is not root has the tests run by sudo, and only the tests.
pub fn test_workspace() -> Result<Command> {
    let mut command = workspace("test");
    if !is_root() {
        let about = output(Command::new("rustc").arg("-vV"))?;
        let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say what it runs on")?;
        let variable = format!("CARGO_TARGET_{}_RUNNER", host.to_uppercase().replace(['-', '.'], "_"));
        let path = env::var("PATH").unwrap_or_default();
        command.env(variable, format!("sudo --preserve-env env PATH={path} NARU_CACHE={}", cache().display()));
    }
    Ok(command)
}
