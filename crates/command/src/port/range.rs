use std::{fmt, str::FromStr};

use super::PortMappingError;

/// Ports from the first to the last, both included; mostly a single one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PortRange {
    first: u16,
    last: u16,
}

/// The protocols that docker publishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PortProtocol {
    /// tcp, docker's default.
    #[default]
    Tcp,
    /// udp
    Udp,
    /// sctp
    Sctp,
}

impl PortRange {
    /// The ports from `first` to `last`; none when that is backwards.
    #[must_use]
    pub fn new(first: u16, last: u16) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// A single port.
    #[must_use]
    pub fn single(port: u16) -> Self {
        Self { first: port, last: port }
    }

    /// The first port.
    #[must_use]
    pub fn first(self) -> u16 {
        self.first
    }

    /// The last port; the same as the first when it is a single one.
    #[must_use]
    pub fn last(self) -> u16 {
        self.last
    }

    /// True for one port.
    #[must_use]
    pub fn is_single(self) -> bool {
        self.first == self.last
    }

    /// True for 0 by itself: as a host port, any free one.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.last == 0
    }

    pub(super) fn span(self) -> u16 {
        self.last - self.first
    }

    /// Leading zeros are read as docker reads them; a sign or a space is not part of a port.
    pub(crate) fn parse(text: &str) -> Result<Self, PortMappingError> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (port(first)?, port(last)?);
        Self::new(first, last).ok_or_else(|| PortMappingError::Backwards(text.to_owned()))
    }
}

fn port(text: &str) -> Result<u16, PortMappingError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PortMappingError::NotAPort(text.to_owned()));
    }
    text.parse().map_err(|_| PortMappingError::OutOfRange(text.to_owned()))
}

impl fmt::Display for PortRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_single() { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

impl PortProtocol {
    /// As the engine writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Sctp => "sctp",
        }
    }
}

impl fmt::Display for PortProtocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for PortProtocol {
    type Err = PortMappingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Tcp, Self::Udp, Self::Sctp]
            .into_iter()
            .find(|protocol| protocol.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| PortMappingError::Protocol(text.to_owned()))
    }
}
