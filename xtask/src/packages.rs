//! The system packages that a task needs. On Debian and Ubuntu those that are missing are installed; elsewhere they are named.

use std::env;
use std::io::stderr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run_command::run;

/// A Debian package and what it is for.
pub struct Package {
    name: &'static str,
    why: &'static str,
}

const fn package(name: &'static str, why: &'static str) -> Package {
    Package { name, why }
}

/// To build the window and to open it.
pub const WINDOW: &[Package] = &[
    package("build-essential", "a C compiler and linker, for Rust"),
    package("pkg-config", "to find the web view's libraries"),
    package("file", "for the bundles' checks"),
    package("libwebkit2gtk-4.1-dev", "the web view that the window is drawn with"),
    package("xdg-utils", "to open a published port in the browser"),
];

/// To open it where there is no screen, drive it and photograph it.
pub const VIRTUAL_SCREEN: &[Package] = &[
    package("xvfb", "a virtual screen"),
    package("webkit2gtk-driver", "to drive the window"),
    package("imagemagick", "to photograph the screen"),
    package("fonts-noto-cjk", "Korean letters"),
    package("fonts-noto-color-emoji", "emoji"),
];

/// To make the lab's engines.
pub const LAB: &[Package] = &[
    package("debootstrap", "to make the Debian tree that the lab's engine runs in"),
    package("debian-archive-keyring", "to check the signatures of what goes into it"),
    package("iproute2", "to give the lab a network of its own"),
    package("util-linux", "to give it a file system of its own"),
];

/// To measure a search against.
#[cfg(unix)]
pub const RIPGREP: &[Package] = &[package("ripgrep", "the peer of the search through a log")];

/// To check that it would build for Windows.
pub const WINDOWS_CHECK: &[Package] = &[package("gcc-mingw-w64-x86-64", "a C compiler for Windows")];

/// What has to be there on systems where this installs nothing.
const ELSEWHERE: Option<&str> = if cfg!(windows) {
    Some("the C++ build tools of Visual Studio 2022 (\"Desktop development with C++\") and, on Windows 10, Microsoft's WebView2 runtime")
} else if cfg!(target_os = "macos") {
    Some("Apple's command line tools (xcode-select --install)")
} else {
    None
};

/// Makes sure that the packages of these groups are there, saying what is installed and why.
pub fn ensure(groups: &[&[Package]]) -> Result<()> {
    let wanted = groups.iter().flat_map(|group| group.iter());
    if let Some(needed) = ELSEWHERE {
        eprintln!("Nothing is installed here. Naru needs, besides Rust and Node: {needed}.");
        return Ok(());
    }
    if !Path::new("/usr/bin/dpkg-query").exists() {
        eprintln!("This is neither Debian nor Ubuntu, so nothing is installed. Naru needs what these Debian packages hold:");
        for package in wanted {
            eprintln!("  {}: {}", package.name, package.why);
        }
        return Ok(());
    }
    let missing: Vec<&Package> = wanted.filter(|package| !installed(package.name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Installing system packages:");
    for package in &missing {
        eprintln!("  {}: {}", package.name, package.why);
    }
    let names = missing.iter().map(|package| package.name);
    install(names).with_context(|| {
        let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
        format!("install these yourself and try again: {}", names.join(" "))
    })
}

fn installed(name: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", name])
        .output()
        .is_ok_and(|answer| answer.status.success() && answer.stdout == b"installed")
}

fn install<'a>(names: impl Iterator<Item = &'a str>) -> Result<()> {
    run(apt_get()?.args(["update", "--quiet"]).stdout(stderr()))?;
    run(apt_get()?.args(["install", "--quiet", "--yes", "--no-install-recommends"]).args(names).stdout(stderr()))
}

fn apt_get() -> Result<Command> {
    // Somebody else may be installing something at the moment.
    let options = ["-o", "DPkg::Lock::Timeout=300"];
    let mut command = if is_root() {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    } else if on_path("sudo") {
        let mut command = Command::new("sudo");
        command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    } else {
        bail!("packages can only be installed by root, or with sudo, which is not here");
    };
    command.args(options);
    Ok(command)
}

/// True when this user is root.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

/// True when a program of this name can be started.
pub fn on_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
