use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// A limit of a process: `nofile=1024:2048`; -1 is "no limit".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Ulimit {
    name: String,
    soft: i64,
    hard: Option<i64>,
}

/// Why a text is not a limit.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UlimitError {
    /// Not `name=soft` or `name=soft:hard`.
    #[error("it is not name=soft[:hard]")]
    Format,
    /// There is no such limit.
    #[error("there is no limit {0:?}")]
    Name(String),
    /// The soft limit is above the hard one.
    #[error("the soft limit is above the hard one")]
    SoftAboveHard,
}

/// The limits that docker knows.
const NAMES: [&str; 15] = [
    "core",
    "cpu",
    "data",
    "fsize",
    "locks",
    "memlock",
    "msgqueue",
    "nice",
    "nofile",
    "nproc",
    "rss",
    "rtprio",
    "rttime",
    "sigpending",
    "stack",
];

impl Ulimit {
    /// Its name, without `RLIMIT_`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The limit that a process may raise itself.
    #[must_use]
    pub fn soft(&self) -> i64 {
        self.soft
    }

    /// Up to where it may; the soft one where none is given.
    #[must_use]
    pub fn hard(&self) -> i64 {
        self.hard.unwrap_or(self.soft)
    }
}

impl FromStr for Ulimit {
    type Err = UlimitError;

    fn from_str(text: &str) -> Result<Self, UlimitError> {
        let (name, limits) = text.split_once('=').ok_or(UlimitError::Format)?;
        if !NAMES.contains(&name) {
            return Err(UlimitError::Name(name.to_owned()));
        }
        let number = |text: &str| text.parse::<i64>().map_err(|_| UlimitError::Format);
        let (soft, hard) = match limits.split_once(':') {
            Some((soft, hard)) => (number(soft)?, Some(number(hard)?)),
            None => (number(limits)?, None),
        };
        match hard {
            Some(hard) if hard != -1 && (soft == -1 || soft > hard) => Err(UlimitError::SoftAboveHard),
            hard => Ok(Self { name: name.to_owned(), soft, hard }),
        }
    }
}

impl fmt::Display for Ulimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.soft)?;
        self.hard.map_or(Ok(()), |hard| write!(f, ":{hard}"))
    }
}
