mod range;

use std::{
    fmt,
    net::{AddrParseError, IpAddr},
    str::FromStr,
};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

pub use range::{PortProtocol, PortRange};

/// A published port, in the grammar of docker's `-p`: `[[IP:][HOST]:]CONTAINER[/PROTOCOL]`, where a port may be a range
/// and an IPv6 address stands in brackets.
///
/// Two ranges are as long as each other; a host range before a single container port means "any free one of these".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct PortMapping {
    host_ip: Option<IpAddr>,
    host_port: Option<PortRange>,
    container_port: PortRange,
    protocol: PortProtocol,
}

/// One port of a container and where it is published: what the engine's `PortBindings` is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PortBinding {
    /// The port inside the container.
    pub container_port: u16,
    /// Its protocol.
    pub protocol: PortProtocol,
    /// The address on the host; every address when not given.
    pub host_ip: Option<IpAddr>,
    /// The port on the host; any free one when not given or 0, any free one of them when it is a range.
    pub host_port: Option<PortRange>,
}

/// Why a text is not a port mapping.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PortMappingError {
    /// There is no container port.
    #[error("no container port")]
    Missing,
    /// Not a port or a range of ports.
    #[error("{0:?} is not a port")]
    NotAPort(String),
    /// A number that no port has. A host port may be 0, which is docker's "any".
    #[error("port {0} is not between 1 and 65535")]
    OutOfRange(String),
    /// A range that ends before it begins.
    #[error("the range {0} ends before it begins")]
    Backwards(String),
    /// A container range whose host range is not as long.
    #[error("the host ports {host} and the container ports {container} are not equally many")]
    RangesDiffer {
        /// The host ports.
        host: PortRange,
        /// The container ports.
        container: PortRange,
    },
    /// Not an IP address.
    #[error("{text:?} is not an IP address")]
    Address {
        /// What stands in its place.
        text: String,
        /// What the parser says.
        source: AddrParseError,
    },
    /// Not tcp, udp or sctp.
    #[error("{0:?} is not tcp, udp or sctp")]
    Protocol(String),
    /// The long form (`target=80,published=8080`) with something else than `name=value`.
    #[error("{0:?} is not name=value")]
    Option(String),
}

impl PortBinding {
    /// The engine's key for the container's side: `80/tcp`.
    #[must_use]
    pub fn port_key(&self) -> String {
        format!("{}/{}", self.container_port, self.protocol)
    }

    /// The engine's text for the host's side: `80`, `8000-8010`, or nothing for any.
    #[must_use]
    pub fn host_port_text(&self) -> String {
        self.host_port.map(|range| range.to_string()).unwrap_or_default()
    }

    /// The engine's text for the host's address; nothing for every address.
    #[must_use]
    pub fn host_ip_text(&self) -> String {
        self.host_ip.map(|ip| ip.to_string()).unwrap_or_default()
    }
}

impl PortMapping {
    /// A mapping of these parts. A port of 0 is refused, but for a single host port of 0.
    pub fn new(
        host_ip: Option<IpAddr>,
        host_port: Option<PortRange>,
        container_port: PortRange,
        protocol: PortProtocol,
    ) -> Result<Self, PortMappingError> {
        if container_port.first() == 0 {
            return Err(PortMappingError::OutOfRange(container_port.to_string()));
        }
        if let Some(host) = host_port {
            if host.first() == 0 && !host.is_any() {
                return Err(PortMappingError::OutOfRange(host.to_string()));
            }
            if !container_port.is_single() && host.span() != container_port.span() {
                return Err(PortMappingError::RangesDiffer { host, container: container_port });
            }
        }
        Ok(Self { host_ip, host_port, container_port, protocol })
    }

    /// The address on the host; every address when not given.
    #[must_use]
    pub fn host_ip(&self) -> Option<IpAddr> {
        self.host_ip
    }

    /// The port on the host; any free one when not given or 0.
    #[must_use]
    pub fn host_port(&self) -> Option<PortRange> {
        self.host_port
    }

    /// The port inside the container.
    #[must_use]
    pub fn container_port(&self) -> PortRange {
        self.container_port
    }

    /// The protocol.
    #[must_use]
    pub fn protocol(&self) -> PortProtocol {
        self.protocol
    }

    /// A binding for each container port, in order.
    pub fn bindings(&self) -> impl Iterator<Item = PortBinding> + '_ {
        (self.container_port.first()..=self.container_port.last()).map(|container_port| PortBinding {
            container_port,
            protocol: self.protocol,
            host_ip: self.host_ip,
            host_port: self.host_port.map(|host| {
                // A container range runs beside its host range; a single container port keeps the whole host range to choose from.
                if self.container_port.is_single() {
                    host
                } else {
                    PortRange::single(host.first() + (container_port - self.container_port.first()))
                }
            }),
        })
    }

    /// True when the two can never both be had: they ask for the same port of the same address of the host.
    /// A port that docker may choose never collides.
    #[must_use]
    pub fn collides_with(&self, other: &Self) -> bool {
        let addresses_meet = match (self.host_ip, other.host_ip) {
            (Some(one), Some(two)) => one.is_ipv4() == two.is_ipv4() && (one == two || one.is_unspecified() || two.is_unspecified()),
            _ => true,
        };
        let ports_meet = match (self.fixed_host_ports(), other.fixed_host_ports()) {
            (Some(one), Some(two)) => one.first() <= two.last() && two.first() <= one.last(),
            _ => false,
        };
        self.protocol == other.protocol && addresses_meet && ports_meet
    }

    /// The same for the container that comes so many after this one: its host ports follow this one's. None where there are no such
    /// ports. A port that docker chooses stays its choice.
    pub(crate) fn counted_up(&self, by: u16) -> Option<Self> {
        let Some(host) = self.host_port.filter(|host| !host.is_any()) else { return Some(self.clone()) };
        let step = by.checked_mul(host.span().checked_add(1)?)?;
        let host = PortRange::new(host.first().checked_add(step)?, host.last().checked_add(step)?)?;
        Some(Self { host_port: Some(host), ..self.clone() })
    }

    /// The host ports that it takes whatever happens.
    pub(crate) fn fixed_host_ports(&self) -> Option<PortRange> {
        self.host_port.filter(|host| !host.is_any() && host.span() == self.container_port.span())
    }

    /// The long form, `target=80,published=8080,protocol=udp`. As in the CLI, later ones win and other names are passed over.
    fn parse_options(text: &str) -> Result<Self, PortMappingError> {
        let (mut published, mut target, mut protocol) = ("", "", PortProtocol::default());
        for option in text.split(',') {
            match option.split_once('=') {
                Some(("published", value)) => published = value,
                Some(("target", value)) => target = value,
                Some(("protocol", value)) => protocol = value.parse()?,
                Some((name, _)) if !name.is_empty() => {}
                _ => return Err(PortMappingError::Option(option.to_owned())),
            }
        }
        if target.is_empty() {
            return Err(PortMappingError::Missing);
        }
        let host_port = if published.is_empty() { None } else { Some(PortRange::parse(published)?) };
        Self::new(None, host_port, PortRange::parse(target)?, protocol)
    }
}

impl FromStr for PortMapping {
    type Err = PortMappingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains('=') {
            return Self::parse_options(text);
        }
        // The last two colons part the mapping; what stands before them is the address, colons and all.
        let mut parts = text.rsplitn(3, ':');
        let container = parts.next().unwrap_or_default();
        let host = parts.next().unwrap_or_default();
        let ip = parts.next().unwrap_or_default();
        let (container, protocol) = match container.split_once('/') {
            None | Some((_, "")) => (container.trim_end_matches('/'), PortProtocol::default()),
            Some((port, protocol)) => (port, protocol.parse()?),
        };
        if container.is_empty() {
            return Err(PortMappingError::Missing);
        }
        let host_ip = if ip.is_empty() {
            None
        } else {
            let bare = ip.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(ip);
            Some(bare.parse().map_err(|source| PortMappingError::Address { text: ip.to_owned(), source })?)
        };
        let host_port = if host.is_empty() { None } else { Some(PortRange::parse(host)?) };
        Self::new(host_ip, host_port, PortRange::parse(container)?, protocol)
    }
}

impl fmt::Display for PortMapping {
    /// The shortest form: no `/tcp`, no empty host.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host_ip {
            Some(IpAddr::V6(ip)) => write!(f, "[{ip}]:")?,
            Some(ip) => write!(f, "{ip}:")?,
            None => {}
        }
        if let Some(host) = self.host_port {
            write!(f, "{host}")?;
        }
        if self.host_port.is_some() || self.host_ip.is_some() {
            f.write_str(":")?;
        }
        write!(f, "{}", self.container_port)?;
        if self.protocol == PortProtocol::Tcp { Ok(()) } else { write!(f, "/{}", self.protocol) }
    }
}

impl TryFrom<String> for PortMapping {
    type Error = PortMappingError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PortMapping> for String {
    fn from(mapping: PortMapping) -> Self {
        mapping.to_string()
    }
}

#[cfg(test)]
mod tests;
