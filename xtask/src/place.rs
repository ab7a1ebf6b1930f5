//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The repository.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// The folder that cargo builds into.
pub fn cargo_target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where logs and pictures go, wherever cargo builds.
pub fn output(name: &str) -> PathBuf {
    root().join("target").join(name)
}

/// `~/.cache/naru` or `NARU_CACHE`, for what is worth keeping between clones.
pub fn cache() -> PathBuf {
    if let Some(chosen) = env::var_os("NARU_CACHE") {
        return PathBuf::from(chosen);
    }
    env::home_dir().unwrap_or_else(env::temp_dir).join(".cache").join("naru")
}
