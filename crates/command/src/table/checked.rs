//! Flags whose text stays text, and is checked as docker's CLI or the engine checks it; the rules are in [`super::rules`].

use super::{Kind, Takes, Written, rules};
use crate::parse::{Context, Fault};

/// Declares a kind of flag by its rule, which says what becomes of a text; any text of the pattern follows it. An empty text
/// is "not given" where a flag stands once, as it is for docker.
macro_rules! checked {
    ($($(#[$meta:meta])* $kind:ident = $rule:ident, $pattern:literal;)*) => {$(
        $(#[$meta])*
        pub(crate) struct $kind;

        impl Kind<Option<String>> for $kind {
            const TAKES: Takes = Takes::Value;

            fn read(field: &mut Option<String>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
                *field = if text.is_empty() { None } else { Some(rules::$rule(text, context)?) };
                Ok(())
            }

            fn write(field: &Option<String>) -> Vec<Written> {
                field.iter().map(|text| Written::Value(text.clone())).collect()
            }

            #[cfg(test)]
            fn strategy() -> proptest::strategy::BoxedStrategy<Option<String>> {
                use proptest::prelude::*;
                prop::option::weighted(0.15, $pattern).boxed()
            }
        }

        impl Kind<Vec<String>> for $kind {
            const TAKES: Takes = Takes::Value;

            fn read(field: &mut Vec<String>, text: &str, context: &Context<'_>) -> Result<(), Fault> {
                field.push(rules::$rule(text, context)?);
                Ok(())
            }

            fn write(field: &Vec<String>) -> Vec<Written> {
                field.iter().map(|text| Written::Value(text.clone())).collect()
            }

            #[cfg(test)]
            fn strategy() -> proptest::strategy::BoxedStrategy<Vec<String>> {
                use proptest::prelude::*;
                prop_oneof![6 => Just(Vec::new()), 1 => prop::collection::vec($pattern, 1..3)].boxed()
            }
        }
    )*};
}

checked! {
    /// An IPv4 or IPv6 address.
    Address = address, "10\\.0\\.[0-9]\\.[1-9][0-9]?|2001:db8::[1-9]";
    /// An IPv4 address.
    AddressV4 = address_v4, "10\\.0\\.[0-9]\\.[1-9][0-9]?";
    /// An IPv6 address.
    AddressV6 = address_v6, "2001:db8::[1-9]";
    /// A hardware address.
    HardwareAddress = hardware_address, "[0-9a-f]{2}(:[0-9a-f]{2}){5}";
    /// A domain that names are looked up in, or `.` for none.
    Domain = domain, "[a-z]{1,5}\\.(com|co\\.kr)|\\.";
    /// `container` or `container:alias`.
    Link = link, "[a-z]{1,5}(:[a-z]{1,4})?";
    /// `host`, or `container:NAME`.
    ProcessSpace = process_space, "host|container:[a-z]{2,5}";
    /// `host` and nothing else.
    HostOnly = host_only, "host";
    /// `host` or `private`.
    HostOrPrivate = host_or_private, "host|private";
    /// `stdin`, `stdout` or `stderr`.
    Stream = stream, "stdin|stdout|stderr";
    /// What `inspect` looks among.
    ObjectType = object_type, "container|image|network|volume";
    /// `always`, `missing` or `never`.
    PullPolicy = pull_policy, "always|missing|never";
    /// `linux/arm64/v8`.
    Platform = platform, "linux/(amd64|arm64|arm/v7)|linux";
    /// The same for a build: several between commas, and `local`.
    Platforms = platforms, "linux/amd64(,linux/arm64)?|local";
    /// `SIGTERM`, `9`, `RTMIN+3`.
    Signal = signal, "SIG(TERM|KILL|HUP)|[1-9]|SIGRTMIN\\+3";
    /// A path in a container.
    InnerFolder = inner_folder, "/[a-z]{1,5}(/[a-z ]{1,4})?";
    /// `/run:size=64m`
    Tmpfs = tmpfs, "/[a-z]{1,5}(:size=[0-9]{1,3}m,mode=1777)?";
    /// `web:ro`
    VolumesFrom = volumes_from, "[a-z]{2,5}(:ro)?";
    /// `seccomp=/profile.json`
    SecurityOption = security_option, "no-new-privileges|apparmor=unconfined|seccomp=(unconfined|/[a-z]{1,4}\\.json)|label=disable";
    /// `/dev/snd`, `/dev/a:/dev/b:rwm`, `nvidia.com/gpu=all`
    Device = device, "/dev/[a-z]{1,4}(:/dev/[a-z]{1,3}(:rw?m?)?)?|nvidia\\.com/gpu=all";
    /// `c 1:3 mr`
    DeviceRule = device_rule, "[acb] ([0-9]{1,3}|\\*):([0-9]|\\*) r?wm?";
    /// `/dev/sda:1mb`
    DeviceRate = device_rate, "/dev/sd[a-f]:[0-9]{1,4}(mb|k)?";
    /// `/dev/sda:1000`
    DeviceOperations = device_operations, "/dev/sd[a-f]:[0-9]{1,4}";
    /// `/dev/sda:100`
    DeviceWeight = device_weight, "/dev/sd[a-f]:[1-9][0-9]{2}";
}
