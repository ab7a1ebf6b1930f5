//! Paths as text, by the rules of the system that they are from and not of the one that this runs on.

/// What an absolute path says about its system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    /// `/home/me/app`
    Posix,
    /// `C:\app`, `\\server\share\app`
    Windows,
}

/// An absolute path; none when the text is not one. `C:app` and `\app` are not: they depend on where one stands.
fn system_of(path: &str) -> Option<System> {
    let is_drive = |bytes: &[u8]| matches!(bytes, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    if path.starts_with('/') {
        Some(System::Posix)
    } else if is_drive(path.as_bytes()) || path.strip_prefix("\\\\").is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['\\', '/']))
    {
        Some(System::Windows)
    } else {
        None
    }
}

/// True for a path that means the same in every folder.
pub(crate) fn is_absolute(path: &str) -> bool {
    system_of(path).is_some()
}

/// The path without the double quotes that Windows' "Copy as path" puts around it: no path of Windows has any.
pub(crate) fn uncopied(text: &str) -> &str {
    let copied = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    copied.filter(|path| system_of(path) == Some(System::Windows)).unwrap_or(text)
}

/// An absolute folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folder {
    path: String,
    system: System,
}

impl Folder {
    /// The folder without separators at its end; none when the path is not absolute.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = uncopied(text);
        let system = system_of(text)?;
        let path = text.trim_end_matches(|c| system.is_separator(c));
        let path = match (system, path) {
            (System::Posix, "") => "/".to_owned(),
            // A drive without its separator would be the drive's current folder.
            (System::Windows, drive) if drive.len() == 2 => text[..3].to_owned(),
            (_, path) => path.to_owned(),
        };
        Some(Self { path, system })
    }

    /// The folder's path.
    pub(crate) fn into_path(self) -> String {
        self.path
    }

    /// The absolute path of a file that is named from this folder; a name that is absolute already stays as it is.
    /// `..` stays too: behind a symbolic link only the file system knows where it leads.
    pub(crate) fn join(&self, name: &str) -> String {
        if system_of(name) == Some(self.system) {
            return name.to_owned();
        }
        let separator = self.separator();
        let mut path = self.path.clone();
        for component in self.components(name) {
            if !path.ends_with(|c| self.system.is_separator(c)) {
                path.push(separator);
            }
            path.push_str(component);
        }
        path
    }

    /// The same as Go's `filepath.Abs` has it, which docker's CLI asks about what is mounted: `..` takes the name before it away.
    pub(crate) fn resolve(&self, name: &str) -> String {
        if system_of(name) == Some(self.system) {
            return name.to_owned();
        }
        let path = self.join(name);
        let root = match self.system {
            // A share of another computer, `\\server\share`, has two before its first name.
            System::Windows if path.starts_with(r"\\") => 2,
            System::Windows => path.find(|c| self.system.is_separator(c)).map_or(0, |at| at + 1),
            System::Posix => 1,
        };
        let mut clean: Vec<&str> = Vec::new();
        for component in self.components(&path[root..]) {
            if component == ".." {
                clean.pop();
            } else {
                clean.push(component);
            }
        }
        format!("{}{}", &path[..root], clean.join(&self.separator().to_string()))
    }

    /// True when the name means this file right in the folder.
    pub(crate) fn is_file_of(&self, name: &str, file: &str) -> bool {
        self.join(name) == self.join(file)
    }

    fn components<'a>(&self, name: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        let system = self.system;
        name.split(move |c| system.is_separator(c)).filter(|component| !matches!(*component, "" | "."))
    }

    fn separator(&self) -> char {
        // `C:/app` is written by people who prefer it so.
        if self.system == System::Windows && self.path.contains('\\') { '\\' } else { '/' }
    }
}

impl System {
    fn is_separator(self, c: char) -> bool {
        c == '/' || (c == '\\' && self == Self::Windows)
    }
}

#[cfg(test)]
mod tests;
