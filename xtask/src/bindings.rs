//! `cargo xtask bindings`: the window's TypeScript, written anew from Rust.

use anyhow::Result;

use crate::cargo::cargo;
use crate::place::root;
use crate::run_command::run;

/// Writes it.
pub fn bindings() -> Result<()> {
    let file = root().join("ui/src/ipc/bindings.ts");
    run(cargo("run").args(["--quiet", "--package", "naru", "--example", "bindings", "--"]).arg(file))
}
