//! A network namespace for each lab, and the pair of virtual cables between it and the machine.

use std::{fs, path::PathBuf, process::Command};

use super::program;
use crate::LabError;

/// The third number of 10.83.N.0/30, which is a lab's own network.
const NUMBERS: std::ops::RangeInclusive<u8> = 1..=254;

/// A lab's network: 10.83.N.1 on the machine, 10.83.N.2 in the namespace. There is no way on from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    number: u8,
    namespace: String,
}

impl Network {
    /// The network with this number, for the lab of this name.
    pub fn of(number: u8, lab: &str) -> Self {
        Self { number, namespace: format!("naru-{lab}") }
    }

    /// A number that neither a lab nor a route of the machine has.
    pub fn free_number(taken: &[u8]) -> Result<u8, LabError> {
        let routes = fs::read_to_string("/proc/net/route").unwrap_or_default();
        NUMBERS.into_iter().find(|number| !taken.contains(number) && !is_routed(*number, &routes)).ok_or(LabError::NoFreeNetwork)
    }

    /// The lab's end, where published ports answer.
    pub fn address(&self) -> String {
        format!("10.83.{}.2", self.number)
    }

    /// The namespace, as a file that `nsenter --net=` takes.
    pub fn path(&self) -> PathBuf {
        PathBuf::from("/run/netns").join(&self.namespace)
    }

    /// Makes the namespace, the cables and their addresses.
    pub fn up(&self) -> Result<(), LabError> {
        let (namespace, cable, number) = (&self.namespace, self.cable(), self.number);
        ip(&format!("netns add {namespace}"))?;
        ip(&format!("link add {cable} type veth peer name lab0 netns {namespace}"))?;
        ip(&format!("addr add 10.83.{number}.1/30 dev {cable}"))?;
        ip(&format!("link set {cable} up"))?;
        ip(&format!("-n {namespace} addr add 10.83.{number}.2/30 dev lab0"))?;
        ip(&format!("-n {namespace} link set lab0 up"))?;
        ip(&format!("-n {namespace} link set lo up"))
    }

    /// Removes what [`Network::up`] made, as much of it as there is.
    pub fn down(&self) -> Result<(), LabError> {
        // The kernel takes its time with a namespace's devices; the cable is to be gone when this returns.
        if self.cable_path().exists() {
            ip(&format!("link del {}", self.cable()))?;
        }
        if self.path().exists() {
            ip(&format!("netns del {}", self.namespace))?;
        }
        Ok(())
    }

    fn cable(&self) -> String {
        format!("naru{}", self.number)
    }

    fn cable_path(&self) -> PathBuf {
        PathBuf::from("/sys/class/net").join(self.cable())
    }
}

fn ip(arguments: &str) -> Result<(), LabError> {
    program::run(Command::new("ip").args(arguments.split(' '))).map(|_| ())
}

/// Whether a route other than the machine's wide ones covers 10.83.N.0/30. `routes` is /proc/net/route: destination and mask are the
/// columns 2 and 8, as hexadecimal numbers in the machine's byte order.
fn is_routed(number: u8, routes: &str) -> bool {
    let ours = u32::from_be_bytes([10, 83, number, 0]);
    routes.lines().skip(1).any(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let column = |at: usize| {
            let written = u32::from_str_radix(columns.get(at)?, 16).ok()?;
            Some(u32::from_be(written))
        };
        let (Some(destination), Some(mask)) = (column(1), column(7)) else {
            return false;
        };
        // A whole 10.0.0.0/8 (a company's VPN) steps back behind a /30 of the machine's own.
        mask.count_ones() >= 16 && ours & mask == destination & mask
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_routed_network_is_left_alone() {
        let routes = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n\
                      eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n\
                      vpn0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0\n\
                      naru7\t0007530A\t00000000\t0001\t0\t0\t0\tFCFFFFFF\t0\t0\t0\n";
        assert!(is_routed(7, routes), "another lab's, or somebody's own");
        assert!(!is_routed(8, routes), "neither the default route nor a wide one counts");
    }
}
