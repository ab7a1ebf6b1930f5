//! What docker's CLI would refuse about the networks of a container.

use super::{Conflict, fault};
use crate::NetworkAttachment;

/// `given` are the flags that are of the first network.
pub(super) fn conflict(networks: &[NetworkAttachment], given: &[(&'static str, bool)]) -> Option<Conflict> {
    let alias = given.iter().any(|(long, given)| *long == "network-alias" && *given);
    let Some(first) = networks.first() else {
        return if alias { fault("only a network that somebody made has aliases", "network-alias") } else { None };
    };
    if networks.len() > 1 && networks.iter().any(is_own) && !networks.iter().all(is_own) {
        return fault("networks that somebody made do not go together with docker's own", "network");
    }
    if networks.iter().enumerate().any(|(index, network)| networks[..index].iter().any(|before| before.name() == network.name())) {
        return fault("the same network is named twice", "network");
    }
    for (long, _) in given.iter().filter(|(_, given)| *given) {
        let twice = match *long {
            "network-alias" => !first.aliases().is_empty(),
            "ip" => first.ip().is_some(),
            "ip6" => first.ip6().is_some(),
            "mac-address" => first.mac_address().is_some(),
            _ => !first.link_local_ips().is_empty(),
        };
        if twice {
            return fault("--network says this too", long);
        }
    }
    if alias && !is_own(first) {
        return fault("only a network that somebody made has aliases", "network-alias");
    }
    let wrong = networks.iter().any(|network| !network.aliases().is_empty() && !is_own(network));
    if wrong { fault("only a network that somebody made has aliases", "network") } else { None }
}

/// True for a network that is not one of docker's own, nor another container's.
fn is_own(network: &NetworkAttachment) -> bool {
    !matches!(network.name(), "default" | "bridge" | "host" | "none" | "nat") && !network.name().starts_with("container:")
}
