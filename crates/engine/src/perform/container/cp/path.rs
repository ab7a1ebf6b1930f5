//! What a path of `docker cp` says beyond its name: a trailing `/` wants a folder, a trailing `/.` its content.

use std::path::{Component, Path, PathBuf};

/// A path in a container, always with slashes: its folder and its last name, as the CLI takes them apart (`SplitPathDirEntry`). The last name
/// of a path that ends in `/.` is `.`, that of `/` is `/`.
pub(super) fn split(path: &str) -> (String, String) {
    let cleaned = clean(path);
    if is_content(path) {
        return (cleaned, ".".to_owned());
    }
    match cleaned.rsplit_once('/') {
        None => (".".to_owned(), cleaned),
        Some(("", "")) => ("/".to_owned(), "/".to_owned()),
        Some(("", base)) => ("/".to_owned(), base.to_owned()),
        Some((folder, base)) => (folder.to_owned(), base.to_owned()),
    }
}

/// Without `.`, `..` and double slashes (Go's `path.Clean`).
pub(crate) fn clean(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => {
                names.pop();
            }
            ".." if absolute => {}
            name => names.push(name),
        }
    }
    let joined = names.join("/");
    match (absolute, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// A target of a link, which is relative to the folder of the link.
pub(super) fn linked(link: &str, target: &str) -> String {
    if target.starts_with('/') { target.to_owned() } else { clean(&format!("{}/{target}", split(link).0)) }
}

/// It ends in `/.`, or is `.`: the content of a folder is meant.
pub(super) fn is_content(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    path == "." || path.ends_with("/.")
}

/// It ends so that only a folder can be meant.
pub(super) fn wants_folder(path: &str) -> bool {
    path.ends_with('/') || is_content(path)
}

/// An absolute path on this computer.
#[derive(Debug, Clone)]
pub(super) struct Local {
    /// Without `.`, `..` and separators at its end; `..` is taken away by name, as the CLI does it.
    pub(super) path: PathBuf,
    /// It ended in `/.`.
    pub(super) content: bool,
    /// It ended in a separator.
    pub(super) slash: bool,
}

impl Local {
    pub(super) fn read(text: &str) -> Self {
        let trimmed = text.trim_end_matches(std::path::is_separator);
        let last_dot = trimmed.strip_suffix('.').is_some_and(|before| before.ends_with(std::path::is_separator));
        let mut path = PathBuf::new();
        for component in Path::new(text).components() {
            match component {
                Component::CurDir => {}
                // The parent of the root is the root.
                Component::ParentDir => {
                    path.pop();
                }
                other => path.push(other),
            }
        }
        // All of a disk can only mean its content.
        let content = last_dot || path.parent().is_none();
        Self { path, content, slash: trimmed.len() < text.len() }
    }

    pub(super) fn wants_folder(&self) -> bool {
        self.slash || self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_container_is_taken_apart_as_the_cli_does_it() {
        for (path, folder, base) in [
            ("/etc/passwd", "/etc", "passwd"),
            ("/etc/", "/", "etc"),
            ("/etc/.", "/etc", "."),
            ("/etc/./", "/etc", "."),
            ("/", "/", "/"),
            ("/.", "/", "."),
            ("etc/x", "etc", "x"),
            ("x", ".", "x"),
            ("/a//b/../c", "/a", "c"),
            ("/../x", "/", "x"),
        ] {
            assert_eq!(split(path), (folder.to_owned(), base.to_owned()), "{path}");
        }
        assert_eq!(linked("/bin/sh", "busybox"), "/bin/busybox");
        assert_eq!(linked("/bin/sh", "/x/y"), "/x/y");
    }

    #[test]
    fn a_local_path_says_what_its_end_means() {
        let end = |text: &str| {
            let local = Local::read(text);
            (local.path.display().to_string(), local.content, local.slash)
        };
        if cfg!(unix) {
            assert_eq!(end("/a/b"), ("/a/b".into(), false, false));
            assert_eq!(end("/a/b/"), ("/a/b".into(), false, true));
            assert_eq!(end("/a/b/."), ("/a/b".into(), true, false));
            assert_eq!(end("/a/../b."), ("/b.".into(), false, false));
            assert_eq!(end("/"), ("/".into(), true, true));
        }
    }
}
