use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use super::Value;
use crate::{
    ParseCode,
    parse::{Context, Fault},
    path,
};

/// A mount in the short form of `-v`: `/data:/var/lib/data:ro`, `pgdata:/data`, `/cache`, `C:\data:/data`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Volume {
    source: Option<String>,
    target: String,
    options: Vec<String>,
}

/// Why a text is not a mount.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VolumeError {
    /// Nothing stands between two colons.
    #[error("nothing stands between two colons")]
    Empty,
    /// More than a source, a target and options.
    #[error("there are too many colons")]
    TooMany,
    /// Neither an absolute path nor the name of a volume.
    #[error("{0:?} is neither an absolute path nor the name of a volume")]
    Source(String),
    /// The target is not absolute.
    #[error("the path in the container, {0:?}, is not absolute")]
    Target(String),
    /// Not an option of a mount.
    #[error("{0:?} is not an option of a mount")]
    Option(String),
}

const OPTIONS: [&str; 17] = [
    "ro",
    "rw",
    "readonly",
    "z",
    "Z",
    "nocopy",
    "shared",
    "rshared",
    "slave",
    "rslave",
    "private",
    "rprivate",
    "cached",
    "delegated",
    "consistent",
    "default",
    "U",
];

impl Volume {
    /// A mount of these parts. What the short form cannot say (a path with a colon in it) is too many colons.
    pub fn new(source: Option<&str>, target: &str, read_only: bool) -> Result<Self, VolumeError> {
        if !path::is_absolute(target) {
            return Err(VolumeError::Target(target.to_owned()));
        }
        let parts = source.into_iter().chain([target]).chain(read_only.then_some("ro"));
        let volume = Self::of(&parts.map(str::to_owned).collect::<Vec<_>>())?.checked()?;
        match volume.to_string().parse::<Self>() {
            Ok(read) if read == volume => Ok(volume),
            _ => Err(VolumeError::TooMany),
        }
    }

    /// The path on the host, or the volume's name; none for a new volume without a name.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// True when the source is a path of the host, and not the name of a volume.
    #[must_use]
    pub fn is_bind(&self) -> bool {
        self.source.as_deref().is_some_and(path::is_absolute)
    }

    /// Where in the container.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// `ro`, `z` and so on.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    fn of(parts: &[String]) -> Result<Self, VolumeError> {
        let (source, target, options) = match parts {
            [target] => (None, target, Vec::new()),
            [target, options] if is_options(options) && !options.starts_with('/') => (None, target, split(options)),
            [source, target] => (Some(source.clone()), target, Vec::new()),
            [source, target, options] => {
                if let Some(wrong) = options.split(',').find(|option| !OPTIONS.contains(option)) {
                    return Err(VolumeError::Option(wrong.to_owned()));
                }
                (Some(source.clone()), target, split(options))
            }
            _ => return Err(VolumeError::TooMany),
        };
        if !path::is_absolute(target) {
            return Err(VolumeError::Target(target.clone()));
        }
        Ok(Self { source, target: target.clone(), options })
    }

    fn checked(self) -> Result<Self, VolumeError> {
        match &self.source {
            Some(source) if !path::is_absolute(source) && !is_volume_name(source) => Err(VolumeError::Source(source.clone())),
            _ => Ok(self),
        }
    }
}

fn split(options: &str) -> Vec<String> {
    options.split(',').map(str::to_owned).collect()
}

pub(crate) fn is_options(text: &str) -> bool {
    text.split(',').all(|option| OPTIONS.contains(&option))
}

/// The engine's own rule (`[a-zA-Z0-9][a-zA-Z0-9_.-]+`).
fn is_volume_name(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// Parts at colons, but for the one behind a drive's letter.
fn parts(text: &str) -> Result<Vec<String>, VolumeError> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        let is_drive = matches!(rest.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic()) && rest.len() > 2;
        let from = if is_drive { 2 } else { 0 };
        let (part, next) = match rest[from..].find(':') {
            Some(colon) => (&rest[..from + colon], Some(&rest[from + colon + 1..])),
            None => (rest, None),
        };
        if part.is_empty() {
            return Err(VolumeError::Empty);
        }
        parts.push(part.to_owned());
        match next {
            Some(next) => rest = next,
            None => return Ok(parts),
        }
    }
}

impl FromStr for Volume {
    type Err = VolumeError;

    fn from_str(text: &str) -> Result<Self, VolumeError> {
        Self::of(&parts(text)?)?.checked()
    }
}

impl fmt::Display for Volume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(source) = &self.source {
            write!(f, "{source}:")?;
        }
        f.write_str(&self.target)?;
        if self.options.is_empty() { Ok(()) } else { write!(f, ":{}", self.options.join(",")) }
    }
}

impl Value for Volume {
    fn read(text: &str, context: &Context<'_>) -> Result<Self, Fault> {
        let fault = |error: VolumeError| Fault::new(ParseCode::InvalidValue, error.to_string());
        let mut volume = Self::of(&parts(text).map_err(fault)?).map_err(fault)?;
        if let Some(source) = volume.source.as_deref().filter(|source| Context::is_path(source)) {
            volume.source = Some(context.mounted(source)?);
        }
        // A shell knows `~` only at the beginning of a word, and not behind `--volume=` or a quote.
        let from_home = text.starts_with("~/").then(|| context.here.home.as_ref().map(|home| format!("{home}{}", &text[1..])));
        volume.checked().map_err(|error| fault(error).suggest(from_home.flatten()))
    }

    fn write(&self) -> String {
        self.to_string()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Self> {
        use proptest::prelude::*;
        "/[a-z가]{1,5}( [a-z]{1,3})?:/[a-z]{1,5}(:ro|:z,rw)?|[a-z]{2,5}:/data|/[a-z]{1,8}|C:\\\\[a-z]{1,4}:/data(:ro)?|/a:C:\\\\x"
            .prop_filter_map("not a volume", |text: String| text.parse().ok())
            .boxed()
    }
}
