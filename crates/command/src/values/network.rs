use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use super::{KeyValue, csv};

/// A network that a container joins, and as what: `web`, `host`, `container:db`, `name=web,alias=api,ip=10.0.0.2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct NetworkAttachment {
    name: String,
    aliases: Vec<String>,
    driver_options: Vec<KeyValue>,
    ip: Option<IpAddr>,
    ip6: Option<IpAddr>,
    link_local_ips: Vec<IpAddr>,
    mac_address: Option<String>,
    gateway_priority: Option<i32>,
}

/// Not a network to join.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NetworkAttachmentError {
    /// No name.
    #[error("the network has no name")]
    NoName,
    /// An option that there is not, or whose value is none.
    #[error("{0:?} is not an option of a network")]
    Option(String),
}

impl NetworkAttachment {
    /// The network's name; `host`, `none` and `container:NAME` are docker's own.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names that the container has in it.
    #[must_use]
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// Options for the network's driver.
    #[must_use]
    pub fn driver_options(&self) -> &[KeyValue] {
        &self.driver_options
    }

    /// Its IPv4 address in it.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        self.ip
    }

    /// Its IPv6 address in it.
    #[must_use]
    pub fn ip6(&self) -> Option<IpAddr> {
        self.ip6
    }

    /// Its link-local addresses.
    #[must_use]
    pub fn link_local_ips(&self) -> &[IpAddr] {
        &self.link_local_ips
    }

    /// Its hardware address in it.
    #[must_use]
    pub fn mac_address(&self) -> Option<&str> {
        self.mac_address.as_deref()
    }

    /// How much it wants to be the way out; the highest is.
    #[must_use]
    pub fn gateway_priority(&self) -> Option<i32> {
        self.gateway_priority
    }

    fn named(name: String) -> Self {
        Self {
            name,
            aliases: Vec::new(),
            driver_options: Vec::new(),
            ip: None,
            ip6: None,
            link_local_ips: Vec::new(),
            mac_address: None,
            gateway_priority: None,
        }
    }
}

impl FromStr for NetworkAttachment {
    type Err = NetworkAttachmentError;

    fn from_str(text: &str) -> Result<Self, NetworkAttachmentError> {
        // Docker's rule: the long form is what has a `name=` and the like in it.
        if !text.contains('=') {
            return if text.is_empty() { Err(NetworkAttachmentError::NoName) } else { Ok(Self::named(text.to_owned())) };
        }
        let wrong = || NetworkAttachmentError::Option(text.to_owned());
        let mut network = Self::named(String::new());
        for field in csv::split(text).ok_or_else(wrong)? {
            let wrong = || NetworkAttachmentError::Option(field.clone());
            let (key, value) = field.split_once('=').ok_or_else(wrong)?;
            let ip = || value.parse::<IpAddr>().map_err(|_| wrong());
            match key.trim().to_ascii_lowercase().as_str() {
                "name" => value.clone_into(&mut network.name),
                "alias" => network.aliases.push(value.to_owned()),
                "driver-opt" => network.driver_options.push(value.parse().map_err(|_| wrong())?),
                "ip" => network.ip = Some(ip()?),
                "ip6" => network.ip6 = Some(ip()?),
                "link-local-ip" => network.link_local_ips.push(ip()?),
                "mac-address" => network.mac_address = Some(value.to_owned()),
                "gw-priority" => network.gateway_priority = Some(value.parse().map_err(|_| wrong())?),
                _ => return Err(wrong()),
            }
        }
        if network.name.is_empty() { Err(NetworkAttachmentError::NoName) } else { Ok(network) }
    }
}

impl fmt::Display for NetworkAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::named(self.name.clone()) && !self.name.contains('=') {
            return f.write_str(&self.name);
        }
        let mut fields = vec![format!("name={}", self.name)];
        fields.extend(self.aliases.iter().map(|alias| format!("alias={alias}")));
        fields.extend(self.driver_options.iter().map(|option| format!("driver-opt={option}")));
        fields.extend(self.ip.iter().map(|ip| format!("ip={ip}")));
        fields.extend(self.ip6.iter().map(|ip| format!("ip6={ip}")));
        fields.extend(self.link_local_ips.iter().map(|ip| format!("link-local-ip={ip}")));
        fields.extend(self.mac_address.iter().map(|mac| format!("mac-address={mac}")));
        fields.extend(self.gateway_priority.iter().map(|priority| format!("gw-priority={priority}")));
        f.write_str(&csv::join(fields.iter().map(String::as_str)))
    }
}
