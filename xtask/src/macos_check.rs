//! A type check for macOS on a machine that is none.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::place::cache;
use crate::rust::MACOS;
use crate::step::Log;
use crate::test::check_for;

/// `cargo check` links nothing, but build scripts of some dependencies compile C. A compiler and an archiver that make empty
/// files satisfy them: what is checked is all of the Rust and none of the C.
pub fn check(log: &mut Log) -> Result<()> {
    let tools = cache().join("tools").join("macos-stub");
    fs::create_dir_all(&tools).with_context(|| format!("could not make {}", tools.display()))?;
    let compiler = tools.join("cc");
    let archiver = tools.join("ar");
    write_script(&compiler, COMPILER)?;
    write_script(&archiver, ARCHIVER)?;
    let mut command = check_for(MACOS);
    command
        .env("CC_aarch64_apple_darwin", &compiler)
        .env("CXX_aarch64_apple_darwin", &compiler)
        .env("AR_aarch64_apple_darwin", &archiver)
        .env("SDKROOT", &tools);
    log.run(&mut command)
}

/// Makes the file that `-o` names.
const COMPILER: &str = "#!/bin/sh
while [ $# -gt 0 ]; do
  if [ \"$1\" = -o ]; then : > \"$2\"; fi
  shift
done
";

/// Makes the archive that is named first after the mode.
const ARCHIVER: &str = "#!/bin/sh
for word; do
  case $word in *.a) : > \"$word\" ;; esac
done
";

#[cfg(unix)]
fn write_script(path: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // An unchanged script keeps its time, so that build scripts don't run again for it.
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).with_context(|| format!("could not change {}", path.display()))
}

#[cfg(not(unix))]
fn write_script(path: &Path, _text: &str) -> Result<()> {
    anyhow::bail!("{}: the check for macOS runs on Linux only", path.display())
}
