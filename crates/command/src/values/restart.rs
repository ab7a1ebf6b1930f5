use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// When a container is started again by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub enum RestartPolicy {
    /// An empty text: it is sent as it is, and means never.
    Empty,
    /// Never.
    No,
    /// Always.
    Always,
    /// Always, but not once somebody stopped it.
    UnlessStopped,
    /// When it ends with an error; so many times at most, where a number is given.
    OnFailure(Option<u32>),
}

/// Not a restart policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not empty, no, always, unless-stopped, on-failure or on-failure:N")]
pub struct RestartPolicyError;

impl FromStr for RestartPolicy {
    type Err = RestartPolicyError;

    fn from_str(text: &str) -> Result<Self, RestartPolicyError> {
        // Docker passes over a colon with no number behind it.
        match text.strip_suffix(':').filter(|policy| !policy.is_empty()).unwrap_or(text) {
            "" => Ok(Self::Empty),
            "no" => Ok(Self::No),
            "always" => Ok(Self::Always),
            "unless-stopped" => Ok(Self::UnlessStopped),
            "on-failure" => Ok(Self::OnFailure(None)),
            text => {
                let times = text.strip_prefix("on-failure:").ok_or(RestartPolicyError)?;
                Ok(Self::OnFailure(Some(times.parse().map_err(|_| RestartPolicyError)?)))
            }
        }
    }
}

impl fmt::Display for RestartPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::No => f.write_str("no"),
            Self::Always => f.write_str("always"),
            Self::UnlessStopped => f.write_str("unless-stopped"),
            Self::OnFailure(None) => f.write_str("on-failure"),
            Self::OnFailure(Some(times)) => write!(f, "on-failure:{times}"),
        }
    }
}
