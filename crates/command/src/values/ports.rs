use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{PortMappingError, PortProtocol, PortRange};

/// A port that a container listens on: `80`, `53/udp`, `8000-8010`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct ExposedPort {
    range: PortRange,
    protocol: PortProtocol,
}

impl ExposedPort {
    /// The ports.
    #[must_use]
    pub fn range(self) -> PortRange {
        self.range
    }

    /// Their protocol.
    #[must_use]
    pub fn protocol(self) -> PortProtocol {
        self.protocol
    }
}

impl FromStr for ExposedPort {
    type Err = PortMappingError;

    fn from_str(text: &str) -> Result<Self, PortMappingError> {
        let (ports, protocol) = match text.split_once('/') {
            Some((ports, protocol)) => (ports, protocol.parse()?),
            None => (text, PortProtocol::Tcp),
        };
        Ok(Self { range: PortRange::parse(ports)?, protocol })
    }
}

impl fmt::Display for ExposedPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.range)?;
        if self.protocol == PortProtocol::Tcp { Ok(()) } else { write!(f, "/{}", self.protocol) }
    }
}
