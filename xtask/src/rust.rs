//! What the tests need of the Rust toolchain beyond the compiler.

use std::process::Command;

use anyhow::Result;

use crate::run_command::output;
use crate::step::Log;

/// Systems that the workspace is checked for besides this one.
pub const WINDOWS: &str = "x86_64-pc-windows-gnu";
/// See [`WINDOWS`].
pub const MACOS: &str = "aarch64-apple-darwin";

/// Adds what is missing by rustup, which is asked nothing when all is there: it would go to the network.
pub fn ensure_components(log: &mut Log) -> Result<()> {
    let components = output(Command::new("rustup").args(["component", "list", "--installed"]))?;
    for component in ["rustfmt", "clippy"] {
        if !components.lines().any(|line| line.starts_with(component)) {
            log.run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    let targets = output(Command::new("rustup").args(["target", "list", "--installed"]))?;
    for target in [WINDOWS, MACOS] {
        if !targets.lines().any(|line| line == target) {
            log.run(Command::new("rustup").args(["target", "add", target]))?;
        }
    }
    Ok(())
}
