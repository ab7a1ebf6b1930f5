//! A network namespace for each lab, and the pair of virtual cables between it and the machine.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::program;
use crate::LabError;

/// The third number of 10.83.N.0/30, which is a lab's own network.
const NUMBERS: std::ops::RangeInclusive<u8> = 1..=254;

/// A lab's network: 10.83.N.1 on the machine, 10.83.N.2 in the namespace. There is no way on from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    number: u8,
}

impl Network {
    /// The network with this number.
    pub fn of(number: u8) -> Self {
        Self { number }
    }

    /// A number that no lab has, of this cache (`taken`) or another, and no route of the machine leads to.
    pub fn free_number(taken: &[u8]) -> Result<u8, LabError> {
        let routes = fs::read_to_string("/proc/net/route").unwrap_or_default();
        let is_free = |number: u8| {
            let network = Self::of(number);
            !taken.contains(&number) && !network.path().exists() && !network.cable_path().exists() && !is_routed(number, &routes)
        };
        NUMBERS.into_iter().find(|number| is_free(*number)).ok_or(LabError::NoFreeNetwork)
    }

    /// What everything of the lab that the whole machine sees is called: its network namespace, its cable, its cgroups. Numbers are
    /// unique on the machine, while two caches may each have a lab of the same name.
    pub fn machine_name(&self) -> String {
        format!("naru{}", self.number)
    }

    /// The lab's end, where published ports answer.
    pub fn address(&self) -> String {
        format!("10.83.{}.2", self.number)
    }

    /// The namespace, as a file that `nsenter --net=` takes.
    pub fn path(&self) -> PathBuf {
        PathBuf::from("/run/netns").join(self.machine_name())
    }

    /// Makes the namespace, the cables and their addresses.
    pub fn up(&self) -> Result<(), LabError> {
        let (name, number) = (self.machine_name(), self.number);
        ip(&format!("netns add {name}"))?;
        ip(&format!("link add {name} type veth peer name lab0 netns {name}"))?;
        ip(&format!("addr add 10.83.{number}.1/30 dev {name}"))?;
        ip(&format!("link set {name} up"))?;
        ip(&format!("-n {name} addr add 10.83.{number}.2/30 dev lab0"))?;
        ip(&format!("-n {name} link set lab0 up"))?;
        ip(&format!("-n {name} link set lo up"))
    }

    /// Removes what [`Network::up`] made, as much of it as there is.
    pub fn down(&self) -> Result<(), LabError> {
        // The kernel takes its time with a namespace's devices; the cable is to be gone when this returns.
        ip_while(&self.cable_path(), &format!("link del {}", self.machine_name()))?;
        ip_while(&self.path(), &format!("netns del {}", self.machine_name()))
    }

    fn cable_path(&self) -> PathBuf {
        PathBuf::from("/sys/class/net").join(self.machine_name())
    }
}

fn ip(arguments: &str) -> Result<(), LabError> {
    program::run(Command::new("ip").args(arguments.split(' '))).map(|_| ())
}

/// Runs `ip` if `path` is there. That something else removed it meanwhile (the cable goes with its namespace) is fine.
fn ip_while(path: &Path, arguments: &str) -> Result<(), LabError> {
    if !path.exists() {
        return Ok(());
    }
    ip(arguments).or_else(|error| if path.exists() { Err(error) } else { Ok(()) })
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
