//! `--network` and the flags that say how the first of them is joined (`parseNetworkOpts` of the CLI).

use naru_command::NetworkAttachment;
use serde_json::{Map, Value, json};

use super::super::variables::invalid;
use super::Api;
use super::flags::Flags;
use crate::error::Result;

/// What the container is in when nothing is said.
const DEFAULT: &str = "default";

/// The engine's `NetworkMode`: the first network that is named.
pub(super) fn mode<'a>(flags: &Flags<'a>) -> &'a str {
    flags.network.first().map_or(DEFAULT, NetworkAttachment::name)
}

fn is_user_defined(network: &str) -> bool {
    !matches!(network, DEFAULT | "bridge" | "host" | "none") && !network.starts_with("container:")
}

/// How one network is joined.
#[derive(Default)]
struct Endpoint {
    aliases: Vec<String>,
    links: Vec<String>,
    ip: Option<String>,
    ip6: Option<String>,
    link_local: Vec<String>,
    mac: Option<String>,
    driver_options: Map<String, Value>,
    priority: i32,
}

impl Endpoint {
    fn of(attachment: &NetworkAttachment) -> Self {
        // The CLI writes both sides of a driver's option in lower case.
        let driver_options = attachment.driver_options().iter().map(|option| {
            let side = |text: &str| text.to_lowercase().trim().to_owned();
            (side(option.key()), json!(side(option.value().unwrap_or_default())))
        });
        Self {
            aliases: attachment.aliases().to_vec(),
            links: Vec::new(),
            ip: attachment.ip().map(|ip| ip.to_string()),
            ip6: attachment.ip6().map(|ip| ip.to_string()),
            link_local: attachment.link_local_ips().iter().map(ToString::to_string).collect(),
            mac: attachment.mac_address().map(str::to_owned),
            driver_options: driver_options.collect(),
            priority: attachment.gateway_priority().unwrap_or_default(),
        }
    }

    /// `--ip` and its like belong to the first network; said twice is refused.
    fn with_flags(mut self, network: &str, flags: &Flags<'_>) -> Result<Self> {
        let twice = |given: bool, also: bool, flag: &str| {
            if given && also { Err(invalid(flag, format!("docker takes either {flag} or the same in --network"))) } else { Ok(()) }
        };
        twice(!flags.network_alias.is_empty(), !self.aliases.is_empty(), "--network-alias")?;
        twice(flags.ip.is_some(), self.ip.is_some(), "--ip")?;
        twice(flags.ip6.is_some(), self.ip6.is_some(), "--ip6")?;
        twice(flags.mac_address.is_some(), self.mac.is_some(), "--mac-address")?;
        twice(!flags.link_local_ip.is_empty(), !self.link_local.is_empty(), "--link-local-ip")?;
        self.aliases.extend(flags.network_alias.iter().cloned());
        // In a network of one's own a link is another name in it; in docker's bridge it is the container's.
        if is_user_defined(network) {
            self.links.clone_from(flags.link);
        }
        let given = |flag: &Option<String>| flag.clone().filter(|text| !text.is_empty());
        self.ip = given(flags.ip).or(self.ip);
        self.ip6 = given(flags.ip6).or(self.ip6);
        self.mac = given(flags.mac_address).or(self.mac);
        self.link_local.extend(flags.link_local_ip.iter().cloned());
        Ok(self)
    }

    fn is_plain(&self) -> bool {
        let Self { aliases, links, ip, ip6, link_local, mac, driver_options, priority } = self;
        aliases.is_empty()
            && links.is_empty()
            && ip.is_none()
            && ip6.is_none()
            && link_local.is_empty()
            && mac.is_none()
            && driver_options.is_empty()
            && *priority == 0
    }

    fn checked(self, network: &str, api: Api<'_>) -> Result<Self> {
        if !is_user_defined(network) && !self.aliases.is_empty() {
            return Err(invalid(&self.aliases.join(","), "names in a network are for networks of one's own"));
        }
        if let Some(mac) = &self.mac {
            if !is_mac(mac) {
                return Err(invalid(mac, format!("{mac} is not a MAC address")));
            }
            // The CLI asks for the address of an endpoint, and older engines know only one of a container.
            api.needs(44, "--mac-address")?;
        }
        Ok(self)
    }

    fn json(self) -> Value {
        let list = |list: Vec<String>| if list.is_empty() { Value::Null } else { json!(list) };
        let mut addresses = Map::new();
        addresses.extend(self.ip.map(|ip| ("IPv4Address".to_owned(), json!(ip))));
        addresses.extend(self.ip6.map(|ip| ("IPv6Address".to_owned(), json!(ip))));
        if !self.link_local.is_empty() {
            addresses.insert("LinkLocalIPs".to_owned(), json!(self.link_local));
        }
        json!({
            "IPAMConfig": if addresses.is_empty() { Value::Null } else { Value::Object(addresses) },
            "Links": list(self.links),
            "Aliases": list(self.aliases),
            "MacAddress": self.mac.unwrap_or_default(),
            "DriverOpts": if self.driver_options.is_empty() { Value::Null } else { Value::Object(self.driver_options) },
            "GwPriority": self.priority,
        })
    }
}

/// `EndpointsConfig`. An engine below API 1.44 refuses more than one, and says so itself.
pub(super) fn endpoints(flags: &Flags<'_>, api: Api<'_>) -> Result<Value> {
    let mut endpoints = Map::new();
    if flags.network.is_empty() {
        let endpoint = Endpoint::default().with_flags(DEFAULT, flags)?.checked(DEFAULT, api)?;
        endpoints.insert(DEFAULT.to_owned(), endpoint.json());
    }
    let (mut own, mut dockers) = (false, false);
    for (index, attachment) in flags.network.iter().enumerate() {
        let name = attachment.name();
        if is_user_defined(name) {
            own = true;
        } else {
            dockers = true;
        }
        let mut endpoint = Endpoint::of(attachment);
        if index == 0 {
            endpoint = endpoint.with_flags(name, flags)?;
        }
        let endpoint = endpoint.checked(name, api)?;
        if endpoints.contains_key(name) {
            return Err(invalid(name, format!("the network {name} is given twice")));
        }
        // One network with nothing said of it is the engine's own business.
        if flags.network.len() == 1 && endpoint.is_plain() {
            continue;
        }
        endpoints.insert(name.to_owned(), endpoint.json());
    }
    if own && dockers {
        return Err(invalid(mode(flags), "docker takes either networks of one's own or one of its own"));
    }
    Ok(Value::Object(endpoints))
}

/// 6, 8 or 20 bytes in hex, parted by `:` or `-` one by one or by `.` two by two, as Go's `net.ParseMAC` reads them.
fn is_mac(text: &str) -> bool {
    let text = text.trim();
    let (separator, digits) = match text.chars().find(|c| !c.is_ascii_hexdigit()) {
        Some(separator @ (':' | '-')) => (separator, 2),
        Some('.') => ('.', 4),
        _ => return false,
    };
    let groups: Vec<&str> = text.split(separator).collect();
    groups.iter().all(|group| group.len() == digits && group.bytes().all(|b| b.is_ascii_hexdigit()))
        && matches!(groups.len() * digits / 2, 6 | 8 | 20)
}

#[cfg(test)]
mod tests {
    use super::is_mac;

    #[test]
    fn a_mac_address_is_what_go_reads() {
        for right in ["02:42:ac:11:00:02", "02-42-AC-11-00-02", "0242.ac11.0002", "02:42:ac:11:00:02:00:01"] {
            assert!(is_mac(right), "{right}");
        }
        for wrong in ["", "02:42", "02:42:ac:11:00:0g", "0242ac110002", "02:42-ac:11:00:02"] {
            assert!(!is_mac(wrong), "{wrong}");
        }
    }
}
