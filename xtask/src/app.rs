//! The window's program: built with its own assets, and proved to hold the present ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo::{FEATURES, cargo, workspace};
use crate::place::{cargo_target, root};

/// A build's speed against its program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Quick to run.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only the benchmarks ask for it, and they are not for every system"))]
    Release,
}

/// The cargo command that builds it. For the tests with their features and packages: the same dependencies serve both. For the
/// benchmarks only the windows, because every program that is linked in release costs minutes.
pub fn build_command(profile: Profile) -> Command {
    match profile {
        Profile::Dev => {
            let mut command = workspace("build");
            command.arg("--all-targets");
            command
        }
        Profile::Release => {
            let mut command = cargo("build");
            command.args(["--release", "--package", "naru"]).args(FEATURES).args(["--bin", "naru", "--example", "blank"]);
            command
        }
    }
}

/// Where that leaves it.
pub fn program(profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    cargo_target().join(folder).join(if cfg!(windows) { "naru.exe" } else { "naru" })
}

/// Fails unless the program holds the assets that are in `ui/dist` now. One built without `custom-protocol` holds none and
/// would never paint; one built before the assets would show old ones.
pub fn check_fresh(program: &Path) -> Result<()> {
    let assets = root().join("ui/dist/assets");
    let bytes = fs::read(program).with_context(|| format!("could not read {}", program.display()))?;
    let entries = fs::read_dir(&assets).with_context(|| format!("could not read {}", assets.display()))?;
    let mut found = 0;
    for entry in entries {
        // Vite puts a hash of the content into the name.
        let name = entry?.file_name();
        let path = format!("/assets/{}", name.to_string_lossy());
        if !contains(&bytes, path.as_bytes()) {
            bail!("{} does not hold {path}: it was built with other assets or without custom-protocol", program.display());
        }
        found += 1;
    }
    if found == 0 {
        bail!("{} is empty", assets.display());
    }
    Ok(())
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else { return true };
    let mut from = 0;
    while let Some(at) = haystack[from..].iter().position(|byte| byte == first) {
        from += at + 1;
        if haystack[from..].starts_with(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn an_asset_is_found_only_by_its_whole_name() {
        let program = b"..//assets/index-aaaa.js..";
        assert!(contains(program, b"/assets/index-aaaa.js"), "present, after a false start");
        assert!(!contains(program, b"/assets/index-bbbb.js"), "an older build's name must not do");
    }
}
