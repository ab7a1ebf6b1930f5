//! `cargo xtask bindings`: the window's TypeScript, written anew from Rust.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use anyhow::Result;

use crate::cargo::workspace;
use crate::place::{cargo_target, root};
use crate::run_command::run;

/// Writes it.
pub fn bindings() -> Result<()> {
    run(workspace("build").args(["--quiet", "--example", "bindings"]))?;
    let program = cargo_target().join("debug/examples").join(format!("bindings{EXE_SUFFIX}"));
    run(Command::new(program).arg(root().join("ui/src/ipc/bindings.ts")))
}
