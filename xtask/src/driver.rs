//! tauri-driver, which lets a program drive the window.

use std::path::PathBuf;

use anyhow::Result;

use crate::cargo::cargo;
use crate::place::cache;
use crate::step::Log;

const VERSION: &str = "2.1.0";

/// Where it is, once [`ensure`] was called.
pub fn program() -> PathBuf {
    folder().join("bin/tauri-driver")
}

/// Builds it once; it stays in the cache for every clone.
pub fn ensure(log: &mut Log) -> Result<()> {
    if program().exists() {
        return log.say("there already");
    }
    let mut install = cargo("install");
    // A folder of its own, so that nothing of the workspace is built again for it.
    install.env_remove("CARGO_TARGET_DIR");
    install.args(["--locked", "--version", VERSION, "--root"]).arg(folder()).arg("tauri-driver");
    log.run(&mut install)
}

fn folder() -> PathBuf {
    cache().join("tools").join(format!("tauri-driver-{VERSION}"))
}
