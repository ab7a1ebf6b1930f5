//! Cargo, always on the same set of packages and features, so that no dependency is compiled twice.

use std::env;
use std::process::Command;

use crate::place::root;

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
