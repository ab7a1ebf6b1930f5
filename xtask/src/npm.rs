//! The window's side: npm packages and scripts.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::place::root;

/// `npm ARGS` in the repository.
pub fn npm(args: &[&str]) -> Command {
    // On Windows npm is a script, which is only found by its whole name.
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root()).args(args);
    command
}

/// A clean install of exactly what the lock file says. Packages' install scripts are not run: none is needed, and some download.
pub fn clean_install() -> Command {
    npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
}

/// True when `node_modules` is what the lock file says, so that an install can be left out where time matters.
pub fn installed() -> Result<bool> {
    let marker = root().join("node_modules/.package-lock.json");
    if !marker.exists() {
        return Ok(false);
    }
    let lock = root().join("package-lock.json");
    let modified = |path: &std::path::Path| {
        fs::metadata(path).and_then(|data| data.modified()).with_context(|| format!("could not read {}", path.display()))
    };
    Ok(modified(&marker)? >= modified(&lock)?)
}
