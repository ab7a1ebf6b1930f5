//! What may be a file's name on this computer. Names in a tar are hostile input.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use naru_view::ProblemCode;

use crate::error::{Error, Result};

/// What the file names of a system cannot be or cannot tell apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct System {
    /// Names have the rules of Windows: devices, streams, drives, no dot or space at the end.
    pub(super) windows: bool,
    /// `A` and `a` are one file, as they are by default on Windows and macOS.
    pub(super) folds_case: bool,
}

impl System {
    /// The one that this runs on.
    pub(super) const HERE: Self = Self { windows: cfg!(windows), folds_case: cfg!(any(windows, target_os = "macos")) };
}

/// Names that Windows takes for devices, with any extension and in any case. (learn.microsoft.com, "Naming Files, Paths, and Namespaces")
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// The same with a digit behind them.
const NUMBERED: [&str; 2] = ["COM", "LPT"];

/// The names of a path in a tar, none of which leads out. An absolute one is taken from the folder where `rooted`: engines send such
/// names for `/`.
pub(super) fn names(path: &[u8], rooted: bool, system: System) -> Result<Vec<PathBuf>> {
    if path.starts_with(b"/") && !rooted {
        return Err(leaves(Path::new(&*String::from_utf8_lossy(path))));
    }
    let mut names = Vec::new();
    for name in path.split(|byte| *byte == b'/') {
        match name {
            b"" | b"." => {}
            b".." => return Err(leaves(Path::new(&*String::from_utf8_lossy(path)))),
            name if system.windows && !windows_has(name) => return Err(impossible(&String::from_utf8_lossy(name))),
            name => names.push(native(name)?),
        }
    }
    Ok(names)
}

/// True when a link leads out of the folder that it is written into, by its text alone.
pub(super) fn leads_out(link: &[PathBuf], target: &[u8]) -> bool {
    let mut depth = link.len().saturating_sub(1);
    for name in target.split(|byte| *byte == b'/') {
        match name {
            b"" | b"." => {}
            b".." if depth == 0 => return true,
            b".." => depth -= 1,
            _ => depth += 1,
        }
    }
    target.starts_with(b"/")
}

/// Whether Windows can give a file this name, and means a file by it.
fn windows_has(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    let forbidden = |c: char| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || c < ' ';
    if name.ends_with(['.', ' ']) || name.contains(forbidden) {
        return false;
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let digit = |rest: &str| rest.chars().count() == 1 && rest.chars().all(char::is_numeric);
    !DEVICES.contains(&stem.as_str()) && !NUMBERED.iter().any(|device| stem.strip_prefix(device).is_some_and(digit))
}

/// What was written, for systems that cannot tell names apart which the container can.
#[derive(Debug, Default)]
pub(super) struct Folded(HashMap<String, PathBuf>);

impl Folded {
    /// Refuses a name that differs from an earlier one in nothing but case: one file would take the other's place.
    pub(super) fn add(&mut self, names: &[PathBuf], system: System) -> Result<()> {
        if !system.folds_case {
            return Ok(());
        }
        // A folder may be written in another case by what is in it alone.
        let mut path = PathBuf::new();
        for name in names {
            path.push(name);
            let folded = path.to_string_lossy().to_lowercase();
            let first = self.0.entry(folded).or_insert_with(|| path.clone());
            if *first != path {
                let said =
                    format!("{} and {} differ in case alone, which this computer does not tell apart", first.display(), path.display());
                return Err(Error::new(ProblemCode::NameImpossible, said).with("path", path.display().to_string()));
            }
        }
        Ok(())
    }
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(super) fn native(name: &[u8]) -> Result<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Ok(PathBuf::from(std::ffi::OsStr::from_bytes(name)))
}

#[cfg(not(unix))]
pub(super) fn native(name: &[u8]) -> Result<PathBuf> {
    match std::str::from_utf8(name) {
        Ok(name) => Ok(PathBuf::from(name)),
        Err(_) => Err(impossible(&String::from_utf8_lossy(name))),
    }
}

pub(super) fn leaves(path: &Path) -> Error {
    let path = path.display().to_string();
    Error::new(ProblemCode::PathLeavesFolder, format!("{path} leaves the folder that is copied to: not written")).with("path", path)
}

fn impossible(name: &str) -> Error {
    Error::new(ProblemCode::NameImpossible, format!("{name:?} cannot be the name of a file on Windows: not written")).with("path", name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    const LINUX: System = System { windows: false, folds_case: false };
    const WINDOWS: System = System { windows: true, folds_case: true };

    fn is(path: &str, rooted: bool, system: System) -> bool {
        names(path.as_bytes(), rooted, system).is_ok()
    }

    #[test]
    fn a_name_that_leads_out_is_refused() {
        for path in ["../x", "a/../../x", "..", "a/.."] {
            assert!(!is(path, true, LINUX) && !is(path, true, WINDOWS), "{path}");
        }
        assert!(!is("/etc/passwd", false, LINUX), "absolute");
        assert_eq!(names(b"/etc/./passwd", true, LINUX).unwrap(), ["etc", "passwd"].map(PathBuf::from));
        assert!(is("a\nb/..c/c..", false, LINUX));
    }

    #[test]
    fn windows_gets_no_device_stream_or_drive() {
        for path in ["con", "a/NUL.txt", "com1", "LPT9.tar.gz", "com¹", "aux .c", "a:b", "C:x", "a\\..\\b", "a.", "a ", "x?", "\u{1}"] {
            assert!(!is(path, false, WINDOWS), "{path:?}");
            assert!(is(path, false, LINUX), "{path:?}");
        }
        assert!(names(b"\xff", false, WINDOWS).is_err());
        for path in ["console", "com", "lpt10", "nul_", "a.b c", "한글.txt"] {
            assert!(is(path, false, WINDOWS), "{path:?}");
        }
    }

    #[test]
    fn a_link_that_leads_out_is_known_by_its_text() {
        let at = |path: &str| names(path.as_bytes(), false, LINUX).unwrap();
        for (link, target, out) in [
            ("a/b", "c", false),
            ("a/b", "../c", false),
            ("a/b", "../../c", true),
            ("a", "..", true),
            ("a", "/etc", true),
            ("a/b", "x/../../y", false),
            ("a/b", "x/../../../y", true),
        ] {
            assert_eq!(leads_out(&at(link), target.as_bytes()), out, "{link} -> {target}");
        }
    }

    #[test]
    fn names_that_differ_in_case_do_not_replace_each_other() {
        let at = |path: &str| names(path.as_bytes(), false, WINDOWS).unwrap();
        let mut folded = Folded::default();
        for path in ["a", "a/b", "a/b", "c/D", "c"] {
            folded.add(&at(path), WINDOWS).unwrap();
        }
        for path in ["A", "a/B", "C/x", "c/d/e"] {
            assert_eq!(folded.add(&at(path), WINDOWS).unwrap_err().code(), ProblemCode::NameImpossible, "{path}");
        }
        folded.add(&at("A"), LINUX).unwrap();
    }
}
