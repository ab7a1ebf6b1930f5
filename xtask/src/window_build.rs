//! Building everything that the window is made of, in sight: on stderr, because a benchmark's stdout is its JSON alone.

use std::io::stderr;
use std::path::PathBuf;

use anyhow::Result;

use crate::app::{Profile, build_command, check_fresh, program};
use crate::npm;
use crate::run_command::run;

/// Installs the npm packages when they are not what the lock file says, builds the page, then the program around it.
pub fn build(profile: Profile) -> Result<PathBuf> {
    if !npm::installed()? {
        eprintln!("Installing npm packages");
        run(npm::clean_install().stdout(stderr()))?;
    }
    eprintln!("Building the page");
    run(npm::npm(&["run", "--silent", "build"]).stdout(stderr()))?;
    eprintln!("Building the window (some minutes the first time)");
    run(&mut build_command(profile))?;
    let program = program(profile);
    check_fresh(&program)?;
    Ok(program)
}
