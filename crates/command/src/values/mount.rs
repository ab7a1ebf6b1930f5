use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use super::{Value, csv};
use crate::{
    MemorySize, ParseCode,
    parse::{Context, Fault},
    path,
};

/// A mount in the long form: `type=bind,source=/data,target=/var/lib/data,readonly`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Mount {
    kind: MountKind,
    source: Option<String>,
    target: String,
    read_only: bool,
    options: Vec<(String, Option<String>)>,
}

/// What is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MountKind {
    /// A volume, docker's default.
    Volume,
    /// A file or folder of the host.
    Bind,
    /// Memory.
    Tmpfs,
    /// A named pipe of Windows.
    NamedPipe,
    /// The files of an image.
    Image,
}

/// Why a text is not a mount.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MountError {
    /// A quote is not closed.
    #[error("a quote is not closed")]
    Quote,
    /// Not an option, or one whose value is missing.
    #[error("{0:?} is not an option of a mount")]
    Option(String),
    /// Not a kind of mount.
    #[error("{0:?} is not volume, bind, tmpfs, npipe or image")]
    Kind(String),
    /// An option of a mount that is read only.
    #[error("bind-recursive={0} needs {1} beside it")]
    Recursive(String, &'static str),
    /// It is not said where.
    #[error("the target is missing")]
    NoTarget,
    /// A bind mount of nothing.
    #[error("a bind mount needs a source")]
    NoSource,
    /// A bind mount of a path that is not absolute.
    #[error("the source {0:?} is not an absolute path")]
    RelativeSource(String),
}

const KINDS: [(MountKind, &str); 5] = [
    (MountKind::Volume, "volume"),
    (MountKind::Bind, "bind"),
    (MountKind::Tmpfs, "tmpfs"),
    (MountKind::NamedPipe, "npipe"),
    (MountKind::Image, "image"),
];

/// Docker's options besides these of every mount; those of the first list may stand alone.
const SWITCHES: [&str; 3] = ["volume-nocopy", "bind-nonrecursive", "bind-create-src"];
const OPTIONS: [&str; 11] = [
    "bind-propagation",
    "bind-recursive",
    "volume-subpath",
    "volume-label",
    "volume-driver",
    "volume-opt",
    "tmpfs-size",
    "tmpfs-mode",
    "image-subpath",
    "consistency",
    "tmpfs-opt",
];

impl Mount {
    /// What is mounted.
    #[must_use]
    pub fn kind(&self) -> MountKind {
        self.kind
    }

    /// The path, or the volume's or image's name; none for a volume without a name, and for memory.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Where in the container.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// True when the container cannot write to it.
    #[must_use]
    pub fn read_only(&self) -> bool {
        self.read_only
    }

    /// The other options, in their order; a switch has no value.
    pub fn options(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.options.iter().map(|(key, value)| (key.as_str(), value.as_deref()))
    }

    fn parse(text: &str, absolute: impl Fn(&str) -> Result<String, Fault>) -> Result<Self, MountFault> {
        let mut mount = Self { kind: MountKind::Volume, source: None, target: String::new(), read_only: false, options: Vec::new() };
        for field in csv::split(text).ok_or(MountError::Quote)? {
            mount.set(&field)?;
        }
        if mount.target.is_empty() {
            return Err(MountError::NoTarget.into());
        }
        let own = KINDS.into_iter().find(|(kind, _)| *kind == mount.kind).map_or("", |(_, name)| name);
        // Docker refuses options of another kind of mount.
        let of_another =
            |key: &str| key.split_once('-').is_some_and(|(kind, _)| kind != own && KINDS.iter().any(|(_, name)| *name == kind));
        if let Some((key, _)) = mount.options.iter().find(|(key, _)| of_another(key)) {
            return Err(MountError::Option(key.clone()).into());
        }
        if mount.kind == MountKind::Bind {
            let source = mount.source.as_deref().filter(|source| !source.is_empty()).ok_or(MountError::NoSource)?;
            if Context::is_path(source) {
                mount.source = Some(absolute(source).map_err(MountFault::Fault)?);
            } else {
                return Err(MountError::RelativeSource(source.to_owned()).into());
            }
        }
        mount.recursion()?;
        Ok(mount)
    }

    /// What docker asks of `bind-recursive`: how writable the mounts below are can only be said of one that is read only.
    fn recursion(&self) -> Result<(), MountError> {
        let last = |key: &str| self.options().filter(|(option, _)| *option == key).last().and_then(|(_, value)| value);
        let Some(recursive) = last("bind-recursive") else { return Ok(()) };
        let refused = |beside| Err(MountError::Recursive(recursive.to_owned(), beside));
        match recursive {
            "writable" | "readonly" if !self.read_only => refused("readonly"),
            "readonly" if last("bind-propagation") != Some("rprivate") => refused("bind-propagation=rprivate"),
            "enabled" | "disabled" | "writable" | "readonly" => Ok(()),
            _ => Err(MountError::Option(format!("bind-recursive={recursive}"))),
        }
    }

    fn set(&mut self, field: &str) -> Result<(), MountError> {
        let wrong = || MountError::Option(field.to_owned());
        let (key, value) = match field.split_once('=') {
            Some((key, value)) => (key.to_ascii_lowercase(), Some(value)),
            None => (field.to_ascii_lowercase(), None),
        };
        match (key.as_str(), value) {
            ("type", Some(value)) => {
                let kind = KINDS.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(value));
                self.kind = kind.ok_or_else(|| MountError::Kind(value.to_owned()))?.0;
            }
            ("source" | "src", Some(value)) => self.source = Some(value.to_owned()),
            ("target" | "dst" | "destination", Some(value)) => value.clone_into(&mut self.target),
            ("readonly" | "ro", value) => self.read_only = value.map_or(Some(true), truth).ok_or_else(wrong)?,
            (switch, value) if SWITCHES.contains(&switch) => {
                // The last one wins, and none is the same as false.
                self.options.retain(|(other, _)| other != switch);
                self.options.extend(value.map_or(Some(true), truth).ok_or_else(wrong)?.then_some((key, None)));
            }
            ("tmpfs-size", Some(size)) if size.parse::<MemorySize>().is_err() => return Err(wrong()),
            ("tmpfs-mode", Some(mode)) if u32::from_str_radix(mode, 8).is_err() => return Err(wrong()),
            (option, Some(value)) if OPTIONS.contains(&option) => self.options.push((key, Some(value.to_owned()))),
            _ => return Err(wrong()),
        }
        Ok(())
    }
}

/// As Go reads it.
fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

/// A mistake of the text, or of where it stands.
enum MountFault {
    Mount(MountError),
    Fault(Fault),
}

impl From<MountError> for MountFault {
    fn from(error: MountError) -> Self {
        Self::Mount(error)
    }
}

impl FromStr for Mount {
    type Err = MountError;

    fn from_str(text: &str) -> Result<Self, MountError> {
        let absolute = |source: &str| {
            if path::is_absolute(source) { Ok(source.to_owned()) } else { Err(Fault::new(ParseCode::FolderNeeded, source.to_owned())) }
        };
        Self::parse(text, absolute).map_err(|fault| match fault {
            MountFault::Mount(error) => error,
            MountFault::Fault(fault) => MountError::RelativeSource(fault.detail),
        })
    }
}

impl fmt::Display for Mount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = KINDS.into_iter().find(|(kind, _)| *kind == self.kind).map_or("volume", |(_, name)| name);
        let mut fields = vec![format!("type={name}")];
        fields.extend(self.source.iter().map(|source| format!("source={source}")));
        fields.push(format!("target={}", self.target));
        fields.extend(self.read_only.then(|| "readonly".to_owned()));
        fields.extend(self.options.iter().map(|(key, value)| value.as_ref().map_or_else(|| key.clone(), |value| format!("{key}={value}"))));
        f.write_str(&csv::join(fields.iter().map(String::as_str)))
    }
}

impl Value for Mount {
    fn read(text: &str, context: &Context<'_>) -> Result<Self, Fault> {
        Self::parse(text, |source| context.mounted(source)).map_err(|fault| match fault {
            MountFault::Mount(error) => Fault::new(ParseCode::InvalidValue, error.to_string()),
            MountFault::Fault(fault) => fault,
        })
    }

    fn write(&self) -> String {
        self.to_string()
    }

    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<Self> {
        use proptest::prelude::*;
        let bind = (super::any_path(), "/[a-z ,\"]{1,6}", any::<bool>()).prop_map(|(source, target, read_only)| Self {
            kind: MountKind::Bind,
            source: Some(source),
            target,
            read_only,
            options: vec![("bind-propagation".to_owned(), Some("rslave".to_owned()))],
        });
        let other = "type=tmpfs,target=/[a-z]{1,4},tmpfs-size=64m|target=/[a-z]{1,3}|src=[a-z]{2,4},dst=/[a-z]{1,4},volume-nocopy"
            .prop_filter_map("not a mount", |text: String| text.parse().ok());
        prop_oneof![bind, other].boxed()
    }
}
