use std::process::Command;

use super::{cache::Cache, mirror::Mirror, program, tree::Trees};
use crate::Unavailable;

/// What a lab is made with, and the Debian packages that hold it.
const PROGRAMS: [(&str, &str); 7] = [
    ("ip", "iproute2"),
    ("nsenter", "util-linux"),
    ("unshare", "util-linux"),
    ("setsid", "util-linux"),
    ("mount", "mount"),
    ("pivot_root", "util-linux"),
    ("chroot", "coreutils"),
];

/// Everything that is known to stand in a lab's way, before anything is made.
pub fn check(cache: Option<&Cache>) -> Result<(), Unavailable> {
    if !nix::unistd::geteuid().is_root() {
        return Err(Unavailable::NotRoot);
    }
    for (program, package) in PROGRAMS {
        require(program, package)?;
    }
    may_make_namespaces()?;
    if !cache.is_some_and(Trees::are_ready) {
        require("debootstrap", "debootstrap")?;
        require("gpgv", "gpgv")?;
        Mirror::find()?;
    }
    Ok(())
}

fn require(program: &str, package: &str) -> Result<(), Unavailable> {
    program::find(program)
        .map(|_| ())
        .ok_or_else(|| Unavailable::MissingProgram { program: program.to_owned(), package: package.to_owned() })
}

/// Tries: capabilities, seccomp and security modules each have a say, and only the kernel knows the sum.
fn may_make_namespaces() -> Result<(), Unavailable> {
    let attempt = program::run(
        Command::new("unshare").args(["--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "mount", "-t", "proc", "proc", "/proc"]),
    );
    attempt.map(|_| ()).map_err(|error| Unavailable::NoNamespaces { reason: error.to_string() })
}
