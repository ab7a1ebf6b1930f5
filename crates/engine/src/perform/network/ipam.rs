//! Which gateway, range and reserved address belongs to which subnet, as the CLI finds it out before it asks the engine.

use std::collections::BTreeMap;
use std::net::IpAddr;

use naru_command::KeyValue;
use naru_view::ProblemCode;
use serde::Serialize;

use crate::error::{Error, Result};

/// A subnet and what is said of it.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Pool<'a> {
    subnet: &'a str,
    #[serde(rename = "IPRange", skip_serializing_if = "Option::is_none")]
    ip_range: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gateway: Option<&'a str>,
    #[serde(rename = "AuxiliaryAddresses", skip_serializing_if = "BTreeMap::is_empty")]
    reserved: BTreeMap<&'a str, &'a str>,
}

/// Refuses what the CLI refuses. A subnet that is none is left to the engine where there is nothing to compare it with.
pub(super) fn pools<'a>(
    subnets: &'a [String],
    ranges: &'a [String],
    gateways: &'a [String],
    reserved: &'a [KeyValue],
) -> Result<Vec<Pool<'a>>> {
    if let Some(range) = ranges.get(subnets.len()).or_else(|| gateways.get(subnets.len())) {
        return Err(invalid(range, "every ip-range or gateway must have a corresponding subnet"));
    }
    let mut pools: Vec<Pool<'a>> = Vec::new();
    for subnet in subnets {
        for pool in &pools {
            if contains(subnet, pool.subnet)? || contains(pool.subnet, subnet)? {
                return Err(invalid(subnet, "multiple overlapping subnet configuration is not supported"));
            }
        }
        pools.push(Pool { subnet, ip_range: None, gateway: None, reserved: BTreeMap::new() });
    }
    for range in ranges {
        for pool in matching(&mut pools, range, "range")? {
            if let Some(other) = pool.ip_range.replace(range) {
                let said = format!("cannot configure multiple ranges ({range}, {other}) on the same subnet ({})", pool.subnet);
                return Err(invalid(range, said));
            }
        }
    }
    for gateway in gateways {
        for pool in matching(&mut pools, gateway, "gateway")? {
            if let Some(other) = pool.gateway.replace(gateway) {
                let said = format!("cannot configure multiple gateways ({gateway}, {other}) for the same subnet ({})", pool.subnet);
                return Err(invalid(gateway, said));
            }
        }
    }
    for pair in reserved {
        let address = pair.value().unwrap_or_default();
        for pool in matching(&mut pools, address, "aux-address")? {
            pool.reserved.insert(pair.key(), address);
        }
    }
    Ok(pools)
}

/// The pools that an address lies in; docker wants one at least.
fn matching<'p, 'a>(pools: &'p mut [Pool<'a>], address: &str, what: &str) -> Result<Vec<&'p mut Pool<'a>>> {
    let mut found = Vec::new();
    for pool in pools {
        if contains(pool.subnet, address)? {
            found.push(pool);
        }
    }
    if found.is_empty() { Err(invalid(address, format!("no matching subnet for {what} {address}"))) } else { Ok(found) }
}

/// True when the address, or the first address of a subnet, lies in the subnet. What is no address lies nowhere.
fn contains(subnet: &str, address: &str) -> Result<bool> {
    let (network, length) = cidr(subnet)?;
    let address = if address.contains('/') { Some(cidr(address)?.0) } else { address.parse().ok() };
    Ok(match (network, address) {
        (IpAddr::V4(network), Some(IpAddr::V4(address))) => {
            let beyond = 32 - length;
            network.to_bits().checked_shr(beyond) == address.to_bits().checked_shr(beyond)
        }
        (IpAddr::V6(network), Some(IpAddr::V6(address))) => {
            let beyond = 128 - length;
            network.to_bits().checked_shr(beyond) == address.to_bits().checked_shr(beyond)
        }
        _ => false,
    })
}

/// `10.1.0.0/16`
fn cidr(text: &str) -> Result<(IpAddr, u32)> {
    let parsed = text.split_once('/').and_then(|(address, length)| {
        let address: IpAddr = address.parse().ok()?;
        let length: u32 = length.parse().ok()?;
        (length <= if address.is_ipv4() { 32 } else { 128 }).then_some((address, length))
    });
    parsed.ok_or_else(|| invalid(text, format!("invalid subnet: invalid CIDR address: {text}")))
}

fn invalid(value: &str, said: impl Into<String>) -> Error {
    Error::new(ProblemCode::InvalidValue, said).with("value", value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    fn texts(words: &[&str]) -> Vec<String> {
        words.iter().map(ToString::to_string).collect()
    }

    /// What the CLI says of it, which asks no engine.
    fn refused(subnets: &[&str], ranges: &[&str], gateways: &[&str], reserved: &[&str]) -> String {
        let reserved: Vec<KeyValue> = reserved.iter().map(|pair| pair.parse().unwrap()).collect();
        let error = pools(&texts(subnets), &texts(ranges), &texts(gateways), &reserved).unwrap_err();
        assert_eq!(error.code(), ProblemCode::InvalidValue);
        error.to_string()
    }

    #[test]
    fn everything_finds_its_subnet() {
        let (subnets, ranges) = (texts(&["10.1.0.0/16", "fd00:1::/64", "10.2.0.0/16"]), texts(&["10.2.3.0/24"]));
        let gateways = texts(&["fd00:1::9", "10.1.0.9"]);
        let reserved = ["a=10.2.0.7".parse().unwrap(), "b=10.2.0.8".parse().unwrap()];
        let pools = pools(&subnets, &ranges, &gateways, &reserved).unwrap();
        let [first, second, third] = pools.as_slice() else { panic!("{pools:?}") };
        assert_eq!((first.gateway, first.ip_range, first.reserved.len()), (Some("10.1.0.9"), None, 0));
        assert_eq!((second.gateway, second.ip_range), (Some("fd00:1::9"), None));
        assert_eq!((third.gateway, third.ip_range, third.reserved.get("b")), (None, Some("10.2.3.0/24"), Some(&"10.2.0.8")));
    }

    #[test]
    fn what_the_cli_refuses_is_refused_in_its_words() {
        assert_eq!(refused(&[], &["10.1.0.0/24"], &[], &[]), "every ip-range or gateway must have a corresponding subnet");
        assert_eq!(refused(&[], &[], &["10.1.0.1"], &[]), "every ip-range or gateway must have a corresponding subnet");
        let overlap = "multiple overlapping subnet configuration is not supported";
        assert_eq!(refused(&["10.1.0.0/16", "10.1.2.0/24"], &[], &[], &[]), overlap);
        assert_eq!(refused(&["10.1.2.0/24", "0.0.0.0/0"], &[], &[], &[]), overlap);
        assert_eq!(refused(&["10.1.0.0/16"], &["10.2.0.0/24"], &[], &[]), "no matching subnet for range 10.2.0.0/24");
        assert_eq!(refused(&["10.1.0.0/16"], &[], &["10.2.0.1"], &[]), "no matching subnet for gateway 10.2.0.1");
        assert_eq!(refused(&["10.1.0.0/16"], &[], &[], &["a=10.2.0.1"]), "no matching subnet for aux-address 10.2.0.1");
        assert_eq!(
            refused(&["10.1.0.0/16", "10.2.0.0/16"], &["10.1.1.0/24", "10.1.2.0/24"], &[], &[]),
            "cannot configure multiple ranges (10.1.2.0/24, 10.1.1.0/24) on the same subnet (10.1.0.0/16)"
        );
        assert_eq!(refused(&["10.1.0.0", "10.2.0.0/16"], &[], &[], &[]), "invalid subnet: invalid CIDR address: 10.1.0.0");
    }

    #[test]
    fn a_single_subnet_is_the_engines_to_judge() {
        assert_eq!(pools(&texts(&["10.1.0.0"]), &[], &[], &[]).unwrap().len(), 1);
    }
}
