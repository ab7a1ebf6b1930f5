//! How a text type of ours is a plain string in JSON.

/// Gives a type that has `FromStr` and `Display` the two conversions that serde's `try_from` and `into` ask for.
macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl TryFrom<String> for $type {
            type Error = <$type as std::str::FromStr>::Err;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.to_string()
            }
        }
    )*};
}

use super::{
    Cpus, Duration, EnvVar, ExposedPort, Filter, GpuRequest, HostMapping, KeyValue, MemoryLimit, MemorySize, Mount, NetworkAttachment,
    RestartPolicy, Ulimit, Volume,
};

as_text!(
    MemorySize,
    MemoryLimit,
    Cpus,
    Duration,
    EnvVar,
    KeyValue,
    Filter,
    HostMapping,
    ExposedPort,
    RestartPolicy,
    Ulimit,
    GpuRequest,
    NetworkAttachment,
    Mount,
    Volume
);
