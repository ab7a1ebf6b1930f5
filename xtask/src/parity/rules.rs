//! Every field that is not compared as it stands, and why. What is not named here is compared as it is.

use super::snapshot::Kind;

/// What becomes of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Only whether there is a time is compared.
    Time,
    /// Only whether there is something is compared.
    Something,
    /// It is not compared.
    Nothing,
    /// An address that a line names is compared; of any other, only whether there is one.
    Address,
    /// A port that a line names is compared; of any other, only whether there is one.
    Port,
    /// A list without an order.
    Unordered,
    /// Ids in it that nothing listed has.
    Ids,
    /// The same, and at which of its addresses a port is taken.
    Refusal,
}

impl How {
    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Self::Time => "only whether there is a time",
            Self::Something => "only whether there is something",
            Self::Nothing => "not compared",
            Self::Address => "compared where a line names the address, else only whether there is one",
            Self::Port => "compared where a line names the port, else only whether there is one",
            Self::Unordered => "compared without its order",
            Self::Refusal => "compared but for ids that nothing listed has, and the address before a port",
            Self::Ids => "compared but for ids that nothing listed has",
        }
    }
}

/// A field, or many: a star is any key or index.
pub struct Rule {
    pub kind: Kind,
    pub path: &'static str,
    pub how: How,
    /// Only for images that a line made, and their containers.
    pub made: bool,
    pub why: &'static str,
}

const fn rule(kind: Kind, path: &'static str, how: How, why: &'static str) -> Rule {
    Rule { kind, path, how, made: false, why }
}

const fn made(kind: Kind, path: &'static str, how: How, why: &'static str) -> Rule {
    Rule { made: true, ..rule(kind, path, how, why) }
}

const CLOCK: &str = "the two sides do not do it at the same time";
const KERNEL: &str = "the kernel gives the number";
const DRAWN: &str = "the engine draws it at random";
const POOL: &str = "the engine takes the next free one";
const MAP: &str = "the CLI or the engine keeps it as a map, which has no order";
const STORE: &str = "the name of the engine's own directory, drawn or counted";
const TIMES_INSIDE: &str = "what a line makes has times in it, which change how it packs";

use How::{Address, Ids, Nothing, Port, Refusal, Something, Time, Unordered};
use Kind::{Container, File, Image, Network, Volume};

/// All of them.
pub const RULES: &[Rule] = &[
    rule(Container, "Created", Time, CLOCK),
    rule(Container, "State.StartedAt", Time, CLOCK),
    rule(Container, "State.FinishedAt", Time, CLOCK),
    rule(Container, "State.Pid", Something, KERNEL),
    rule(Container, "State.Error", Refusal, "it names endpoints by ids that are drawn, and of the addresses of a taken port any one"),
    rule(Container, "State.Health.Log", Nothing, "how often the check ran until now; the health itself is compared"),
    rule(Container, "State.Health.FailingStreak", Nothing, "how often the check ran until now; the health itself is compared"),
    rule(Container, "RestartCount", Something, "how often it came back until now"),
    rule(Container, "ExecIDs.*.ID", Nothing, DRAWN),
    rule(Container, "ExecIDs.*.Pid", Something, KERNEL),
    rule(Container, "ExecIDs", Unordered, MAP),
    rule(Container, "GraphDriver.Data.*", Something, STORE),
    rule(Container, "Storage.RootFS.*.*", Something, STORE),
    rule(Container, "Config.Env", Unordered, "the CLI keeps what -e says as a map, which has no order"),
    rule(Container, "HostConfig.Binds", Unordered, MAP),
    rule(Container, "HostConfig.Links", Unordered, MAP),
    rule(Container, "HostConfig.Ulimits", Unordered, MAP),
    rule(Container, "Mounts", Unordered, MAP),
    rule(Container, "NetworkSettings.SandboxID", Something, DRAWN),
    rule(Container, "NetworkSettings.SandboxKey", Something, DRAWN),
    rule(Container, "NetworkSettings.EndpointID", Something, DRAWN),
    rule(Container, "NetworkSettings.IPAddress", Address, POOL),
    rule(Container, "NetworkSettings.Gateway", Address, POOL),
    rule(Container, "NetworkSettings.MacAddress", Address, DRAWN),
    rule(Container, "NetworkSettings.GlobalIPv6Address", Address, POOL),
    rule(Container, "NetworkSettings.IPv6Gateway", Address, POOL),
    rule(Container, "NetworkSettings.LinkLocalIPv6Address", Address, POOL),
    rule(Container, "NetworkSettings.Ports.*.*.HostPort", Port, POOL),
    rule(Container, "NetworkSettings.Networks.*.EndpointID", Something, DRAWN),
    rule(Container, "NetworkSettings.Networks.*.IPAddress", Address, POOL),
    rule(Container, "NetworkSettings.Networks.*.Gateway", Address, POOL),
    rule(Container, "NetworkSettings.Networks.*.MacAddress", Address, DRAWN),
    rule(Container, "NetworkSettings.Networks.*.GlobalIPv6Address", Address, POOL),
    rule(Container, "NetworkSettings.Networks.*.IPv6Gateway", Address, POOL),
    made(Container, "ImageManifestDescriptor.digest", Ids, TIMES_INSIDE),
    made(Container, "ImageManifestDescriptor.size", Something, TIMES_INSIDE),
    rule(
        Image,
        "Metadata.LastTagTime",
        Nothing,
        "a time, which an old engine notes of a build that its API was asked for, and not where its builder sets the tag, as for the CLI",
    ),
    made(Image, "RepoDigests.*", Ids, TIMES_INSIDE),
    rule(Image, "GraphDriver.Data.*", Something, STORE),
    rule(Image, "RepoTags", Unordered, MAP),
    rule(Image, "RepoDigests", Unordered, MAP),
    made(Image, "Created", Time, CLOCK),
    made(Image, "Size", Something, TIMES_INSIDE),
    made(Image, "VirtualSize", Something, TIMES_INSIDE),
    made(Image, "Descriptor.size", Something, TIMES_INSIDE),
    made(Image, "Container", Ids, "the id of a container that is gone"),
    rule(Network, "Created", Time, CLOCK),
    rule(Network, "IPAM.Config.*.Subnet", Address, POOL),
    rule(Network, "IPAM.Config.*.Gateway", Address, POOL),
    rule(Network, "Containers.*.EndpointID", Something, DRAWN),
    rule(Network, "Containers.*.MacAddress", Address, DRAWN),
    rule(Network, "Containers.*.IPv4Address", Address, POOL),
    rule(Network, "Containers.*.IPv6Address", Address, POOL),
    rule(Volume, "CreatedAt", Time, CLOCK),
    rule(File, "entries.*", Ids, "digests of what a line made, which has times in it"),
    rule(File, "entries", Unordered, "drawn ids sort otherwise"),
    rule(File, "text", Ids, "digests of what a line made, which has times in it"),
];

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn every_rule_says_why() {
        assert!(RULES.iter().all(|rule| !rule.why.is_empty()));
    }
}
