use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

/// An environment variable: `KEY=value`, or `KEY` for the value that it has where docker is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct EnvVar {
    key: String,
    value: Option<String>,
}

/// A label or an option: `key=value`, or `key` alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct KeyValue {
    key: String,
    value: Option<String>,
}

/// A filter of a list: `status=exited`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Filter {
    key: String,
    value: String,
}

/// A line for the container's `/etc/hosts`: `name:10.0.0.1`, or `name:host-gateway`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct HostMapping {
    host: String,
    address: String,
}

/// Why a text is not a name and a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PairError {
    /// Nothing stands before the `=`.
    #[error("the name is empty")]
    NoName,
    /// There is no `=`.
    #[error("it is not name=value")]
    NoValue,
    /// Not `name:address`.
    #[error("it is not name:address")]
    Host,
    /// Neither an address nor `host-gateway`.
    #[error("the address is none")]
    Address,
}

macro_rules! pair {
    ($type:ident) => {
        impl $type {
            /// The name.
            #[must_use]
            pub fn key(&self) -> &str {
                &self.key
            }

            /// The value; none where only the name is given.
            #[must_use]
            pub fn value(&self) -> Option<&str> {
                self.value.as_deref()
            }
        }

        impl FromStr for $type {
            type Err = PairError;

            fn from_str(text: &str) -> Result<Self, PairError> {
                let (key, value) = match text.split_once('=') {
                    Some((key, value)) => (key, Some(value.to_owned())),
                    None => (text, None),
                };
                if key.is_empty() { Err(PairError::NoName) } else { Ok(Self { key: key.to_owned(), value }) }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.key)?;
                self.value.as_ref().map_or(Ok(()), |value| write!(f, "={value}"))
            }
        }
    };
}

pair!(EnvVar);
pair!(KeyValue);

impl Filter {
    /// What is looked at.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it has to be.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl FromStr for Filter {
    type Err = PairError;

    /// Docker lower-cases the name and takes the spaces away around both.
    fn from_str(text: &str) -> Result<Self, PairError> {
        let (key, value) = text.split_once('=').ok_or(PairError::NoValue)?;
        let key = key.trim().to_lowercase();
        if key.is_empty() { Err(PairError::NoName) } else { Ok(Self { key, value: value.trim().to_owned() }) }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}

impl HostMapping {
    /// The name.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Its address, or `host-gateway`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl FromStr for HostMapping {
    type Err = PairError;

    fn from_str(text: &str) -> Result<Self, PairError> {
        // `=` parts them as well, since an IPv6 address is full of colons.
        let (host, address) = text.split_once('=').or_else(|| text.split_once(':')).ok_or(PairError::Host)?;
        if host.is_empty() || host.contains(':') {
            return Err(PairError::Host);
        }
        let bare = address.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(address);
        if bare != "host-gateway" && bare.parse::<IpAddr>().is_err() {
            return Err(PairError::Address);
        }
        Ok(Self { host: host.to_owned(), address: bare.to_owned() })
    }
}

impl fmt::Display for HostMapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.address)
    }
}
