//! Names of systems, processors and signals.

use super::{Checked, check};
use crate::parse::Context;

/// What may stand alone: containerd's platforms package knows these.
const SYSTEMS: [&str; 17] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "macos",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
];
const PROCESSORS: [&str; 27] = [
    "386", "aarch64", "amd64", "arm", "arm64", "armbe", "armel", "armhf", "i386", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc",
    "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm", "x86-64", "x86_64", "arm64be",
];

const SIGNALS: [&str; 34] = [
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT",
    "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
];
/// How many signals there are.
const LAST_SIGNAL: u8 = 64;

/// `linux`, `linux/arm64`, `linux/arm/v7`, `windows(10.0.17763)/amd64`.
pub(in crate::table) fn platform(text: &str, _: &Context<'_>) -> Checked {
    check(is_platform(text), text, "a platform such as linux/amd64")
}

/// Several between commas; `local` is the builder's own.
pub(in crate::table) fn platforms(text: &str, _: &Context<'_>) -> Checked {
    check(text.split(',').all(|one| one == "local" || is_platform(one)), text, "platforms such as linux/amd64,linux/arm64")
}

fn is_platform(text: &str) -> bool {
    let component = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    let parts: Vec<&str> = text.split('/').collect();
    let Some((system, rest)) = parts.split_first() else { return false };
    let (name, version) = match system.strip_suffix(')').and_then(|system| system.split_once('(')) {
        Some((name, version)) => (name, Some(version)),
        None => (*system, None),
    };
    let known = |name: &str| {
        let name = name.to_ascii_lowercase();
        SYSTEMS.contains(&name.as_str()) || PROCESSORS.contains(&name.as_str())
    };
    component(name)
        && version.is_none_or(component)
        && rest.len() < 3
        && rest.iter().all(|part| component(part))
        && (!rest.is_empty() || known(name))
}

/// A number, or a name with or without `SIG`.
pub(in crate::table) fn signal(text: &str, _: &Context<'_>) -> Checked {
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let real_time = |start: &str, sign: char| {
        name.strip_prefix(start).is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix(sign).is_some_and(|number| number.parse::<u8>().is_ok_and(|number| (1..=15).contains(&number)))
        })
    };
    let numbered = name.parse::<u8>().is_ok_and(|number| (1..=LAST_SIGNAL).contains(&number)) && upper == name;
    check(numbered || SIGNALS.contains(&name) || real_time("RTMIN", '+') || real_time("RTMAX", '-'), text, "a signal such as SIGTERM")
}
