//! The surroundings that both sides have: the same folder, home and variables, and nothing else of the caller's.

use std::path::Path;
use std::process::Command;

use crate::engine::Reach;

/// A variable that lines may hand on by its name (`-e GREETING`).
const VARIABLE: (&str, &str) = ("GREETING", "hello from outside");

/// Gives a program the surroundings of a line.
pub fn surround<'a>(command: &'a mut Command, engine: &Reach, folder: &Path) -> &'a mut Command {
    let programs = engine.docker.parent().unwrap_or(Path::new("/"));
    let path = format!("{}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", programs.display());
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .env(VARIABLE.0, VARIABLE.1)
        .env("DOCKER_HOST", &engine.docker_host)
        .env("DOCKER_CONFIG", &engine.docker_config)
}

/// SIGINT to a process (or, with a minus, to a group), as Ctrl-C in a terminal gives it.
pub fn interrupt(process: &str) {
    signal("-INT", process);
}

/// SIGKILL.
pub fn kill(process: &str) {
    signal("-KILL", process);
}

fn signal(which: &str, process: &str) {
    // It may have ended by itself just before, and then there is nothing to do.
    let _ = Command::new("kill").args([which, "--", process]).stderr(std::process::Stdio::null()).status();
}
